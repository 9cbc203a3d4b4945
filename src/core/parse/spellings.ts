// How IMM, its gateways, OSS, SDKs, HTTP clients and back ends spell each fact, without letter case and separators.
// Behind `accessDenied` stands what RAM says in `AccessDeniedDetail`; `within` is where facts may be.
const spellings: Readonly<Record<string, string>> = {
  code: 'code errorcode errcode',
  message: 'message errormessage errormsg errmsg msg detail description',
  title: 'title error reason',
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
    'response responsedata data body result extensions entry text errors files binding originalerror json shape headers accessdenieddetail cause',
  'accessDenied.action': 'authaction',
  'accessDenied.resource': 'authresource',
  'accessDenied.principalType': 'authprincipaltype',
  'accessDenied.principalName': 'authprincipaldisplayname',
  'accessDenied.ownerId': 'authprincipalownerid',
  'accessDenied.policyType': 'policytype',
  'accessDenied.noPermissionType': 'nopermissiontype',
  'accessDenied.encodedDiagnosticMessage': 'encodeddiagnosticmessage encodeddiagnosticinfo',
};

const facts = new Map<string, string>();
for (const fact in spellings) for (const name of spellings[fact]?.split(' ') ?? []) facts.set(name, fact);

/** The fact that a property of this name tells, in any letter case and with any separators. */
export function factOf(key: string): string | undefined {
  const known = facts.get(key);
  if (known || key.length > 30) return known;

  // By number, the console gateway lists the answers to calls that were sent together.
  const fact = /^\d+$/.test(key) ? 'within' : facts.get(key.toLowerCase().replace(/[^a-z]/g, ''));
  // Spellings are remembered, because most answers have the same five keys. Bounded, because keys may be anything.
  if (fact && facts.size < 500) facts.set(key, fact);
  return fact;
}
