import { parseImmError } from 'imm-error-kit/core';
import { describe, expect, it } from 'vitest';
import { toFormPath } from '../../src/core/state/toFormPath.ts';
import { matchField } from '../../src/forms/matchField.ts';
import { quickest } from '../setup/quickest.js';
import { parametersOf, requestParameters, type Step } from './requestParameters.ts';

/** As IMM writes it: counted from 1. */
function parameterOf(steps: readonly Step[]): string {
  return steps.map((step) => (typeof step === 'number' ? step + 1 : step)).join('.');
}

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
// A run of capitals at the head keeps its case in the SDK's own models: `URI`, `MNS`, `GOPSize`.
const asSdk = (name: string): string => (/^[A-Z]{2}/.test(name) ? name : lowerFirst(name));

/** How form libraries and apps write one field. */
const styles: Readonly<Record<string, (steps: readonly Step[]) => string>> = {
  'the kit’s form path': (steps) => toFormPath(parameterOf(steps)),
  'the SDK’s properties': (steps) =>
    steps
      .map((step) => (typeof step === 'number' ? `[${step}]` : `.${asSdk(step)}`))
      .join('')
      .slice(1),
  'React Hook Form’s dots': (steps) => steps.map((step) => (typeof step === 'number' ? step : asSdk(step))).join('.'),
  'IMM’s own letters': (steps) => steps.join('.'),
};

/** How IMM names a parameter, top-level ones in the code, nested ones in the message. */
function answersFor(steps: readonly Step[]): object[] {
  const name = parameterOf(steps);
  return [
    { Code: `Missing${name}`, Message: `${name} is mandatory for this action.` },
    { Code: `Invalid${name}`, Message: `Specified parameter ${name} is not valid.` },
    { Code: 'InvalidArgument', Message: `The parameter ${name} is required but not provided.` },
    {
      Code: `InvalidJSON Array parsing error, ${name}`,
      Message: `Specified parameter JSON Array parsing error, ${name} is not valid.`,
    },
  ];
}

function fieldOf(answer: object, names: readonly string[]): string | undefined {
  const parameter = String(parseImmError(answer).params['P']);
  return matchField({ parameter, path: toFormPath(parameter) }, names);
}

describe.each(Object.entries(requestParameters))('the parameters of %s', (_, model) => {
  const all = parametersOf(model);

  it.each(Object.entries(styles))('reach their own fields, written in %s', (_style, write) => {
    const names = all.map(write);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(all.length);

    const missed = all.flatMap((steps) =>
      answersFor(steps)
        .map((answer) => ({ answer, found: fieldOf(answer, names), wanted: write(steps) }))
        .filter(({ found, wanted }) => found !== wanted),
    );
    expect(missed).toEqual([]);
  });

  it('are told as on no screen where the form has other fields', () => {
    const found = all.map((steps) => fieldOf(answersFor(steps)[0] ?? {}, ['somethingElse', 'nothing']));
    expect(found.filter((name) => name !== undefined)).toEqual([]);
  });
});

describe('matchField', () => {
  const find = (parameter: string, names: string[], fieldPaths = {}): string | undefined =>
    matchField({ parameter, path: toFormPath(parameter) }, names, fieldPaths);

  it.each([
    {
      parameter: 'Sources.1.URI',
      names: ['projectName', 'sources'],
      field: 'sources',
      label: 'the list that holds it',
    },
    { parameter: 'Sources.2.URI', names: ['sources', 'sources[1]'], field: 'sources[1]', label: 'the nearest' },
    {
      parameter: 'File',
      names: ['datasetName', 'file.uri', 'file.title'],
      field: 'file.uri',
      label: 'the first inside',
    },
    {
      parameter: 'Sources',
      names: ['sources[0].uri', 'sources[1].uri'],
      field: 'sources[0].uri',
      label: 'the first item',
    },
    { parameter: 'Source', names: ['sources[0].uri'], field: undefined, label: 'nothing that only begins alike' },
    { parameter: 'Tag.1.Key', names: ['tag["0"].key'], field: 'tag["0"].key', label: 'quoted brackets' },
  ])('finds $label', ({ parameter, names, field }) => {
    expect(find(parameter, names)).toBe(field);
  });

  it.each([
    { map: { ProjectName: 'name' }, parameter: 'ProjectName', field: 'name' },
    { map: { projectName: 'name' }, parameter: 'ProjectName', field: 'name' },
    { map: { 'Sources.1.URI': 'name' }, parameter: 'Sources.1.URI', field: 'name' },
    { map: { Sources: 'inputs' }, parameter: 'Sources.1.URI', field: 'inputs[0].uri' },
    { map: { 'Sources.1': 'inputs[0]', Sources: 'other' }, parameter: 'Sources.1.URI', field: 'inputs[0].uri' },
  ])('asks the app’s own map first: $map', ({ map, parameter, field }) => {
    expect(find(parameter, ['projectName', 'name', 'inputs[0].uri', 'sources[0].uri'], map)).toBe(field);
  });

  it.each([
    ['__proto__'],
    ['constructor'],
    ['__proto__.polluted'],
    ['constructor.prototype.polluted'],
    ['toString'],
    ['..'],
    ['...a'],
    [']['],
    ['[[[['],
    ['a[0'],
    ['"]) , *'],
    [''],
  ])('finds no field for %j, and changes nothing', (parameter) => {
    expect(find(parameter, ['projectName', 'sources[0].uri'])).toBeUndefined();
    expect(find(parameter, ['projectName'], { ProjectName: 'name' })).toBeUndefined();
    expect({}).not.toHaveProperty('polluted');
  });

  it.each([['a'.repeat(10_000)], ['A.1.'.repeat(2500)], ['['.repeat(10_000)], ['[" '.repeat(3400)]])(
    'is done at once with a name of 10 kB',
    (parameter) => {
      const time = quickest(() => {
        expect(find(parameter, ['projectName', 'sources'], { ProjectName: 'name' })).toBeUndefined();
      });
      expect(time).toBeLessThan(100);
    },
  );
});
