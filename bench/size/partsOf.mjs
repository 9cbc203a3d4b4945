import { SourceMap } from 'node:module';

/** Takes a file apart by where its text comes from: what `nameOf` says of a source is the name of its part. */
export function partsOf(text, map, nameOf) {
  const sources = new SourceMap(map);
  const parts = {};
  for (const [row, line] of text.split('\n').entries()) {
    for (const [column, character] of line.split('').entries()) {
      const name = nameOf(sources.findEntry(row, column).originalSource ?? '');
      parts[name] = (parts[name] ?? '') + character;
    }
  }
  return parts;
}
