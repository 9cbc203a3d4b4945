import type { ReactNode } from 'react';
import { callImm } from '../imm';

export const dynamic = 'force-dynamic';

/** Throws on the server: what the browser hears of it is a digest, nothing of IMM's answer. */
export default async function Page(): Promise<ReactNode> {
  await callImm('ListProjects', {}, 'InternalError');
  return null;
}
