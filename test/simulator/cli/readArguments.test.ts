import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../src/simulator/cli/readArguments.js';

describe('readArguments', () => {
  it('starts a quiet day on port 4010 of this machine where nothing is said', () => {
    expect(readArguments([])).toEqual({
      port: 4010,
      host: '127.0.0.1',
      scenario: 'normal',
      injections: [],
      faults: [],
      simulator: { latencyMs: 0, seed: true },
      isQuiet: false,
    });
  });

  it('gives each rule the options that follow it, and no other', () => {
    const { injections, faults } = readArguments(
      [
        ['--inject', 'Throttling.User', '--times', '3', '--retry-after=2000'],
        ['--inject', 'Missing{P}', '--param', 'P=DatasetName', '--param', 'R=dataset', '--action', 'CreateDataset'],
        ['--fault', 'latency=500', '--region', 'cn-beijing', '--probability', '0.5'],
        ['--fault', 'html-502'],
      ].flat(),
    );

    expect(injections).toEqual([
      { code: 'Throttling.User', times: 3, retryAfterMs: 2000 },
      { code: 'Missing{P}', params: { P: 'DatasetName', R: 'dataset' }, action: 'CreateDataset' },
    ]);
    expect(faults).toEqual([
      { kind: 'latency', ms: 500, region: 'cn-beijing', probability: 0.5 },
      { kind: 'html-502' },
    ]);
  });

  it('reads a range of latencies', () => {
    expect(readArguments(['--latency', '60-180']).simulator.latencyMs).toEqual([60, 180]);
  });

  it('lifts every limit of rate, but not those of size', () => {
    const { limits } = readArguments(['--no-limits']).simulator;
    expect(limits).toEqual({ apiQps: Infinity, actionQps: {}, userQps: Infinity, cu: Infinity });
  });

  it.each([
    { args: ['--port', '70000'], says: '--port 70000: it has to be a number from 0 to 65535.' },
    { args: ['--port', ''], says: '--port : it has to be a number from 0 to 65535.' },
    { args: ['--times', '3'], says: '--times says more of an --inject or --fault, so it has to follow one.' },
    { args: ['--inject', 'Timeout', '--times', '0'], says: '--times 0: it has to be a number from 1 on.' },
    { args: ['--fault', 'html-502', '--status', '503'], says: '--status says more of an --inject, but follows a' },
    { args: ['--fault', 'gremlins'], says: '--fault gremlins: no fault is named so.' },
    { args: ['--inject', 'Timeout', '--param', 'P'], says: '--param P: it has to be a name=value.' },
    { args: ['--scenario', 'toString'], says: '--scenario toString: there are only normal, slow,' },
    { args: ['--prot', '1'], says: "Unknown option '--prot'" },
    { args: ['stray'], says: "Unexpected argument 'stray'" },
  ])('refuses $args', ({ args, says }) => {
    expect(() => readArguments(args)).toThrow(says);
  });
});
