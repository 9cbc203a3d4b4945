import type { ReactNode } from 'react';
import { useWords } from '../words.ts';

interface FormFootProps {
  isPending: boolean;
  isSuccess: boolean;
}

/** The submit button, and where the submit stands. */
export function FormFoot({ isPending, isSuccess }: FormFootProps): ReactNode {
  const words = useWords();
  return (
    <div className="form-foot">
      {/* Not `disabled`, which would take the focus away. */}
      <button type="submit" className="button" data-primary aria-disabled={isPending || undefined}>
        {words.createProject}
      </button>
      <span role="status" className={isPending ? 'waiting' : 'done'}>
        {isPending ? words.sending : isSuccess && words.projectCreated}
      </span>
    </div>
  );
}
