import {
  ConflictNotice,
  type ConflictNoticeProps,
  ErrorSummary,
  type ImmErrorSource,
  RetryCountdown,
  RetryProgress,
} from 'imm-error-kit';
import { useImmForm } from 'imm-error-kit/forms/html';
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../words.ts';

/** What was typed, by form path. */
export type FormValues = Readonly<Record<string, string>>;

interface FormProps {
  /** The mutation or query that it sends; its failures are shown here. */
  source: ImmErrorSource;
  isPending: boolean;
  submitLabel: string;
  /** Whether it worked the last time. */
  isDone: boolean;
  /** Said when it worked. */
  doneText: string;
  /** Sends what was typed. */
  onSubmit: (values: FormValues) => void;
  /** The ways out where somebody else was faster. */
  conflict?: Pick<ConflictNoticeProps, 'changes' | 'onReload' | 'onOverwrite' | 'onOpenExisting'> | undefined;
  /** Whether a summary above the fields leads to those that aren't accepted: for a form that is long. @default false */
  hasSummary?: boolean | undefined;
  /** Whether what was typed stays after it worked. @default false */
  keepsValues?: boolean | undefined;
  children: ReactNode;
}

/** A form to IMM. Nothing that was typed is lost when it fails; the service checks it, not the browser. */
export function Form(props: FormProps): ReactNode {
  const { source, isPending, isDone, submitLabel, doneText, onSubmit, children } = props;
  const { hasSummary = false, keepsValues = false } = props;
  const words = useWords();
  const form = useRef<HTMLFormElement>(null);
  const imm = useImmForm(form, source, { focusField: !hasSummary });

  // Not in the submit: a repeat that the banner or the gate started ends here as well.
  useEffect(() => {
    if (isDone && !keepsValues) form.current?.reset();
  }, [isDone, keepsValues]);

  function handleSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (isPending) return;
    const typed = [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value).trim()]);
    onSubmit(Object.fromEntries(typed));
  }

  return (
    <form className="form" ref={form} noValidate onSubmit={handleSubmit}>
      {/* Beside a banner, which is announced, the focus stays. */}
      {hasSummary && <ErrorSummary source={imm.whole} autoFocus={imm.state === null} headingLevel={3} />}
      <div className="fields">{children}</div>
      <ConflictNotice source={imm} slots={{ countdown: <Wait source={imm} /> }} {...props.conflict} />
      <div className="form-foot">
        {/* Not `disabled`, which would take the focus away. */}
        <button type="submit" className="button" data-primary aria-disabled={isPending || undefined}>
          {submitLabel}
        </button>
        <span role="status" className={isPending ? 'waiting' : 'done'}>
          {isPending ? words.sending : isDone && doneText}
        </span>
      </div>
    </form>
  );
}

function Wait({ source }: { source: ImmErrorSource }): ReactNode {
  return (
    <>
      <RetryCountdown source={source} bare />
      <RetryProgress source={source} />
    </>
  );
}
