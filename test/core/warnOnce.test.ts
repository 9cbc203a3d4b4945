import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hearWarnings } from '../setup/hearWarnings.ts';

type WarnOnce = (misuse: () => string | false) => void;

let warnOnce: WarnOnce;

// What was said once isn't said again: each test has a module of its own.
beforeEach(async () => {
  vi.resetModules();
  ({ warnOnce } = await import('../../src/core/warnOnce.js'));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

describe('warnOnce', () => {
  it('says each text once', () => {
    const heard = hearWarnings();
    for (const text of ['one', 'two', 'one', 'two']) warnOnce(() => text);

    expect(heard).toEqual(['one', 'two']);
  });

  it('says nothing where all is well', () => {
    const heard = hearWarnings();
    warnOnce(() => false);

    expect(heard).toEqual([]);
  });

  it('says and remembers at most a hundred texts', () => {
    const heard = hearWarnings();
    for (let index = 0; index < 500; index++) warnOnce(() => `text ${index}`);

    expect(heard).toHaveLength(100);
  });

  it.each(['development', 'test', undefined])('speaks where NODE_ENV is %s', (environment) => {
    const heard = hearWarnings();
    vi.stubEnv('NODE_ENV', environment);
    warnOnce(() => 'said');

    expect(heard).toEqual(['said']);
  });

  it('is silent in production, and asks for no text', () => {
    const heard = hearWarnings();
    const misuse = vi.fn(() => 'said' as const);
    vi.stubEnv('NODE_ENV', 'production');
    warnOnce(misuse);

    expect(heard).toEqual([]);
    expect(misuse).not.toHaveBeenCalled();
  });

  it.each([
    ['no process', undefined],
    ['a process without an environment', {}],
  ])('is silent where there is %s, as in a module that a browser loads as it is', (_, process) => {
    const heard = hearWarnings();
    vi.stubGlobal('process', process);
    warnOnce(() => 'said');
    vi.unstubAllGlobals();

    expect(heard).toEqual([]);
  });

  it('survives a value that can’t be looked at, and a console that throws', () => {
    const { proxy, revoke } = Proxy.revocable({ gate: true }, {});
    revoke();
    expect(() => warnOnce(() => !proxy.gate && 'said')).not.toThrow();

    vi.spyOn(console, 'warn').mockImplementation(() => {
      throw new Error('console down');
    });
    expect(() => warnOnce(() => 'said')).not.toThrow();
  });
});
