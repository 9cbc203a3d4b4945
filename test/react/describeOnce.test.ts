import { parseImmError } from 'imm-error-kit/core';
import { messages as english } from 'imm-error-kit/locales/en';
import { messages as chinese } from 'imm-error-kit/locales/zh-CN';
import { describe, expect, it } from 'vitest';
import { describeOnce } from '../../src/react/describeOnce.ts';
import { answer } from './answers.ts';

const context = { messages: english, site: 'cn', fieldLabels: {}, allowedHosts: [] } as const;

describe('describing an error', () => {
  const error = parseImmError(answer('MissingProjectName', '', { Recommend: 'https://help.example.com/missing' }));
  const first = describeOnce(error, context, 'query', undefined);

  it('is done once while nothing changes', () => {
    expect(describeOnce(error, context, 'query', undefined)).toBe(first);
  });

  it.each([
    { label: 'the language', change: () => describeOnce(error, { ...context, messages: chinese }, 'query', undefined) },
    { label: 'the site', change: () => describeOnce(error, { ...context, site: 'intl' }, 'query', undefined) },
    {
      label: 'a host whose pages may be linked',
      change: () => describeOnce(error, { ...context, allowedHosts: ['help.example.com'] }, 'query', undefined),
    },
    { label: 'the operation', change: () => describeOnce(error, context, 'mutation', undefined) },
    {
      label: 'whether a long wait is made by itself',
      change: () => {
        const busy = parseImmError(answer('Throttling.User', '', { retryAfter: 60_000 }));
        expect(describeOnce(busy, context, 'mutation', undefined).retry.kind).toBe('manual');
        expect(describeOnce(busy, context, 'mutation', undefined, true).retry.kind).toBe('automatic');
        return describeOnce(busy, context, 'mutation', undefined, true);
      },
    },
    { label: 'a field’s name', change: () => describeOnce(error, context, 'query', { ProjectName: 'Workspace' }) },
    {
      label: 'the refusal of new credentials',
      change: () => describeOnce(Object.assign(error, { renewed: true }), context, 'query', undefined),
    },
  ])('is done again when $label changes', ({ change }) => {
    expect(change()).not.toEqual(first);
  });
});
