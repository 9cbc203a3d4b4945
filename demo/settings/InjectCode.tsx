import { type ReactNode, useId, useState } from 'react';
import { useWords } from '../words.ts';
import { injectableRows } from './injectableRows.ts';
import { faults, inject, useInjection } from './injection.ts';
import { SelectField } from './SelectField.tsx';

// Long enough for a person to read the countdown.
const throttledMs = 5000;

/** Makes the next requests fail with any documented code, or on the way. */
export function InjectCode(): ReactNode {
  const words = useWords();
  const id = useId();
  const [code, setCode] = useState('AccessDenied');
  const [times, setTimes] = useState(1);
  const { code: injected, left } = useInjection();
  const labelOf = (name: string): string => words.fault[name] ?? name;
  const isThrottling = injectableRows.get(code)?.category === 'throttling';
  return (
    <>
      <h3>{words.inject}</h3>
      <div className="pair wide">
        <SelectField
          name="inject"
          label={words.injectWhat}
          value={code}
          options={faults.map((name) => [name, labelOf(name)])}
          group={{ label: words.injectCode, options: [...injectableRows.keys()].map((name) => [name, name]) }}
          onChange={setCode}
        />
        <div className="field">
          <label htmlFor={id}>{words.injectTimes}</label>
          <input
            id={id}
            type="number"
            min={1}
            max={99}
            value={times}
            onChange={(event) => setTimes(Math.max(1, event.target.valueAsNumber || 1))}
          />
        </div>
      </div>
      <button
        type="button"
        className="button wide"
        data-small
        onClick={() => inject(code, times, isThrottling ? throttledMs : undefined)}
      >
        {words.injectNext}
      </button>
      <p className="hint" role="status">
        {left > 0 ? words.injectLeft(labelOf(injected), left) : words.injectNone}
      </p>
    </>
  );
}
