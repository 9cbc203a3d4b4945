import { ErrorBanner, type ImmActionHandlers, type ImmMutationSource, useImmError } from 'imm-error-kit';
import { createContext, type FormEvent, type ReactNode, use, useRef, useState } from 'react';
import { useWords } from '../words.ts';

/** What was typed, by form path. */
export type FormValues = Readonly<Record<string, string>>;

interface FormProps {
  /** What is sent; its failures are shown here. */
  mutation: ImmMutationSource;
  submitLabel: string;
  /** Said when it worked. */
  doneText: string;
  /** Sends what was typed, and settles when that has worked or failed. */
  onSubmit: (values: FormValues) => Promise<unknown>;
  /** What buttons of the banner do here. */
  actions?: ImmActionHandlers | undefined;
  /** Whether what was typed stays after it has been saved. @default false */
  keepsValues?: boolean | undefined;
  children: ReactNode;
}

const FormErrors = createContext<FormValues>({});

/** A form over a mutation. Nothing that was typed is lost when it fails; the service checks it, not the browser. */
export function Form({
  mutation,
  submitLabel,
  doneText,
  onSubmit,
  actions,
  keepsValues = false,
  children,
}: FormProps): ReactNode {
  const words = useWords();
  const form = useRef<HTMLFormElement>(null);
  const [isDone, setDone] = useState(false);
  const imm = useImmError(mutation, { actions: { 'edit-fields': () => focusFirst(form.current), ...actions } });
  const isPending = mutation.status === 'pending';

  async function handleSubmit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (isPending) return;
    const sent = new FormData(event.currentTarget);
    setDone(false);
    try {
      await onSubmit(Object.fromEntries([...sent].map(([name, value]) => [name, String(value).trim()])));
    } catch {
      // The banner shows it.
      return;
    }
    setDone(true);
    if (!keepsValues) form.current?.reset();
  }

  return (
    <form className="form" ref={form} noValidate onSubmit={handleSubmit}>
      <FormErrors value={imm.fieldErrors}>
        <div className="fields">{children}</div>
      </FormErrors>
      <ErrorBanner source={imm} />
      <div className="form-foot">
        {/* Not `disabled`, which would take the focus away. */}
        <button type="submit" className="button" data-primary aria-disabled={isPending || undefined}>
          {submitLabel}
        </button>
        <span role="status" className={isPending ? 'waiting' : 'done'}>
          {isPending ? words.sending : isDone && mutation.status === 'success' && doneText}
        </span>
      </div>
    </form>
  );
}

/** The messages of the form around, by form path. */
export function useFormErrors(): FormValues {
  return use(FormErrors);
}

function focusFirst(form: HTMLFormElement | null): void {
  const field = form?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? form?.querySelector('input');
  field?.focus();
}
