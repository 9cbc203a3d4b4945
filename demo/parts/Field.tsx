import { type InputHTMLAttributes, type ReactNode, useId } from 'react';

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  /** The form path, such as `projectName`: errors are found by it. */
  name: string;
  label: string;
  hint?: string | undefined;
  /** Values to choose from; any other can be typed. */
  suggestions?: readonly string[] | undefined;
}

/** A text field with its label and its hint. What is wrong with it, its form puts into the empty line. */
export function Field({ name, label, hint, suggestions, ...rest }: FieldProps): ReactNode {
  const id = useId();
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
        aria-describedby={hint && `${id}-hint`}
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
      <p className="field-error" data-imm-error-for={name} />
    </div>
  );
}
