import { findRow } from '../catalog/findRow.js';
import type { ImmError } from '../ImmError.js';

/** Whether the service turned a request away only because there were too many. */
export function isRefusal({ category, code, message, status }: ImmError): boolean {
  return category === 'throttling' && findRow({ code, message, status }).row.retry === 'automatic';
}
