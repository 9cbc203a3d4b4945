import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { forgetGates } from '../api/scope.ts';
import { forgetRenewal } from '../api/session.ts';
import { type LocaleTag, locales } from '../locales.ts';
import { useWords } from '../words.ts';
import { Burst } from './Burst.tsx';
import { InjectCode } from './InjectCode.tsx';
import { stopInjecting } from './injection.ts';
import { SelectField } from './SelectField.tsx';
import { changeSetting, choices, type Settings } from './settings.ts';

const shown = ['role', 'renewal', 'region', 'locale', 'theme', 'direction', 'site'] as const;

interface ControlPanelProps {
  id: string;
  settings: Settings;
  isOpen: boolean;
}

/** Puts the console, and the IMM behind it, into any state. */
export function ControlPanel({ id, settings, isOpen }: ControlPanelProps): ReactNode {
  const words = useWords();
  const label = (value: string): string => words.choice[value] ?? locales[value as LocaleTag]?.title ?? value;
  return (
    <aside className="panel" id={id} aria-label={words.panel} hidden={!isOpen}>
      <div className="panel-body">
        <h2>{words.panel}</h2>
        {shown.map((name) => (
          <SelectField
            key={name}
            name={name}
            label={words.setting[name]}
            value={settings[name]}
            options={choices[name].map((value) => [value, label(value)])}
            onChange={(value) => changeSetting(name, value)}
          />
        ))}
        <Burst />
        <InjectCode />
        <ResetSimulator />
      </div>
    </aside>
  );
}

function ResetSimulator(): ReactNode {
  const words = useWords();
  const client = useQueryClient();
  const [isDone, setDone] = useState(false);

  async function reset(): Promise<void> {
    setDone(false);
    stopInjecting();
    await fetch('imm-reset', { method: 'POST' });
    forgetGates();
    forgetRenewal();
    await client.resetQueries();
    setDone(true);
  }

  return (
    <>
      <h3>{words.reset}</h3>
      <button type="button" className="button wide" data-small onClick={() => void reset()}>
        {words.reset}
      </button>
      <p className="hint" role="status">
        {isDone && words.resetDone}
      </p>
    </>
  );
}
