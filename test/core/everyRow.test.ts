import { describeImmError, immCatalog, parseImmResponse } from 'imm-error-kit/core';
import { messages as english } from 'imm-error-kit/locales/en';
import { messages as chinese } from 'imm-error-kit/locales/zh-CN';
import { createImmSimulator } from 'imm-error-kit/simulator';
import { serveImmSimulator } from 'imm-error-kit/simulator/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const simulator = createImmSimulator();
let server: Awaited<ReturnType<typeof serveImmSimulator>>;

beforeAll(async () => {
  server = await serveImmSimulator({ simulator });
});
afterAll(() => server.close());

const rows = immCatalog.map((row) => ({ row, label: row.pattern + (row.variant ? ` (${row.variant})` : '') }));

/** What a browser gets when IMM answers with this row, over real HTTP. */
async function provoke(row: (typeof immCatalog)[number]): Promise<Response> {
  simulator.inject({ times: 1, code: row.pattern, variant: row.variant, params: { P: 'Widgets.2.Knob', R: 'gadget' } });
  return fetch(`${server.url}/?Action=ListProjects`, { headers: { 'x-imm-role': 'owner' } });
}

describe('the whole road, from the wire to the words', () => {
  it.each(rows)('gives the decisions of $label', async ({ row }) => {
    const response = await provoke(row);
    const error = await parseImmResponse(response, { action: 'ListProjects' });
    const state = describeImmError(error, { messages: english });

    expect(response.ok).toBe(false);
    expect(error.requestId).toBe(response.headers.get('x-acs-request-id'));
    expect(error).toMatchObject({
      category: row.category,
      outcome: row.outcome,
      scope: row.scope,
      resolver: row.resolver,
    });
    expect(state.retry.kind).toBe(row.retry);
    expect(state.actions[0]?.kind).toBe(row.primaryAction);
    if (row.pattern.includes('{P}')) expect(error.params['P']).toBe('Widgets.2.Knob');
    if (row.pattern.includes('{R}')) expect(error.params['R']).toBe('gadget');
    if (row.pattern.includes('{P}')) expect(state.fields[0]?.path).toBe('widgets[1].knob');
  });

  it.each([english, chinese])('has words that no other row has, in $locale', async (messages) => {
    const titles = new Map<string, string>();
    for (const { row, label } of rows) {
      const { title, message } = describeImmError(await parseImmResponse(await provoke(row)), { messages });
      expect(titles.get(title), `${label} has the title of another row: ${title}`).toBeUndefined();
      titles.set(title, label);
      expect(message).not.toBe('');
    }
    expect(titles.size).toBe(immCatalog.length);
  });
});
