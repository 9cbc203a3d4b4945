/** That an adapter was given what isn't a form of its library, in words for its developer. Development only. */
export function wrongForm(adapter: string, expected: string): string {
  return `[imm-error-kit] useImmForm of imm-error-kit/forms/${adapter} was given no form that it knows. It finds no fields in it, so the banner says all that IMM refused. Pass ${expected}.`;
}
