import fc from 'fast-check';
import { describeImmError, diagnosticsOf, ImmError, parseImmError } from 'imm-error-kit/core';
import { messages } from 'imm-error-kit/locales/en';
import { describe, expect, it } from 'vitest';
import { anything, planted } from './arbitraries.js';

/** How many values all properties together try. `npm run test:deep` sets it to a million. */
const totalRuns = Number(process.env['IMM_FUZZ_RUNS'] ?? 1500);

function check<T>(share: number, arbitrary: fc.Arbitrary<T>, hold: (value: T) => void): void {
  fc.assert(fc.property(arbitrary, hold), { numRuns: Math.ceil(totalRuns * share) });
}

/** All text that may leave: what is shown, copied, reported and logged. */
function outputOf(thrown: unknown): string {
  const output: unknown[] = [];
  const undo = listenToConsole((...args) => output.push(...args.map(String)));
  try {
    const error = parseImmError(thrown);
    output.push(JSON.stringify(error), String(error), error.stack, diagnosticsOf(error));
    for (const operation of ['query', 'mutation'] as const) {
      const state = describeImmError(error, { messages, operation });
      output.push(JSON.stringify(state), state.title, state.message, ...Object.values(state.details));
    }
  } finally {
    undo();
  }
  return output.join('\n');
}

const methods = ['debug', 'log', 'info', 'warn', 'error', 'trace', 'dir', 'table'] as const;

function listenToConsole(hear: (...args: unknown[]) => void): () => void {
  const genuine = { ...console };
  for (const method of methods) console[method] = hear;
  return () => {
    Object.assign(console, genuine);
  };
}

const texts = ['requestId', 'hostId', 'regionId', 'recommend', 'action', 'origin'] as const;
const numbers = ['status', 'retryAfterMs', 'serverTime'] as const;

describe('parseImmError and describeImmError, whatever is thrown', { timeout: 20_000 + totalRuns * 10 }, () => {
  it('never throw, give facts of the promised types, and a title', () => {
    check(0.3, anything, (thrown) => {
      const error = parseImmError(thrown);
      const state = describeImmError(thrown, { messages });
      expect(error).toBeInstanceOf(ImmError);
      expect([state.title, state.actions.length, state.cause]).not.toContain('');
      for (const key of ['code', 'message', 'category'] as const) expect(typeof error[key]).toBe('string');
      for (const key of texts) expect(['string', 'undefined']).toContain(typeof error[key]);
      for (const key of numbers) expect(error[key] === undefined || Number.isFinite(error[key])).toBe(true);
      for (const item of Object.values({ ...error.params, ...error.accessDenied })) {
        expect(['string', 'number']).toContain(typeof item);
      }
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    });
  });

  it('are deterministic and idempotent, through JSON too', () => {
    check(0.25, anything, (thrown) => {
      const error = parseImmError(thrown);
      expect(parseImmError(error)).toBe(error);
      expect(parseImmError(JSON.parse(JSON.stringify(error))).toJSON()).toEqual(error.toJSON());
      // In new objects, because the answer for a known one is remembered.
      const [one, other] = [{ data: thrown }, { data: thrown }];
      expect(parseImmError(one).toJSON()).toEqual(parseImmError(other).toJSON());
      expect(describeImmError(one, { messages })).toEqual(describeImmError(other, { messages }));
    });
  });

  it('let no secret out, wherever it stands', () => {
    check(0.25, planted, ({ secret, thrown }) => {
      expect(outputOf(thrown)).not.toContain(secret);
    });
  });

  it('show no link off the list', () => {
    const address = fc.oneof(
      fc.webUrl({ withQueryParameters: true }),
      fc.string(),
      fc
        .tuple(
          fc.constantFrom('https://', 'http://', '//', 'javascript:'),
          fc.string(),
          fc.constantFrom('@', '.', '/', '\\', '#', '?', ':'),
        )
        .map(([scheme, text, separator]) => `${scheme}${text}${separator}api.aliyun.com`),
    );
    check(0.1, fc.tuple(address, anything), ([recommend, extra]) => {
      const answer = { Code: 'InvalidArgument', RequestId: 'r', Recommend: recommend, data: extra };
      const { details, actions } = describeImmError(answer, { messages });
      for (const href of [details.recommendHref, ...actions.map((action) => action.href)]) {
        if (href === undefined) continue;
        const { protocol, hostname, username, port } = new URL(href);
        expect([protocol, username, port]).toEqual(['https:', '', '']);
        expect(hostname).toMatch(/(?:^|\.)(?:aliyun|alibabacloud)\.com$/);
      }
    });
  });

  it('touch no prototype, and nothing of what was thrown', () => {
    const shared = [Object.prototype, Array.prototype, Error.prototype, String.prototype, Function.prototype];
    const names = (): string[][] => shared.map((prototype) => Reflect.ownKeys(prototype).map(String));
    const before = names();
    const polluting = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"Code":"x"}';
    check(0.1, anything, (thrown) => {
      const frozen = Object.freeze({ __proto__: null, data: thrown, error: JSON.parse(polluting) });
      describeImmError(parseImmError(frozen), { messages });
      describeImmError(polluting, { messages });
      expect(names()).toEqual(before);
    });
  });
});
