/** Throws where a helper of tests is given no code, so that the test fails there and not at what it asks of the page. */
export function checkCode(helper: string, code: unknown): void {
  if (typeof code === 'string') return;
  throw new TypeError(
    `[imm-error-kit] ${helper} was given no code, but ${code === null ? 'null' : typeof code}. No failure of IMM comes without one. Pass a code, such as 'Throttling.User'; those that are documented are in immCatalog.`,
  );
}
