import { immCatalog, parseImmError } from 'imm-error-kit/core';
import { createImmSimulator } from 'imm-error-kit/simulator';
import { immFixture, immFixtures } from 'imm-error-kit/testing';
import { describe, expect, it } from 'vitest';

const now = Date.parse('2026-11-23T08:00:00Z');
const simulator = createImmSimulator({ now: () => now });

describe('immFixtures', () => {
  it('has one for every row, in the order of the catalogue, each with a name of its own', () => {
    expect(immFixtures).toHaveLength(immCatalog.length);
    expect(new Set(immFixtures.map(({ name }) => name)).size).toBe(immCatalog.length);
  });

  it.each(immFixtures.map((fixture, index) => ({ fixture, row: immCatalog[index]!, name: fixture.name })))(
    'says of $name what the simulator says',
    async ({ fixture, row }) => {
      simulator.inject({ code: row.pattern, variant: row.variant, times: 1 });
      const sent = await simulator.fetch(
        new Request('https://imm.cn-hangzhou.aliyuncs.com/?Action=CreateProject&Version=2020-09-30', {
          method: 'POST',
        }),
      );
      const { RequestId, Recommend, ...body } = await sent.json();
      const own = await fixture.toResponse().json();

      expect(own).toEqual(fixture.body);
      expect(own).toMatchObject(body);
      expect(Object.keys(own).sort()).toEqual([...Object.keys(body), 'Recommend', 'RequestId'].sort());
      expect(own.Recommend).toBe(Recommend.replace(RequestId, own.RequestId));
      expect(fixture.status).toBe(sent.status);
      for (const [name, value] of Object.entries(fixture.headers)) {
        if (name !== 'x-acs-request-id') expect(sent.headers.get(name)).toBe(value);
      }
      expect(fixture.headers['x-acs-request-id']).toBe(own.RequestId);
    },
  );

  it.each(immFixtures.map((fixture, index) => ({ fixture, row: immCatalog[index]!, name: fixture.name })))(
    'is parsed to the row $name, as an error and as a bare body',
    ({ fixture, row }) => {
      const decisions = { category: row.category, scope: row.scope, outcome: row.outcome, resolver: row.resolver };

      expect(fixture.toError()).toMatchObject({ ...decisions, status: fixture.status, action: 'CreateProject' });
      expect(parseImmError(fixture.body)).toMatchObject(decisions);
    },
  );
});

describe('immFixture', () => {
  it('puts names, region, operation and waits where IMM would', () => {
    const fixture = immFixture('Missing{P}', { params: { P: 'DatasetName' }, region: 'cn-beijing', retryAfterMs: 500 });

    expect(fixture.body).toMatchObject({ Code: 'MissingDatasetName', HostId: 'imm.cn-beijing.aliyuncs.com' });
    expect(fixture.toError({ operation: 'mutation' })).toMatchObject({
      code: 'MissingDatasetName',
      regionId: 'cn-beijing',
      retryAfterMs: 500,
      operation: 'mutation',
    });
  });

  it('says why a permission is denied, for the operation that was', () => {
    const { accessDenied } = immFixture('AccessDenied', { action: 'DeleteProject' }).toError();

    expect(accessDenied).toMatchObject({ action: 'imm:DeleteProject', noPermissionType: 'ImplicitDeny' });
  });

  it('takes a code that nobody has documented', () => {
    const { status, body } = immFixture('Forbidden.SomethingNew', { status: 403, message: 'New.' });

    expect([status, body.Code, body.Message]).toEqual([403, 'Forbidden.SomethingNew', 'New.']);
  });

  it('gives a fresh response each time, so that each can be read', async () => {
    const fixture = immFixture('Timeout');

    expect(await fixture.toResponse().text()).toBe(await fixture.toResponse().text());
  });

  it.each([undefined, null, 404, {}])('refuses %j for a code, and says what to pass', (code) => {
    expect(() => immFixture(code as never)).toThrow(/^\[imm-error-kit\] immFixture was given no code, .*Pass a code/);
  });
});
