import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { markedFiles, readComponents, withTables } from '../../scripts/propTables.mjs';

const components = readComponents();

describe('the tables of props', () => {
  // `npm run docs:props` writes them.
  it.each(markedFiles())('are in %s what the docstrings say', (file) => {
    const text = readFileSync(file, 'utf8');

    expect(withTables(text, components)).toBe(text);
  });

  it('stand in the README, for every component that is exported', async () => {
    const { default: readme } = await import('../../README.md?raw');
    const exported = Object.keys(await import('imm-error-kit')).filter((name) => /^[A-Z]/.test(name));

    expect(components.map(({ name }) => name).sort()).toEqual(exported.sort());
    for (const name of exported) expect(readme).toContain(`<code>&lt;${name}&gt;</code>`);
  });

  it('know what other files declare, and the defaults', () => {
    const banner = components.find(({ name }) => name === 'ErrorBanner');

    expect(banner?.props.find(({ name }) => name === 'density')).toEqual({
      name: 'density',
      isRequired: false,
      type: 'ErrorBannerDensity',
      text: 'How much room it takes.',
      standard: "'regular'",
    });
    expect(banner?.props.find(({ name }) => name === 'onRetry')?.text).toMatch(/^Repeats the call/);
    expect(banner?.hasRest).toBe(true);
    // Said anew by the banner's own props, since its default is another than the hook's.
    expect(banner?.props.find(({ name }) => name === 'incident')?.standard).toMatch(/`density="page"`$/);
  });

  it.each(components)('tell of every prop of $name what it does', ({ description, props }) => {
    expect(description).not.toBe('');
    expect(props.filter(({ text, type }) => text === '' || type === '')).toEqual([]);
  });

  // "Not so `A` and `B`, which …" names those without, "Parts of `C` and `D` can be …" those with slots.
  it('have the props that the README says of all components, and of these alone', async () => {
    const { default: readme } = await import('../../README.md?raw');
    const namedIn = (sentence: RegExp): string[] =>
      [...(sentence.exec(readme)?.[0] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name).sort();
    const without = namedIn(/Not so [^.]+which\s+hold your own page\./);
    const withSlots = namedIn(/Parts of [^.]+? can be\s+replaced by/);
    const namesOf = (has: (component: (typeof components)[number]) => boolean): string[] =>
      components
        .filter(has)
        .map(({ name }) => name)
        .sort();
    const takes = (component: (typeof components)[number], prop: string): boolean =>
      component.props.some(({ name }) => name === prop);

    expect(without).toEqual(namesOf((component) => !takes(component, 'source')));
    expect(without).toEqual(namesOf((component) => !takes(component, 'state')));
    expect(without).toEqual(namesOf(({ hasRest }) => !hasRest));
    expect(withSlots).toEqual(namesOf((component) => takes(component, 'slots')));
  });

  it('refuse a marker that names no component', () => {
    expect(() => withTables('<!-- props:ErorBanner -->\n<!-- /props -->', components)).toThrow('No component is named');
  });
});
