import { createServer } from 'node:net';
import { diagnosticsOf, type ImmError, immCatalog, parseImmError } from 'imm-error-kit/core';
import type { ImmFaultKind } from 'imm-error-kit/simulator';
import { type ImmSimulatorServer, serveImmSimulator } from 'imm-error-kit/simulator/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type SdkCall, type SdkClient, sdkClients } from './sdkClients.js';

let server: ImmSimulatorServer;
let closedUrl: string;

/** Which SDKs gave what, for the table at the end. */
const table: { scenario: string; found: string; because: string; sdks: string[] }[] = [];

beforeAll(async () => {
  server = await serveImmSimulator();
  closedUrl = await closedPort();
});
afterEach(() => server.simulator.reset());
afterAll(async () => {
  await server.close();
  process.stdout.write(`${tableText()}\n`);
});

interface Scenario {
  scenario: string;
  /** Code, status and request id, as far as the answer has them: `sent` is the one that the simulator logged. */
  recovered: string;
  format?: 'XML';
  fault?: ImmFaultKind;
  timeoutMs?: number;
  isRefused?: boolean;
}

const answered = 'StatusConflict, 409, sent';
const scenarios: readonly Scenario[] = [
  { scenario: 'JSON', recovered: answered },
  { scenario: 'XML', recovered: answered, format: 'XML' },
  { scenario: 'lower-case keys', recovered: answered, fault: 'lower-case-keys' },
  { scenario: 'truncated', recovered: answered, fault: 'truncated-json' },
  { scenario: 'empty', recovered: '-, 409, sent', fault: 'empty-body' },
  { scenario: 'HTML 502', recovered: '-, 502, -', fault: 'html-502' },
  { scenario: 'reset before', recovered: 'ECONNRESET, -, -', fault: 'drop-before' },
  { scenario: 'reset after', recovered: 'ECONNRESET, -, -', fault: 'drop-after' },
  { scenario: 'refused', recovered: 'ECONNREFUSED, -, -', isRefused: true },
  { scenario: 'slow', recovered: 'TimeoutError, -, -', fault: 'latency', timeoutMs: 100 },
];

/** What an SDK keeps to itself, so that nobody behind it can recover it. */
interface Loss {
  sdk: RegExp;
  scenario: RegExp;
  recovered: string;
  because: string;
}

const losses: readonly Loss[] = [
  {
    sdk: /openapi|tea|darabonba/,
    scenario: /truncated|empty|HTML/,
    recovered: 'UnreadableAnswer, -, -',
    because: "throws JSON.parse's SyntaxError, which has nothing of the answer",
  },
  {
    sdk: /v2|tea|darabonba/,
    scenario: /XML/,
    recovered: 'UnreadableAnswer, -, -',
    because: 'parses JSON alone, and throws its SyntaxError',
  },
  {
    sdk: /pop-core, (?:GET|POST)/,
    scenario: /empty|HTML/,
    recovered: 'UnreadableAnswer, -, -',
    because: 'throws a plain object with the text of the body, without status and headers',
  },
  {
    sdk: /pop-core, (?:GET|POST)/,
    scenario: /truncated|XML/,
    recovered: 'StatusConflict, -, sent',
    because: 'throws a plain object with the text of the body, without status and headers',
  },
  {
    sdk: /pop-core, (?:GET|POST)/,
    scenario: /lower-case/,
    recovered: 'resolved: StatusConflict, -, sent',
    because: 'takes a body without Code for a success, whatever the status',
  },
  {
    sdk: /ROA/,
    scenario: /truncated|XML/,
    recovered: 'StatusConflict, -, sent',
    because: 'throws an error with body or message, without status and headers',
  },
  {
    sdk: /ROA/,
    scenario: /empty/,
    recovered: 'UnreadableAnswer, -, -',
    because: 'throws a FormatError without status and headers',
  },
  {
    sdk: /ROA/,
    scenario: /HTML/,
    recovered: 'resolved: UnreadableAnswer, -, -',
    because: 'resolves with the text of any answer that is neither JSON nor text/xml',
  },
  { sdk: /axios/, scenario: /slow/, recovered: 'ECONNABORTED, -, -', because: 'has a name of its own for a time-out' },
];

it.each(sdkClients.filter(({ signs }) => signs))('$sdk signs, and the simulator verifies it', async (client) => {
  expect((await outcomeOf(client)).hasResolved).toBe(true);
  const { error } = await outcomeOf(client, { accessKeySecret: 'another' });
  expect(error).toMatchObject({ code: 'SignatureNotMatch', category: 'credentials' });
});

describe.each(sdkClients)('$sdk', (client) => {
  const { sdk } = client;

  it('gives code, status, request id and decision of every row', async () => {
    for (const row of immCatalog) {
      const { pattern: code, variant } = row;
      server.simulator.inject({ times: 1, code, variant, params: { P: 'Widgets.2.Knob', R: 'gadget' } });
      const { error, hasResolved } = await outcomeOf(client);
      const sent = server.simulator.getLog().at(-1);
      expect(hasResolved, code).toBe(false);
      expect(recoveredOf(error), code).toBe(`${sent?.code}, ${sent?.status}, sent`);
      const { category, scope, outcome, resolver } = row;
      expect(error, code).toMatchObject({ category, scope, outcome, resolver });
    }
    note(`all ${immCatalog.length} rows`, 'as sent, as sent, sent', sdk);
  });

  it.each(scenarios.map((scenario) => ({ ...scenario, ...lossOf(sdk, scenario.scenario) })))(
    'gives what it knows: $scenario → $recovered',
    async ({ scenario, recovered, because, format, fault, timeoutMs, isRefused }) => {
      server.simulator.inject({ times: 1, code: 'StatusConflict' });
      if (fault) server.simulator.fault({ kind: fault, times: 1, ms: 5000 });
      const { error, hasResolved } = await outcomeOf(client, {
        ...(format && { format }),
        ...(timeoutMs && { timeoutMs }),
        ...(isRefused && { url: closedUrl }),
      });
      const found = `${hasResolved ? 'resolved: ' : ''}${recoveredOf(error)}`;
      note(scenario, found, sdk, because);
      expect(found).toBe(recovered);
      // Whoever can't know says so.
      expect(error.outcome).toBe(/StatusConflict|ECONNREFUSED/.test(found) ? 'not-applied' : 'unknown');
    },
  );

  it('gives the wait, where the SDK passes it on', async () => {
    server.simulator.inject({ times: 1, code: 'Throttling.User', retryAfterMs: 1500 });
    const { error } = await outcomeOf(client);
    const isLost = /openapi-client|ROA|tea|darabonba/.test(sdk);
    note(
      'wait of 1500 ms',
      error.retryAfterMs ? `retryAfterMs ${error.retryAfterMs}` : '-',
      sdk,
      isLost ? 'drops the headers' : '',
    );
    expect(error.retryAfterMs).toBe(isLost ? undefined : 1500);
  });
});

interface Outcome {
  error: ImmError;
  hasResolved: boolean;
}

/** What an app knows after one call. What was wrongly resolved is read as well. */
async function outcomeOf({ send, parse = parseImmError }: SdkClient, changes: Partial<SdkCall> = {}): Promise<Outcome> {
  const usual = {
    url: server.url,
    format: 'JSON',
    timeoutMs: 5000,
    accessKeySecret: 'simulator-owner-secret',
  } as const;
  const [hasResolved, value] = await send({ ...usual, ...changes }).then(
    (result) => [true, result] as const,
    (reason: unknown) => [false, reason] as const,
  );
  const error = await parse(value);
  expect(`${JSON.stringify(error)}${diagnosticsOf(error)}`).not.toMatch(/simulator-owner|Signature(?:=|%3D)(?!\*)/);
  return { error, hasResolved };
}

function recoveredOf({ code, status, requestId }: ImmError): string {
  const isSent = requestId === server.simulator.getLog().at(-1)?.requestId;
  return `${code || '-'}, ${status ?? '-'}, ${requestId ? (isSent ? 'sent' : 'another') : '-'}`;
}

function lossOf(sdk: string, scenario: string): { recovered?: string; because?: string } {
  const loss = losses.find((one) => one.sdk.test(sdk) && one.scenario.test(scenario));
  return loss ? { recovered: loss.recovered, because: loss.because } : {};
}

function note(scenario: string, found: string, sdk: string, because = ''): void {
  const row = table.find((one) => one.scenario === scenario && one.found === found && one.because === because);
  if (row) row.sdks.push(sdk);
  else table.push({ scenario, found, because, sdks: [sdk] });
}

function tableText(): string {
  const columns = (...[scenario = '', found = '', sdks = '']: string[]): string =>
    `${scenario.padEnd(17)}${found.padEnd(40)}${sdks}`;
  const lines = table
    .sort((a, b) => (a.scenario < b.scenario ? -1 : a.scenario > b.scenario ? 1 : 0))
    .map(({ scenario, found, sdks, because }) => {
      const whom = sdks.length === sdkClients.length ? 'every SDK' : sdks.join('; ');
      return columns(scenario, found, `${whom}${because && ` (${because})`}`);
    });
  return [columns('scenario', 'code, status, request id', 'SDK'), ...lines].join('\n');
}

/** An address at which nothing listens any more. */
async function closedPort(): Promise<string> {
  const listener = createServer();
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  await new Promise<unknown>((resolve) => listener.close(resolve));
  return `http://127.0.0.1:${port}`;
}
