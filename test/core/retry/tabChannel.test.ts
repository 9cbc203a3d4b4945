import { expect, it, vi } from 'vitest';
import type { ThrottleChannel } from '../../../src/core/retry/ThrottleGate.js';
import { createTabChannel, type TabChannel } from '../../../src/core/retry/tabChannel.js';

type Listener = (event: { data: unknown }) => void;

const start = 1_800_000_000_000;

function createTab(): {
  tab: TabChannel;
  clock: { now: number };
  hear(data: unknown): void;
  told: unknown[];
  onLanes: (lanes: unknown) => void;
} {
  const clock = { now: start };
  const listeners = new Set<Listener>();
  const told: unknown[] = [];
  const onLanes = vi.fn();
  const tab = createTabChannel({
    key: 'user',
    channel: {
      postMessage: (message) => void told.push(message),
      addEventListener: (type, listener) => void (type === 'message' && listeners.add(listener)),
      removeEventListener: (type, listener) => void (type === 'message' && listeners.delete(listener)),
    },
    now: () => clock.now,
    random: () => 0.5,
    onLanes,
  });
  const hear = (data: unknown): void => {
    for (const listener of listeners) listener({ data });
  };
  return { tab, clock, hear, told, onLanes };
}

function word(changes: object = {}): object {
  return { kit: 'imm-error-kit', key: 'user', tab: 'one', waiting: { '': 1 }, lanes: {}, ...changes };
}

it('counts who waits in a lane of all other tabs', () => {
  const { tab, hear } = createTab();
  hear(word({ tab: 'one', waiting: { '': 2, 'a:A': 1 } }));
  hear(word({ tab: 'two', waiting: { '': 3 } }));

  expect(tab.waitingElsewhere('')).toBe(5);
  expect(tab.waitingElsewhere('a:A')).toBe(1);
  expect(tab.waitingElsewhere('a:B')).toBe(0);
});

it('counts by the last word of each tab', () => {
  const { tab, hear } = createTab();
  hear(word({ waiting: { '': 5 } }));
  hear(word({ waiting: { '': 2 } }));
  expect(tab.waitingElsewhere('')).toBe(2);

  hear(word({ waiting: {} }));
  expect(tab.waitingElsewhere('')).toBe(0);
});

it('counts a tab for 200 seconds after its last word', () => {
  const { tab, clock, hear } = createTab();
  hear(word());
  clock.now += 200_000;
  expect(tab.waitingElsewhere('')).toBe(1);
  clock.now += 1;
  expect(tab.waitingElsewhere('')).toBe(0);
});

it('counts the 50 tabs that spoke last', () => {
  const { tab, hear } = createTab();
  for (let index = 0; index < 50; index++) hear(word({ tab: `tab ${index}`, waiting: { '': 1, [`p:${index}`]: 1 } }));
  expect(tab.waitingElsewhere('')).toBe(50);

  hear(word({ tab: 'tab 0', waiting: { '': 1, 'p:0': 1 } }));
  hear(word({ tab: 'tab 50' }));
  expect(tab.waitingElsewhere('')).toBe(50);
  expect(tab.waitingElsewhere('p:0')).toBe(1);
  expect(tab.waitingElsewhere('p:1')).toBe(0);
});

it('does not forget a tab because others that wait for nothing speak', () => {
  const { tab, hear } = createTab();
  hear(word());
  for (let index = 0; index < 60; index++) hear(word({ tab: `tab ${index}`, waiting: {} }));
  expect(tab.waitingElsewhere('')).toBe(1);
});

it('passes on the lanes that changed', () => {
  const { hear, onLanes } = createTab();
  const lanes = { '': { at: start } };
  hear(word({ waiting: {}, lanes }));
  expect(onLanes).toHaveBeenCalledExactlyOnceWith(lanes);
});

it('understands a tab that tells of a lane in which none waits', () => {
  const { hear, onLanes } = createTab();
  hear(word({ waiting: { '': 0 } }));
  expect(onLanes).toHaveBeenCalledOnce();
});

it('does not listen to itself', () => {
  const { tab, hear, told, onLanes } = createTab();
  tab.tell({ '': 1 }, {});
  hear(told[0]);

  expect(tab.waitingElsewhere('')).toBe(0);
  expect(onLanes).not.toHaveBeenCalled();
});

it('listens to a tab that was opened in the same moment', () => {
  const { tab, hear } = createTab();
  const told: unknown[] = [];
  const channel = {
    postMessage: (message: unknown) => told.push(message),
    addEventListener() {},
    removeEventListener() {},
  };
  createTabChannel({ key: 'user', channel, now: () => start, random: () => 0.6, onLanes() {} }).tell({ '': 1 }, {});
  hear(told[0]);

  expect(tab.waitingElsewhere('')).toBe(1);
});

it.each([
  { label: 'nothing', data: undefined },
  { label: 'null', data: null },
  { label: 'a text', data: 'imm-error-kit' },
  { label: "another kit's word", data: word({ kit: 'another' }) },
  { label: "another user's word", data: word({ key: 'another' }) },
  { label: 'a tab without a name', data: word({ tab: 1 }) },
  { label: 'no lanes', data: word({ lanes: undefined }) },
  { label: 'null for lanes', data: word({ lanes: null }) },
  { label: 'a text for lanes', data: word({ lanes: 'closed' }) },
  { label: 'null for who waits', data: word({ waiting: null }) },
  { label: 'a number for who waits', data: word({ waiting: 2 }) },
  { label: 'half a request', data: word({ waiting: { '': 0.5 } }) },
  { label: 'less than no request', data: word({ waiting: { '': 2, 'a:A': -1 } }) },
])('ignores $label', ({ data }) => {
  const { tab, hear, onLanes } = createTab();
  hear(data);

  expect(tab.waitingElsewhere('')).toBe(0);
  expect(onLanes).not.toHaveBeenCalled();
});

it('hears nothing more once it is closed', () => {
  const { tab, hear, onLanes } = createTab();
  tab.close();
  hear(word());

  expect(tab.waitingElsewhere('')).toBe(0);
  expect(onLanes).not.toHaveBeenCalled();
});

const broken = (): never => {
  throw new Error('InvalidStateError');
};

it.each<{ label: string; channel: ThrottleChannel | undefined }>([
  { label: 'there is no channel', channel: undefined },
  {
    label: 'the channel throws',
    channel: { postMessage: broken, addEventListener: broken, removeEventListener: broken },
  },
])('goes on alone where $label', ({ channel }) => {
  const tab = createTabChannel({ key: '', channel, now: () => start, random: () => 0.5, onLanes() {} });

  expect(() => tab.tell({ '': 1 }, {})).not.toThrow();
  expect(tab.waitingElsewhere('')).toBe(0);
  expect(() => tab.close()).not.toThrow();
});
