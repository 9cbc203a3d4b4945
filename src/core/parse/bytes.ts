import { HEAD, MAX_TEXT } from './json.js';

/** The text of a body that was kept as bytes; `undefined` for any other value. */
export function readBytes(value: object): string | undefined {
  try {
    const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : value;
    if (!(bytes instanceof Uint8Array)) return undefined;
    return new TextDecoder().decode(bytes.length > MAX_TEXT ? bytes.subarray(0, HEAD) : bytes);
  } catch {
    return undefined;
  }
}
