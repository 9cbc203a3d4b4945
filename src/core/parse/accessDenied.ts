import type { ImmAccessDenied } from '../types.js';
import { fieldsOf, firstText } from './fields.js';
import { parseJson } from './json.js';

// Alibaba Cloud's names in lower case, then those of an ImmError that went through JSON.
const names: Readonly<Record<keyof ImmAccessDenied, readonly string[]>> = {
  action: ['authaction', 'action'],
  resource: ['authresource', 'resource'],
  principalType: ['authprincipaltype', 'principaltype'],
  principalName: ['authprincipaldisplayname', 'principalname'],
  ownerId: ['authprincipalownerid', 'ownerid'],
  policyType: ['policytype'],
  noPermissionType: ['nopermissiontype'],
  encodedDiagnosticMessage: ['encodeddiagnosticmessage', 'encodeddiagnosticinfo'],
};

/** `AccessDeniedDetail`, in either letter case, as an object or as JSON text. */
export function readAccessDenied(value: unknown): ImmAccessDenied | undefined {
  const detail = typeof value === 'string' ? parseJson(value) : value;
  if (typeof detail !== 'object' || !detail) return undefined;

  const fields = fieldsOf(detail);
  const found: ImmAccessDenied = {};
  let isEmpty = true;
  for (const key of Object.keys(names) as (keyof ImmAccessDenied)[]) {
    const text = firstText(fields, names[key]);
    if (!text) continue;
    found[key] = text;
    isEmpty = false;
  }
  return isEmpty ? undefined : found;
}
