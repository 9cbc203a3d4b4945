import { describe, expect, it, vi } from 'vitest';
import { createSnapshots } from '../../../src/core/retry/snapshots.js';
import type { ThrottleGateLane, ThrottleGateSnapshot } from '../../../src/core/retry/ThrottleGate.js';

const idle: ThrottleGateSnapshot = { waiting: 0, attempt: 0 };
const closed: ThrottleGateSnapshot = { until: 1000, waiting: 1, attempt: 1 };

/** A gate of which the test says what there is to read. */
function createGate() {
  const gate = { state: idle };
  const read = vi.fn((_: ThrottleGateLane | undefined): ThrottleGateSnapshot => ({ ...gate.state }));
  const snapshots = createSnapshots(read);
  const change = (state: Partial<ThrottleGateSnapshot>): void => {
    gate.state = { ...gate.state, ...state };
    snapshots.refresh();
  };
  return { snapshots, read, change };
}

const lanes = Array.from({ length: 100 }, (_, index) => ({ action: `Action${index}` }));
const lane = { action: 'ListProjects', project: 'films' };

describe('a snapshot', () => {
  it.each([
    { label: 'its deadline', state: { until: 2000 } },
    { label: 'how many wait', state: { waiting: 2 } },
    { label: 'how often it was refused', state: { attempt: 2 } },
  ])('is another one once $label has changed, and only then', ({ state }) => {
    const { snapshots, change } = createGate();
    change(closed);
    const before = snapshots.get(lane);
    change({});
    expect(snapshots.get(lane)).toBe(before);

    change(state);
    expect(snapshots.get(lane)).toEqual({ ...closed, ...state });
  });

  it('is read only once between two changes', () => {
    const { snapshots, read, change } = createGate();
    snapshots.get(lane);
    snapshots.get({ ...lane });
    expect(read).toHaveBeenCalledTimes(1);

    change({});
    snapshots.get(lane);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('cannot be changed by who reads it', () => {
    expect(Object.isFrozen(createGate().snapshots.get(lane))).toBe(true);
  });

  it('belongs to one action and one project, or to the whole gate', () => {
    const { snapshots } = createGate();
    const others = [
      lane,
      { action: 'films' },
      { project: 'films' },
      { project: 'press' },
      { action: 'ListProjects' },
      {},
      undefined,
    ];

    expect(new Set(others.map((other) => snapshots.get(other))).size).toBe(others.length);
  });

  it('stays the same for those who subscribe, however many lanes are read', () => {
    const { snapshots, change } = createGate();
    for (const watched of lanes) snapshots.subscribe(() => {}, watched);
    const before = lanes.map(snapshots.get);
    for (let project = 0; project < 200; project++) snapshots.get({ project: `${project}` });
    change({});

    expect(lanes.every((watched, index) => snapshots.get(watched) === before[index])).toBe(true);
  });

  it('is remembered of the last lanes that nobody subscribes to, and not of all', () => {
    const { snapshots, read } = createGate();
    for (const watched of lanes.slice(64)) snapshots.subscribe(() => {}, watched);
    read.mockClear();
    for (const unwatched of lanes.slice(0, 64)) snapshots.get(unwatched);
    for (const unwatched of lanes.slice(0, 64)) snapshots.get(unwatched);
    expect(read).toHaveBeenCalledTimes(64);

    snapshots.get(lane);
    snapshots.get(lanes[0]);
    expect(read).toHaveBeenCalledTimes(66);
  });
});

describe('a subscriber', () => {
  it('of the whole gate hears of every change', () => {
    const { snapshots, change } = createGate();
    const listener = vi.fn();
    snapshots.subscribe(listener);
    change({ waiting: 1 });
    change({});

    expect(listener).toHaveBeenCalledTimes(2);
  });

  it('of a lane hears of its deadline and its refusals, not of how many wait', () => {
    const { snapshots, change } = createGate();
    const listener = vi.fn();
    snapshots.subscribe(listener, lane);
    change({ waiting: 5 });
    change({});
    expect(listener).not.toHaveBeenCalled();

    change({ until: 1000 });
    change({ attempt: 1 });
    expect(listener).toHaveBeenCalledTimes(2);
  });

  it('hears no more once it left, and the others of its lane still do', () => {
    const { snapshots, change } = createGate();
    const [gone, stays] = [vi.fn(), vi.fn()];
    const leave = snapshots.subscribe(gone, lane);
    snapshots.subscribe(stays, lane);
    leave();
    leave();
    change({ until: 1000 });

    expect(gone).not.toHaveBeenCalled();
    expect(stays).toHaveBeenCalledOnce();
  });

  it('hears of a change though another one throws', () => {
    const { snapshots, change } = createGate();
    const listener = vi.fn();
    snapshots.subscribe(() => {
      throw new TypeError('an app’s own');
    }, lane);
    snapshots.subscribe(listener, lane);
    change({ until: 1000 });

    expect(listener).toHaveBeenCalledOnce();
  });

  it('that left twice takes nobody with it who came in between', () => {
    const { snapshots, change } = createGate();
    const leave = snapshots.subscribe(() => {}, lane);
    leave();
    const late = vi.fn();
    snapshots.subscribe(late, lane);
    leave();
    change({ until: 1000 });

    expect(late).toHaveBeenCalledOnce();
  });

  it('costs nothing once all of its lane have left', () => {
    const { snapshots, read, change } = createGate();
    snapshots.subscribe(() => {}, lane)();
    read.mockClear();
    change({});

    expect(read).not.toHaveBeenCalled();
  });
});
