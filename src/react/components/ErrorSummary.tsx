import {
  type ForwardRefExoticComponent,
  forwardRef,
  type HTMLAttributes,
  type ReactNode,
  type Ref,
  type RefAttributes,
  useId,
} from 'react';
import type { ImmErrorState } from '../../core/types.js';
import { warnOnce } from '../../core/warnOnce.js';
import {
  type ErrorSummaryItem,
  type ErrorSummaryOptions,
  type UseErrorSummaryResult,
  useErrorSummary,
} from '../hooks/useErrorSummary.js';
import type { ImmErrorSource } from '../hooks/useImmError.js';
import { useReturnFocus } from '../hooks/useReturnFocus.js';
import { useImmErrorContext } from '../ImmErrorContext.js';
import { bothGiven } from './bothGiven.js';
import { severityIcon } from './severityIcon.js';

/** Parts to put in place of the kit's; `null` leaves a part out. */
export interface ErrorSummarySlots {
  /** The picture of the severity. */
  icon?: ReactNode;
  /** The heading. */
  title?: ReactNode | ((summary: UseErrorSummaryResult) => ReactNode);
  /** One line of the list, without its `<li>`. */
  item?: ((item: ErrorSummaryItem) => ReactNode) | undefined;
}

/** What `ErrorSummary` takes: the attributes of its root as well. */
export interface ErrorSummaryProps extends Omit<HTMLAttributes<HTMLDivElement>, 'title'>, ErrorSummaryOptions {
  /** What failed: anything that `useImmError` takes. */
  source?: ImmErrorSource;
  /** A state to show as it is, instead of `source`. */
  state?: ImmErrorState | null | undefined;
  /** The level of the title, a heading. @default 2 */
  headingLevel?: 1 | 2 | 3 | 4 | 5 | 6 | undefined;
  /** Parts to put in place of the kit's. */
  slots?: ErrorSummarySlots | undefined;
}

/**
 * Lists what is wrong with a form's fields, each a link to its field, and takes the focus after a failed submit.
 *
 * Renders a `<div role="group">`, or nothing where no field is concerned. A field that isn't on the page is listed, too.
 *
 * @example <ErrorSummary source={createProject} />
 */
export const ErrorSummary: ForwardRefExoticComponent<ErrorSummaryProps & RefAttributes<HTMLDivElement>> = forwardRef(
  function ErrorSummary(
    {
      source,
      state,
      fieldId,
      onReveal,
      errors,
      submitCount,
      autoFocus,
      headingLevel = 2,
      slots = {},
      ...rest
    }: ErrorSummaryProps,
    ref: Ref<HTMLDivElement>,
  ): ReactNode {
    warnOnce(() => process.env.NODE_ENV !== 'production' && bothGiven('ErrorSummary', source, state));
    const summary = useErrorSummary(source ?? state, { fieldId, onReveal, errors, submitCount, autoFocus });
    if (summary.items.length === 0) return null;
    return <Summary {...rest} forwardedRef={ref} {...{ summary, headingLevel, slots }} />;
  },
);

interface SummaryProps extends Omit<HTMLAttributes<HTMLDivElement>, 'title'> {
  summary: UseErrorSummaryResult;
  headingLevel: NonNullable<ErrorSummaryProps['headingLevel']>;
  slots: ErrorSummarySlots;
  forwardedRef: Ref<HTMLDivElement>;
}

function Summary({ summary, headingLevel, slots, forwardedRef, className, ...rest }: SummaryProps): ReactNode {
  const { messages } = useImmErrorContext();
  const titleId = useId();
  const kept = useReturnFocus(forwardedRef, rest.onFocus, summary.ref);
  const Title = `h${headingLevel}` as const;
  const severity = messages.format('severity.error', {});
  const { icon = severityIcon('error'), title = summary.title, item: lineOf = linkOf } = slots;

  return (
    <div
      role="group"
      // By its words where it can be: two React roots in one page, as micro-frontends have, give the same ids.
      {...(slots.title === undefined
        ? { 'aria-label': messages.format('announce.failed', { severity, title: summary.title }) }
        : { 'aria-labelledby': titleId })}
      tabIndex={-1}
      {...rest}
      {...kept}
      className={className ? `imm-banner imm-summary ${className}` : 'imm-banner imm-summary'}
      data-part="summary"
      data-severity="error"
    >
      {icon}
      <div className="imm-banner-body" data-part="body">
        <Title id={titleId} className="imm-banner-title" data-part="title">
          <span className="imm-visually-hidden">{messages.format('announce.failed', { severity, title: '' })}</span>
          {typeof title === 'function' ? title(summary) : title}
        </Title>
        {/* Safari takes the role from a list without bullets. */}
        {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
        <ul role="list" data-part="list">
          {summary.items.map((item) => (
            <li key={`${item.path} ${item.message}`} data-part="item">
              {lineOf(item)}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function linkOf({ href, message, focus }: ErrorSummaryItem): ReactNode {
  if (href === undefined) return message;
  return (
    <a
      className="imm-link"
      data-part="link"
      href={href}
      onClick={(event) => {
        // The address belongs to the app's router.
        event.preventDefault();
        void focus();
      }}
    >
      {message}
    </a>
  );
}
