import { ConflictNotice, type ConflictNoticeProps, type ImmActionHandlers, type ImmErrorSource } from 'imm-error-kit';
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
  /** Shows whether it was carried out, where a failure leaves that open. */
  onVerify?: (() => Promise<void>) | undefined;
  /** What buttons of the banner do here. */
  actions?: ImmActionHandlers | undefined;
  /** The ways out where somebody else was faster. */
  conflict?: Pick<ConflictNoticeProps, 'changes' | 'onReload' | 'onOverwrite' | 'onOpenExisting'> | undefined;
  /** Whether what was typed stays after it worked. @default false */
  keepsValues?: boolean | undefined;
  children: ReactNode;
}

/** A form to IMM. Nothing that was typed is lost when it fails; the service checks it, not the browser. */
export function Form(props: FormProps): ReactNode {
  const { source, isPending, isDone, submitLabel, doneText, onSubmit, keepsValues = false, children } = props;
  const words = useWords();
  const form = useRef<HTMLFormElement>(null);
  const imm = useImmForm(form, source, { actions: props.actions, onVerify: props.onVerify });

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
      <div className="fields">{children}</div>
      <ConflictNotice source={imm} {...props.conflict} />
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
