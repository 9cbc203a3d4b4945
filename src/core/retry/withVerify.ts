import { findRow } from '../catalog/findRow.js';
import { ImmError } from '../ImmError.js';
import { parseImmError } from '../parse/parseImmError.js';
import { noteRequest } from './linePlaces.js';
import { mark, marksOf } from './marks.js';

/** What a mutation is told about the call that it makes. */
export interface MutationCall {
  /** The same for every try of one change, another one for the next: for services that take such a key. */
  idempotencyKey: string;
  /** When the change was first sent, in ms since the epoch. */
  startedAt: number;
}

/** How to find out whether a mutation was carried out. */
export interface WithVerifyOptions<Variables, Data> {
  /**
   * Tells whether a change was carried out: resolves with what the mutation would have given, or with `null` where it
   * wasn't. Make sure that it is this change: something with the same name may be somebody else's. Where it rejects, the
   * outcome stays open.
   */
  onVerify?: ((variables: Variables, call: MutationCall) => Promise<Data | null>) | undefined;
}

/** A mutation that knows what became of its earlier tries. */
export interface VerifiedMutation<Variables, Data> {
  /** @param run What TanStack Query gives a `mutationFn` besides, the same for all repeats that it makes by itself. */
  (variables: Variables, run?: unknown): Promise<Data>;
  /** Only finds out: resolves if the change was carried out, else rejects with its failure, the outcome known. */
  check(variables: Variables): Promise<Data>;
}

/** A change of which nobody knows whether it was carried out. */
interface OpenCall extends MutationCall {
  error: ImmError;
}

/** Of so many open changes the outcome is remembered. A form has one; a page that sends many has other troubles. */
const maxOpen = 100;

/**
 * Makes a mutation safe to repeat after a failure that leaves open whether it was carried out.
 *
 * - The same variables once more: it is checked first, and sent only if the change wasn't carried out. If the check fails,
 *   nothing is sent and the outcome stays open.
 * - “Already exists” after an open outcome is checked as well: where it isn't this change, it is a plain conflict. Without
 *   `onVerify` it counts as probably saved.
 * - While a change is in the air, the same once more is the same call.
 *
 * @example
 * const createProject = withVerify(api.createProject, {
 *   onVerify: async ({ name }, { startedAt }) => {
 *     const found = await api.findProject(name);
 *     return found && Date.parse(found.CreateTime) >= startedAt ? found : null;
 *   },
 * });
 */
export function withVerify<Variables, Data>(
  mutationFn: (variables: Variables, call: MutationCall) => Promise<Data>,
  options: WithVerifyOptions<Variables, Data> = {},
): VerifiedMutation<Variables, Data> {
  const open = new Map<unknown, OpenCall>();
  const inFlight = new Map<unknown, Promise<Data>>();

  function once(variables: Variables, run: (key: unknown) => Promise<Data>): Promise<Data> {
    const key = keyOf(variables);
    const running = inFlight.get(key);
    if (running) return running;

    const started = run(key).finally(() => inFlight.delete(key));
    inFlight.set(key, started);
    return started;
  }

  type Verify = WithVerifyOptions<Variables, Data>['onVerify'];

  async function look(
    key: unknown,
    variables: Variables,
    call: OpenCall,
    onVerify: Verify,
  ): Promise<{ data: Data } | undefined> {
    let found: Data | null | undefined;
    try {
      found = await onVerify?.(variables, call);
    } catch (cause) {
      checkFailures.set(call.error, cause);
      throw call.error;
    }
    if (found === null || found === undefined) return undefined;
    open.delete(key);
    return { data: found };
  }

  async function send(key: unknown, variables: Variables, run: unknown): Promise<Data> {
    const before = open.get(key);
    // Read once for each call: whether this one was checked mustn't change while it is in the air.
    const { onVerify } = options;
    const found = before && (await look(key, variables, before, onVerify));
    if (found) return found.data;

    const call = before ?? { idempotencyKey: newKey(), startedAt: Date.now() };
    noteRequest(call, run);
    try {
      const data = await mutationFn(variables, call);
      open.delete(key);
      return data;
    } catch (thrown) {
      return await settle(key, variables, call, thrown, before, onVerify);
    }
  }

  async function settle(
    key: unknown,
    variables: Variables,
    { idempotencyKey, startedAt }: MutationCall,
    thrown: unknown,
    before: OpenCall | undefined,
    onVerify: Verify,
  ): Promise<Data> {
    const error = parseImmError(thrown);
    if (error.outcome === 'unknown') {
      remember(key, { idempotencyKey, startedAt, error });
      throw thrown;
    }
    if (!before) throw thrown;

    const exists = alreadyExists(error);
    const found = exists && (await look(key, variables, before, onVerify));
    if (found) return found.data;
    // A check has found out that the earlier tries did nothing; what is refused for its values was refused before, too.
    if (onVerify || error.category === 'validation') {
      open.delete(key);
      throw thrown;
    }
    // This try did nothing, but an earlier one may have.
    const unsure = exists ? probablySaved(error) : withOutcome(error, 'unknown');
    // It is the same failure: where its repeat waits, and whether that was stopped.
    mark(unsure, marksOf(thrown));
    throw unsure;
  }

  function remember(key: unknown, call: OpenCall): void {
    open.delete(key);
    open.set(key, call);
    if (open.size > maxOpen) open.delete(open.keys().next().value);
  }

  async function check(key: unknown, variables: Variables): Promise<Data> {
    const call = open.get(key);
    if (!call) throw new ImmError({ message: 'There is no open call with these variables.' });

    const { onVerify } = options;
    const found = await look(key, variables, call, onVerify);
    if (found) return found.data;
    if (!onVerify) throw call.error;
    open.delete(key);
    throw withOutcome(call.error, 'not-applied');
  }

  return Object.assign((variables: Variables, run?: unknown) => once(variables, (key) => send(key, variables, run)), {
    check: (variables: Variables) => once(variables, (key) => check(key, variables)),
  });
}

const checkFailures = new WeakMap<ImmError, unknown>();

/** Whether the outcome of a failed call is still open because its check failed, too. */
export function wasCheckRefused(error: unknown): boolean {
  // A WeakMap knows nothing of what isn't an object.
  return checkFailures.has(error as ImmError);
}

function alreadyExists({ code, message, status }: ImmError): boolean {
  return findRow({ code, message, status }).row.pattern === 'ResourceAlreadyExists';
}

function probablySaved(error: ImmError): ImmError {
  return new ImmError(
    { ...error, code: 'ImmProbablySaved', message: error.message, outcome: 'unknown' },
    { cause: error },
  );
}

function withOutcome(error: ImmError, outcome: ImmError['outcome']): ImmError {
  return new ImmError({ ...error, message: error.message, outcome }, { cause: error.cause });
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The same for the same change: two sets of variables with the same values are one. A file is the same only as itself, and
 * what else JSON can't tell apart makes the whole be compared as it is.
 */
export function keyOf(variables: unknown): unknown {
  try {
    return JSON.stringify(variables instanceof FormData ? [...variables] : variables, (_, value) => {
      if (value instanceof Blob) return `\0${numberOf(value)}`;
      if (typeof value === 'function' || (typeof value === 'object' && value !== null && !isPlain(value))) {
        throw new TypeError('not plain');
      }
      return value;
    });
  } catch {
    return variables;
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Array.isArray(value);
}

const numbers = new WeakMap<Blob, number>();
let lastNumber = 0;

function numberOf(file: Blob): number {
  const number = numbers.get(file) ?? ++lastNumber;
  numbers.set(file, number);
  return number;
}
