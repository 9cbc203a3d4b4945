/** Two sentences in a row. Chinese and Japanese write no space between them. */
export function joinSentences(first: string, second: string): string {
  return first + (/[。！？]$/.test(first) || !first || !second ? '' : ' ') + second;
}
