import { ImmError, isImmError } from '../ImmError.js';
import { redact } from '../redact.js';
import type { ImmOperation } from '../types.js';
export interface ParseContext {
  action?: string | undefined;
  regionId?: string | undefined;
  operation?: ImmOperation | undefined;
}
const cache = new WeakMap<object, ImmError>();
export function parseImmError(thrown: unknown, context: ParseContext = {}): ImmError {
  if (isImmError(thrown)) return thrown;
  const known = typeof thrown === 'object' && thrown !== null ? cache.get(thrown) : undefined;
  if (known) return known;
  const error = read(thrown, context);
  if (typeof thrown === 'object' && thrown !== null) cache.set(thrown, error);
  return error;
}
function read(thrown: unknown, context: ParseContext): ImmError {
  try {
    let v = thrown as Record<string, any>;
    if (typeof thrown === 'string') {
      try {
        v = JSON.parse(thrown);
      } catch {
        v = { message: thrown };
      }
    }
    if (v instanceof Error && /dynamically imported module/.test(v.message))
      return new ImmError({ code: 'ChunkLoadError' }, { cause: thrown });
    if (v instanceof TypeError && /fetch/i.test(v.message))
      return new ImmError({ code: 'NetworkError' }, { cause: thrown });
    const d = v?.data ?? v ?? {};
    const code = d.Code ?? v.code ?? (v.name === 'AbortError' ? 'AbortError' : '');
    const a = d.AccessDeniedDetail;
    const message = redact(String(d.Message ?? v.message ?? ''));
    return new ImmError(
      {
        ...context,
        code: typeof code === 'string' ? code : '',
        message,
        requestId: d.RequestId,
        hostId: d.HostId,
        recommend: d.Recommend,
        status: v.statusCode,
        params: {
          ...(/resource (\w+) /.exec(message)?.[1] && { R: /resource (\w+) /.exec(message)![1]! }),
          ...(/parameter ([\w.]+)/i.exec(message)?.[1] && { P: /parameter ([\w.]+)/i.exec(message)![1]! }),
        },
        accessDenied: a && {
          action: a.AuthAction,
          resource: a.AuthResource,
          principalType: a.AuthPrincipalType,
          principalName: a.AuthPrincipalDisplayName,
          ownerId: a.AuthPrincipalOwnerId,
          policyType: a.PolicyType,
          noPermissionType: a.NoPermissionType,
          encodedDiagnosticMessage: a.EncodedDiagnosticMessage,
        },
      },
      { cause: thrown },
    );
  } catch {
    return new ImmError({}, { cause: thrown });
  }
}
