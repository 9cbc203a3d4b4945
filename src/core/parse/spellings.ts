// How IMM, its gateways, OSS, SDKs, HTTP clients and back ends spell each fact, without letter case and separators.
const spellings = {
  code: 'code errorcode errcode',
  message: 'message errormessage errormsg errmsg msg detail title description reason error',
  status: 'status statuscode httpstatus state',
  requestId: 'requestid xacsrequestid xossrequestid',
  hostId: 'hostid',
  regionId: 'regionid',
  recommend: 'recommend recommenddoc',
  retryAfterMs: 'retryafter xacsretryafter',
  serverTime: 'date servertime',
  action: 'url',
  origin: 'uri',
  within:
    'response data body result extensions entry text errors files binding originalerror json shape headers accessdenieddetail cause',
};

// What RAM says in `AccessDeniedDetail`.
const denials = {
  action: 'authaction',
  resource: 'authresource',
  principalType: 'authprincipaltype',
  principalName: 'authprincipaldisplayname',
  ownerId: 'authprincipalownerid',
  policyType: 'policytype',
  noPermissionType: 'nopermissiontype',
  encodedDiagnosticMessage: 'encodeddiagnosticmessage encodeddiagnosticinfo',
};

/** What a property tells: one of the facts, or one of the reasons of RAM. */
export interface Meaning {
  fact?: keyof typeof spellings;
  denial?: keyof typeof denials;
}

const meanings = new Map<string, Meaning>();
learn(spellings, 'fact');
learn(denials, 'denial');

function learn(table: Readonly<Record<string, string>>, kind: keyof Meaning): void {
  for (const key in table) for (const name of table[key]?.split(' ') ?? []) meanings.set(name, { [kind]: key });
}

/** What a property of this name tells, in any letter case and with any separators. */
export function meaningOf(key: string): Meaning | undefined {
  const known = meanings.get(key);
  if (known || key.length > 30) return known;

  const meaning = meanings.get(key.toLowerCase().replace(/[^a-z]/g, ''));
  // Spellings are remembered, because most answers have the same five keys. Bounded, because keys may be anything.
  if (meaning && meanings.size < 500) meanings.set(key, meaning);
  return meaning;
}
