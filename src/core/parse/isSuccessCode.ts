/**
 * Whether a code says that all went well: none, `0` as in `{"code":0,"data":…}` of many back ends, `200`, `OK` or `Success`.
 *
 * No failure of IMM has such a code.
 */
export function isSuccessCode(code: string): boolean {
  return /^(?:0|200|ok|success)?$/i.test(code);
}
