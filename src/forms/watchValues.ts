/** Remembers the values of fields. The function it returns tells which of them have changed since it was last asked. */
export function watchValues(names: () => readonly string[], readValue: (name: string) => unknown): () => string[] {
  const before = new Map(names().map((name) => [name, readValue(name)]));
  return () => {
    const changed = names().filter((name) => before.has(name) && !Object.is(before.get(name), readValue(name)));
    for (const name of names()) before.set(name, readValue(name));
    return changed;
  };
}
