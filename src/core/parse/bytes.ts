/** The text of a body that was kept as bytes; `undefined` for any other value. */
export function readBytes(value: object): string | undefined {
  const view = ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : value;
  return view instanceof ArrayBuffer || view instanceof Uint8Array
    ? new TextDecoder().decode(view.slice(0, 1_000_000))
    : undefined;
}
