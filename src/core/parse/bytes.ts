/** The text of a body that was kept as bytes; `undefined` for any other value. */
export function readBytes(value: object): string | undefined {
  return value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? new TextDecoder().decode(value) : undefined;
}
