import { type ReactNode, useId } from 'react';

type Option = readonly [value: string, label: string];

interface SelectFieldProps {
  name: string;
  label: string;
  value: string;
  options: readonly Option[];
  /** Options below those, under a heading. */
  group?: { label: string; options: readonly Option[] } | undefined;
  onChange: (value: string) => void;
}

/** A labelled choice of the panel. */
export function SelectField({ name, label, value, options, group, onChange }: SelectFieldProps): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} name={name} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(toOption)}
        {group && <optgroup label={group.label}>{group.options.map(toOption)}</optgroup>}
      </select>
    </div>
  );
}

function toOption([value, label]: Option): ReactNode {
  return (
    <option key={value} value={value}>
      {label}
    </option>
  );
}
