import { describeImmError, type ImmCatalogRow, immCatalog, parseImmError } from 'imm-error-kit/core';
import { messages } from 'imm-error-kit/locales/en';
import { immFixture, immFixtures } from 'imm-error-kit/testing';

const scopes: Readonly<Record<ImmCatalogRow['scope'], string>> = {
  field: 'one field of a form',
  operation: 'one call',
  resource: 'one resource',
  session: 'everything that the signed-in user does',
  account: 'the whole account',
  region: 'the whole region',
};
const outcomes: Readonly<Record<ImmCatalogRow['outcome'], string>> = {
  'not-applied': 'No, nothing was changed.',
  unknown: 'Nobody knows: it may have been carried out.',
};
const retries: Readonly<Record<ImmCatalogRow['retry'], string>> = {
  automatic: 'by itself',
  manual: 'by a button',
  'after-fix': 'after something has changed',
  never: 'never, as it can’t help',
};
const resolvers: Readonly<Record<ImmCatalogRow['resolver'], string>> = {
  user: 'the person in front of the console',
  administrator: 'an administrator of the account',
  developer: 'the developers of the console',
  service: 'IMM, with time',
};

/** What names a row: `AccessDenied`, `Missing{P}`, `LimitExceededError (message says input quota)`. */
export function titleOf({ pattern, variant }: ImmCatalogRow): string {
  return variant ? `${pattern} (${variant})` : pattern;
}

/** The file of a row's page, without what a file system or an address minds. */
export function fileOf(row: ImmCatalogRow): string {
  return `${nameOf(row).replace(/[{},]/g, '').replace(/ +/g, '-')}.md`;
}

/** The page about a row: what it means, what the person sees, what to do. */
export function codePageOf(row: ImmCatalogRow): string {
  const { body, status } = immFixture(row.pattern, {
    variant: row.variant,
    params: { P: 'ProjectName', R: 'Project' },
  });
  const query = describeImmError(parseImmError(body), { messages });
  const mutation = describeImmError(parseImmError(body), { messages, operation: 'mutation' });
  const buttons = (state: typeof query): string => state.actions.map(({ label }) => label).join(' · ');

  return [
    '<!-- Made by `npm run docs` from the catalogue and the English messages. -->',
    `# ${titleOf(row)}`,
    '',
    `> **${query.title}**\\\n> ${query.message}`,
    '',
    '| | |',
    '| --- | --- |',
    `| code | \`${body.Code}\`${row.pattern.includes('{') ? `, as one of \`${row.pattern}\`` : ''} |`,
    `| HTTP status | ${row.status ?? 'not documented'} |`,
    `| category | \`${row.category}\` |`,
    `| reaches | ${scopes[row.scope]} |`,
    `| was it carried out? | ${outcomes[row.outcome]} |`,
    `| who can help | ${resolvers[row.resolver]} |`,
    `| repeated | ${retries[row.retry]}${delayOf(row)} |`,
    '',
    '## What the person sees',
    '',
    `After a query: ${buttons(query)}`,
    '',
    `After a mutation: ${buttons(mutation)}`,
    '',
    ...(mutation.message === query.message ? [] : [`> **${mutation.title}**\\\n> ${mutation.message}`, '']),
    'A button is shown only where it works: where your app handles the action, the kit can do it, or there is a page for it.',
    '',
    '## What to do in your app',
    '',
    adviceOf(row),
    '',
    '## See it',
    '',
    '```sh',
    `npx imm-error-kit simulate --inject '${nameOf(row)}'`,
    '```',
    '',
    `IMM answers with ${status}:`,
    '',
    '```json',
    JSON.stringify(body, null, 2),
    '```',
    '',
  ].join('\n');
}

/** How the simulator and the fixtures call a row. */
function nameOf(row: ImmCatalogRow): string {
  return immFixtures[immCatalog.indexOf(row)]?.name ?? row.pattern;
}

function delayOf({ delayMs, retry }: ImmCatalogRow): string {
  if (delayMs === undefined) return '';
  const seconds = `${delayMs / 1000} s`;
  return retry === 'automatic'
    ? `, first after about ${seconds} where the service names no time`
    : `, best after ${seconds}`;
}

const advice: Readonly<Partial<Record<ImmCatalogRow['primaryAction'], string>>> = {
  'edit-fields':
    'Give the mutation to [your form](../forms.md): the message stands at the field that it concerns, and the focus goes there.',
  'request-quota': "Say where a quota is asked for: `<ImmErrorProvider links={{ 'request-quota': … }}>`.",
  'open-list': "Say where the list is: `<ImmErrorProvider links={{ 'open-list': … }}>`.",
  'copy-diagnostics': 'This is a mistake in how the console calls IMM. Copy the diagnostics, and mend the call.',
  'request-permission':
    'Nothing, to start with: the banner says [which permission is missing](../permissions.md), and the request can be copied.',
  retry: 'Let [one gate](../retry.md) do the waiting, so that all tabs wait together and the countdown is true.',
  reload: 'Nothing: a query is fetched again, else the page is loaded again.',
  'switch-account': "Handle the action: `<ImmErrorProvider actions={{ 'switch-account': … }}>`.",
  'switch-region': "Handle the action: `<ImmErrorProvider actions={{ 'switch-region': … }}>`.",
  'refresh-credentials':
    'Say how credentials are renewed: `<ImmErrorProvider onRefreshCredentials={…}>`. It is called once for all requests.',
  'check-clock': 'Nothing: the person sets the clock and tries again.',
  'open-billing': 'Nothing: the button opens the billing page of the `site` that the provider names.',
  'open-service-role': 'Nothing: the button opens the page where the role is authorized.',
  'activate-service': 'Nothing: the button opens the page where IMM is activated.',
  'contact-support': 'Name your own support group, if you have one: `<ImmErrorProvider support={…}>`.',
};

function adviceOf({ primaryAction }: ImmCatalogRow): string {
  const text = advice[primaryAction];
  if (!text)
    throw new Error(`The page of a code has no advice for ${primaryAction}. Write it into test/docs/codePage.ts.`);
  return text;
}
