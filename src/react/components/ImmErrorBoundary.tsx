import { QueryErrorResetBoundary } from '@tanstack/react-query';
import { type ErrorInfo, type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { ErrorBoundary, type FallbackProps } from 'react-error-boundary';
import { attempt } from '../../core/attempt.js';
import type { ImmError } from '../../core/ImmError.js';
import { parseImmError } from '../../core/parse/parseImmError.js';
import { type UseImmErrorResult, useImmError } from '../hooks/useImmError.js';
import { useImmErrorContext } from '../ImmErrorContext.js';
import { passToRouter } from '../passToRouter.js';
import { createRetryFocus, type RetryFocus } from '../retryFocus.js';
import { ErrorBanner, type ErrorBannerDensity } from './ErrorBanner.js';

/** How much of the page a boundary stands for. */
export type ImmErrorBoundaryLevel = 'page' | 'section' | 'widget';

/** What a boundary's own fallback is given. */
export interface ImmErrorFallbackProps extends UseImmErrorResult {
  /** Renders the children again, their failed queries fresh. */
  reset(): void;
}

/** What `ImmErrorBoundary` takes. */
export interface ImmErrorBoundaryProps {
  /** What may fail. */
  children?: ReactNode;
  /** How much of the page it stands for: it decides the size of the message. @default 'section' */
  level?: ImmErrorBoundaryLevel | undefined;
  /** When one of these changes, the children are rendered again. */
  resetKeys?: readonly unknown[] | undefined;
  /** Called before the children are rendered again. */
  onReset?: (() => void) | undefined;
  /** Hears of each error that is caught, with React's component stack. */
  onError?: ((error: ImmError, info: ErrorInfo) => void) | undefined;
  /** Shown instead of the kit's message. If it fails itself, a plain text is shown. */
  fallback?: ReactNode | ((props: ImmErrorFallbackProps) => ReactNode);
}

const densities: Readonly<Record<ImmErrorBoundaryLevel, ErrorBannerDensity>> = {
  page: 'page',
  section: 'regular',
  widget: 'compact',
};

/**
 * Shows what failed in place of children that threw, and renders them again on "Try again", their queries fresh.
 *
 * Anything that is thrown counts, `null` too, but what a router throws for its own boundary: a redirect, a not-found.
 */
export function ImmErrorBoundary({
  children,
  level = 'section',
  resetKeys,
  onReset,
  onError,
  fallback,
}: ImmErrorBoundaryProps): ReactNode {
  const wasOnScreen = useRef(false);
  const [retryFocus] = useState(createRetryFocus);
  useEffect(() => {
    wasOnScreen.current = true;
  }, []);

  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <ErrorBoundary
          {...(resetKeys && { resetKeys: [...resetKeys] })}
          // What they throw would take the boundary above down as well, or keep the reset from happening.
          onReset={() => {
            reset();
            attempt(() => onReset?.());
          }}
          onError={(thrown, info) => attempt(() => onError?.(parseImmError(thrown), info))}
          fallbackRender={(props) => {
            passToRouter(props.error);
            return (
              <ErrorBoundary
                fallbackRender={({ error }) => {
                  passToRouter(error);
                  return <PlainFallback error={props.error} />;
                }}
              >
                <Fallback {...props} {...{ level, wasOnScreen, retryFocus }} render={fallback} />
              </ErrorBoundary>
            );
          }}
        >
          {children}
        </ErrorBoundary>
      )}
    </QueryErrorResetBoundary>
  );
}

interface BoundaryFallbackProps extends FallbackProps {
  level: ImmErrorBoundaryLevel;
  render: ImmErrorBoundaryProps['fallback'];
  /** Whether there was a page before it failed. */
  wasOnScreen: RefObject<boolean>;
  /** Kept from one message to the next. */
  retryFocus: RetryFocus;
}

function Fallback({
  error: thrown,
  resetErrorBoundary,
  level,
  render,
  wasOnScreen,
  retryFocus,
}: BoundaryFallbackProps): ReactNode {
  const banner = useRef<HTMLDivElement>(null);
  // Parsed, because `null` as a source would mean that nothing failed.
  const error = useMemo(() => parseImmError(thrown), [thrown]);
  const result = useImmError(error, {
    onRetry() {
      retryFocus.leave(banner.current);
      resetErrorBoundary();
    },
    // Hidden, it would leave a hole where the children were.
    dismissible: false,
    showAborted: true,
    // A page that is gone says so itself.
    incident: level !== 'page',
  });

  useEffect(() => retryFocus.comeBack(banner.current), [retryFocus]);

  // The page that had the focus is gone: only then is the focus moved, and the move itself is what is read out. A page
  // that failed while it loaded is read in its place. Effects of children run first, so this is still false then.
  useEffect(() => {
    const wasLost = wasOnScreen.current && document.activeElement === document.body;
    if (level === 'page' && wasLost) banner.current?.focus();
  }, [level, wasOnScreen]);

  if (render !== undefined)
    return typeof render === 'function' ? render({ ...result, reset: resetErrorBoundary }) : render;
  return (
    <ErrorBanner
      ref={banner}
      source={result}
      density={densities[level]}
      headingLevel={level === 'page' ? 1 : undefined}
    />
  );
}

function PlainFallback({ error }: { error: unknown }): ReactNode {
  const { messages } = useImmErrorContext();
  const { requestId } = parseImmError(error);
  return (
    <p className="imm-plain" data-part="plain">
      {messages.format('AppBug.title', {})} {requestId}
    </p>
  );
}
