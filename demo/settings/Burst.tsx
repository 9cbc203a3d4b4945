import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useScope } from '../api/scope.ts';
import { useWords } from '../words.ts';
import { SelectField } from './SelectField.tsx';

const intervalMs = 50;
const total = 100;
const targets = ['CreateProject', 'ListProjects', 'GetProject'];

/**
 * Sends many requests as the same user, until IMM throttles.
 *
 * Past the gate, as a script would that knows nothing of this page: so what one does in the page meanwhile really is
 * refused.
 */
export function Burst(): ReactNode {
  const words = useWords();
  const scope = useScope();
  const timer = useRef<ReturnType<typeof setInterval>>(undefined);
  const [target, setTarget] = useState('CreateProject');
  const [count, setCount] = useState({ sent: 0, refused: 0 });

  useEffect(() => () => clearInterval(timer.current), []);

  function start(): void {
    clearInterval(timer.current);
    setCount({ sent: 0, refused: 0 });
    let sent = 0;
    timer.current = setInterval(() => {
      sent += 1;
      if (sent === total) clearInterval(timer.current);
      setCount((before) => ({ ...before, sent }));
      void send();
    }, intervalMs);
  }

  // Names no project, so nothing is created: it counts all the same.
  async function send(): Promise<void> {
    const response = await fetch(`imm?Action=${target}&Version=2020-09-30`, {
      method: 'POST',
      headers: { 'x-imm-role': scope.role, 'x-imm-region': scope.region },
    });
    if (!(await response.text()).includes('"Throttling.')) return;
    setCount((before) => ({ ...before, refused: before.refused + 1 }));
  }

  return (
    <>
      <h3>{words.traffic}</h3>
      <SelectField
        name="burst"
        label={words.trafficTarget}
        value={target}
        options={targets.map((each) => [each, each])}
        onChange={setTarget}
      />
      <button type="button" className="button wide" data-small onClick={start}>
        {words.burst}
      </button>
      <p className="hint">{count.sent > 0 ? words.burstResult(count.sent, count.refused) : words.trafficHint}</p>
    </>
  );
}
