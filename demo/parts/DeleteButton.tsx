import { type ReactNode, type RefObject, useEffect } from 'react';
import { useWords } from '../words.ts';

interface DeleteButtonProps {
  /** What is deleted. */
  name: string;
  /** The row that goes with it. */
  row: RefObject<HTMLElement | null>;
  mutation: { status: string };
  onDelete: () => void;
}

/** Deletes a row. When the row goes, the focus goes to the title of its section. */
export function DeleteButton({ name, row, mutation: { status }, onDelete }: DeleteButtonProps): ReactNode {
  const words = useWords();
  const isPending = status === 'pending';

  useEffect(() => {
    if (status !== 'success' || !row.current?.contains(document.activeElement)) return;
    row.current.closest('section')?.querySelector('h2')?.focus();
  }, [status, row]);

  return (
    <button
      type="button"
      className="button row-end"
      data-small
      aria-label={words.deleteOf(name)}
      aria-disabled={isPending || undefined}
      onClick={() => !isPending && onDelete()}
    >
      {words.delete}
    </button>
  );
}
