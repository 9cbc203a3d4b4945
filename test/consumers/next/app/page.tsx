import { ErrorBanner } from 'imm-error-kit';
import type { ReactNode } from 'react';
import { callImm, stateOf } from './imm';
import { NewProject } from './NewProject';

export const dynamic = 'force-dynamic';

/** A server component that shows what failed on the server. */
export default async function Page(): Promise<ReactNode> {
  const state = await callImm('ListProjects', {}, 'AccessDenied').then(
    () => null,
    (error: unknown) => stateOf(error, 'query'),
  );
  return (
    <main>
      <section aria-label="Projects">
        <ErrorBanner state={state} />
      </section>
      <NewProject />
    </main>
  );
}
