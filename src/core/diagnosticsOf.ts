import type { ImmError } from './ImmError.js';
export function diagnosticsOf(error: ImmError): string {
  return JSON.stringify({
    code: error.code,
    status: error.status,
    requestId: error.requestId,
    hostId: error.hostId,
    message: error.message,
  });
}
