import { type InputHTMLAttributes, type ReactNode, useId } from 'react';
import { useFormErrors } from './Form.tsx';

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  /** The form path, such as `projectName`: errors are found by it. */
  name: string;
  label: string;
  hint?: string | undefined;
  /** Values to choose from; any other can be typed. */
  suggestions?: readonly string[] | undefined;
}

/** A text field with its label, its hint, and what is wrong with it. */
export function Field({ name, label, hint, suggestions, ...rest }: FieldProps): ReactNode {
  const id = useId();
  const error = useFormErrors()[name];
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...rest}
        id={id}
        name={name}
        autoComplete="off"
        spellCheck={false}
        list={suggestions && `${id}-list`}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
      />
      {suggestions && (
        <datalist id={`${id}-list`}>
          {suggestions.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
