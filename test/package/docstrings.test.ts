import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseSync } from 'vite';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The source behind each entry: where `types` points to, before the build. */
const entries = Object.values<string | Record<string, string>>(manifest.exports)
  .flatMap((target) => (typeof target === 'object' && target['types']?.endsWith('.d.ts') ? target['types'] : []))
  .map((types) => join(root, types.replace('dist/', 'src/').replace(/\.d\.ts$/, '.ts')))
  .filter((file) => existsSync(file) && !file.endsWith('locale.ts'));

/** The shapes of what others have made, as far as the kit uses it: they tell themselves what their members do. */
const shapes =
  /^(Imm(Query|Mutation|Batch)Source|Throttle(Channel|Locks|Storage)|ImmSimulatorPlugin|AntdForm|FusionField|HookForm|TanStackForm)\./;

it('has a docstring for everything that is exported, and for each of its members', () => {
  expect(entries.length).toBeGreaterThan(8);
  const bare = entries.flatMap((file) => exportsOf(file)).flatMap(({ file, name }) => undocumented(file, name));

  expect([...new Set(bare)].filter((name) => !shapes.test(name))).toEqual([]);
});

interface Exported {
  file: string;
  name: string;
}

function exportsOf(file: string): Exported[] {
  return parseSync(file, readFileSync(file, 'utf8')).program.body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration') return [];
    const { source, specifiers, declaration } = statement;
    const target = source ? sourceOf(resolve(dirname(file), source.value)) : file;
    const reexported = specifiers.map(({ local }) => ('name' in local ? local.name : local.value));
    return [...reexported, ...namesOf(declaration)].map((name) => ({ file: target, name }));
  });
}

function undocumented(file: string, wanted: string): string[] {
  const code = readFileSync(file, 'utf8');
  const { program, comments } = parseSync(file, code);
  const ends = new Set(comments.filter(({ value }) => value.startsWith('*')).map(({ end }) => end));
  const isBare = ({ start }: { start: number }): boolean => !ends.has(code.slice(0, start).trimEnd().length);

  const statement = program.body.find((each) => 'declaration' in each && namesOf(each.declaration).includes(wanted));
  if (!statement) throw new Error(`${wanted} is exported from ${file}, but not declared there.`);
  const members = membersOf('declaration' in statement ? statement.declaration : null).filter(isBare);
  return [...(isBare(statement) ? [wanted] : []), ...members.map(({ name }) => `${wanted}.${name}`)];
}

function namesOf(declaration: unknown): string[] {
  const { id, declarations = [] } = (declaration ?? {}) as Declaration;
  return [id, ...declarations.map((each) => each.id)].flatMap((each) => each?.name ?? []);
}

function membersOf(declaration: unknown): { name: string; start: number }[] {
  const { body } = (declaration ?? {}) as Declaration;
  const members = body && 'body' in body && Array.isArray(body.body) ? body.body : [];
  return members
    .filter(({ key, override, static: isStatic }) => key?.type === 'Identifier' && !override && !isStatic)
    .map(({ key, start }) => ({ name: String(key?.name), start }))
    .filter(({ name }) => name !== 'constructor');
}

/** What of the many kinds of syntax is looked at here. */
interface Declaration {
  id?: { name: string } | null;
  declarations?: { id: { name: string } }[];
  body?: { body: { key?: { type: string; name?: string }; start: number; override?: boolean; static?: boolean }[] };
}

function sourceOf(path: string): string {
  return path.replace(/\.js$/, existsSync(path.replace(/\.js$/, '.ts')) ? '.ts' : '.tsx');
}
