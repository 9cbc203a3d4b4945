const said = /* @__PURE__ */ new Set<string>();

/** A page that makes texts of what it is given must not fill the console, nor the memory. */
const mostTexts = 100;

/**
 * Tells a developer of a wrong use: each text once, only in development. Never throws.
 *
 * A bundler puts `'production'` in place of `process.env.NODE_ENV`; what is left of both functions is empty, and esbuild,
 * Rolldown and webpack drop the call with its text. Hence the same condition inside the text's function: should they keep
 * an empty call between two chunks, the text is gone all the same.
 *
 * Not `typeof process !== 'undefined'`: Vite and webpack replace the longer name only, so that would be silent in each
 * browser. Where nothing is replaced, as in a module that a browser loads as it is, `process` throws, and that is silent.
 *
 * @param misuse The text, in three parts: what happened, why it matters, what to do. `false` where all is well.
 * @example warnOnce(() => process.env.NODE_ENV !== 'production' && !gate && '[imm-error-kit] No gate was given. …');
 */
export function warnOnce(misuse: () => string | false): void {
  try {
    if (process.env.NODE_ENV !== 'production') {
      const text = misuse();
      if (!text || said.has(text) || said.size >= mostTexts) return;
      said.add(text);
      // biome-ignore lint/suspicious/noConsole: the one place where the kit speaks to developers
      console.warn(text);
    }
  } catch {}
}
