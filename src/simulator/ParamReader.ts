import { fail, failArgument } from './ImmFailure.js';
import type { JsonObject } from './types.js';

/** A name of a project or dataset: starts with a letter or underscore, at most 128 characters. */
export const namePattern: RegExp = /^[A-Za-z_][\w-]{0,127}$/;

/** An object in OSS or in the drive service. */
export const uriPattern: RegExp = /^(oss:\/\/[a-z0-9][a-z0-9-]{1,61}[a-z0-9]\/.+|pds:\/\/domains\/.+)$/;

interface TextRules {
  pattern?: RegExp;
  maxLength?: number;
  oneOf?: readonly string[];
}

interface NumberRules {
  min: number;
  max: number;
}

/**
 * Reads the parameters of one object and refuses those that IMM would refuse.
 *
 * The gateway knows the outermost names, so it answers for them with `Missing{P}` and `Invalid{P}`. What is empty, or
 * inside another parameter, reaches the service, which answers `InvalidArgument` and names the path in the message.
 */
export class ParamReader {
  readonly values: JsonObject;
  readonly #prefix: string;

  constructor(values: JsonObject, prefix = '') {
    this.values = values;
    this.#prefix = prefix;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.values, name) && this.values[name] !== undefined && this.values[name] !== null;
  }

  path(name: string): string {
    return this.#prefix + name;
  }

  text(name: string, rules: TextRules = {}): string {
    const value = this.optionalText(name, rules);
    if (!value) return this.#missing(name);
    return value;
  }

  optionalText(name: string, { pattern, maxLength, oneOf }: TextRules = {}): string | undefined {
    if (!this.has(name)) return undefined;
    const value = this.values[name];
    if (typeof value === 'object') return this.invalid(name);

    const text = String(value);
    if (text === '') return '';
    if (pattern && !pattern.test(text)) this.invalid(name);
    if (maxLength !== undefined && text.length > maxLength) this.invalid(name);
    if (oneOf && !oneOf.includes(text)) this.invalid(name);
    return text;
  }

  /** A text held to a number of bytes rather than of characters. */
  optionalPayload(name: string, maxBytes: number): string | undefined {
    const text = this.optionalText(name);
    if (text && new TextEncoder().encode(text).byteLength > maxBytes)
      fail('EntityTooLarge', { P: name, max: maxBytes });
    return text;
  }

  optionalInteger(name: string, { min, max }: NumberRules): number | undefined {
    const text = this.optionalText(name);
    if (text === undefined || text === '') return undefined;
    if (!/^-?\d{1,18}$/.test(text) || Number(text) < min) return this.invalid(name);
    if (Number(text) > max) fail('LimitExceededError.quota', { P: this.path(name), max });
    return Number(text);
  }

  flag(name: string): boolean {
    const text = this.optionalText(name)?.toLowerCase() ?? '';
    if (text !== '' && text !== 'true' && text !== 'false') this.invalid(name);
    return text === 'true';
  }

  list(name: string): unknown[] {
    const items = this.optionalList(name);
    if (!items?.length) return this.#missing(name);
    return items;
  }

  optionalList(name: string): unknown[] | undefined {
    if (!this.has(name)) return undefined;
    const value = this.values[name];
    if (value === '') return [];
    const parsed = typeof value === 'string' ? tryParse(value) : value;
    if (!Array.isArray(parsed)) return fail('InvalidJSON Array parsing error, {P}', { P: this.path(name) });
    return parsed;
  }

  /** A reader for each object of a list; the first is `Sources.1`. */
  optionalObjects(name: string): ParamReader[] | undefined {
    return this.optionalList(name)?.map((item, index) => this.#reader(item, `${name}.${index + 1}`));
  }

  objects(name: string): ParamReader[] {
    return this.list(name).map((item, index) => this.#reader(item, `${name}.${index + 1}`));
  }

  object(name: string): ParamReader {
    return this.optionalObject(name) ?? this.#missing(name);
  }

  optionalObject(name: string): ParamReader | undefined {
    if (!this.has(name) || this.values[name] === '') return undefined;
    const value = this.values[name];
    const parsed = typeof value === 'string' ? tryParse(value) : value;
    if (parsed === undefined) fail('MalformedPOSTRequest');
    return this.#reader(parsed, name);
  }

  invalid(name: string): never {
    if (this.#prefix) failArgument(this.path(name), 'is not valid.');
    fail('Invalid{P}', { P: name });
  }

  #missing(name: string): never {
    if (this.#prefix || this.has(name)) failArgument(this.path(name), 'is required but not provided.');
    fail('Missing{P}', { P: name });
  }

  #reader(value: unknown, name: string): ParamReader {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.invalid(name);
    // Safe: an object that is neither null nor an array, read by own names only.
    return new ParamReader(value as JsonObject, `${this.path(name)}.`);
  }
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
