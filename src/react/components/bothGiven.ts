/** What a component is given twice, in words for its developer. Development only. */
export function bothGiven(component: string, source: unknown, state: unknown): string | false {
  // Either says by `null` that nothing failed: then the other is shown.
  const isBoth = [source, state].every((given) => given !== null && given !== undefined);
  return (
    isBoth &&
    `[imm-error-kit] ${component} was given both \`source\` and \`state\`. They may say different things, so only \`source\` is shown. Pass \`source\`, or \`state\` alone to show it as it is.`
  );
}
