import { expect, it } from 'vitest';

const entries = {
  'imm-error-kit': () => import('imm-error-kit'),
  'imm-error-kit/core': () => import('imm-error-kit/core'),
  'imm-error-kit/forms/antd': () => import('imm-error-kit/forms/antd'),
  'imm-error-kit/forms/form-action': () => import('imm-error-kit/forms/form-action'),
  'imm-error-kit/forms/fusion': () => import('imm-error-kit/forms/fusion'),
  'imm-error-kit/forms/html': () => import('imm-error-kit/forms/html'),
  'imm-error-kit/forms/react-hook-form': () => import('imm-error-kit/forms/react-hook-form'),
  'imm-error-kit/forms/tanstack-form': () => import('imm-error-kit/forms/tanstack-form'),
  'imm-error-kit/simulator': () => import('imm-error-kit/simulator'),
  'imm-error-kit/simulator/node': () => import('imm-error-kit/simulator/node'),
  'imm-error-kit/testing': () => import('imm-error-kit/testing'),
};

// A name that is gone or new is a change for users. `npx vitest run --project core -u test/package` accepts it.
it('exports exactly the listed names', async () => {
  const exported = await Promise.all(
    Object.entries(entries).map(async ([entry, load]) => [entry, Object.keys(await load()).sort()] as const),
  );
  await expect(`${JSON.stringify(Object.fromEntries(exported), null, 2)}\n`).toMatchFileSnapshot('exports.json');
  // It loads all there is.
}, 60_000);
