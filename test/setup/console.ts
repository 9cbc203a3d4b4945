import { afterEach, beforeEach } from 'vitest';

const levels = ['error', 'warn'] as const;
const genuine = { error: console.error, warn: console.warn };
let unexpected: string[] = [];

// Most of what React, Query and axe have to say about a mistake is said on the console only.
// A test that expects a message replaces the method: `vi.spyOn(console, 'error').mockImplementation(() => {})`.
beforeEach(() => {
  unexpected = [];
  for (const level of levels) {
    console[level] = (...args: unknown[]) => {
      unexpected.push(`console.${level}: ${args.map(String).join(' ')}`);
      genuine[level](...args);
    };
  }
});

afterEach(() => {
  Object.assign(console, genuine);
  if (unexpected.length > 0) throw new Error(`The console said something unexpected.\n${unexpected.join('\n')}`);
});
