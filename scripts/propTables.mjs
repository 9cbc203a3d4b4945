// Writes the tables of props, made from the docstrings, between the markers of README.md and docs/*.md:
//
//     <!-- props:ErrorBanner --> … <!-- /props -->      the props of one component
//     <!-- props:all --> … <!-- /props -->              those of all, each folded away
//
//     node scripts/propTables.mjs            writes them
//     node scripts/propTables.mjs --check    fails where they are not what the docstrings say
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtinResolvers, defaultHandlers, makeFsImporter, parse, utils } from 'react-docgen';

const root = fileURLToPath(new URL('..', import.meta.url));
// A file may have a component of its own beside the exported one.
const resolver = new builtinResolvers.FindExportedDefinitionsResolver({ limit: 0 });
const importer = makeFsImporter((name, folder) => sourceOf(resolve(folder, name)));
const handlers = [...defaultHandlers, takeNearestDocstrings];

/** The components of the React entry, in the order of its exports: `{ name, description, props, hasRest }`. */
export function readComponents() {
  const entry = readFileSync(join(root, 'src/index.ts'), 'utf8');
  const exported = [...entry.matchAll(/^export \{ ([^}]+) \} from '(.+)';$/gm)];
  return exported
    .filter(([, names]) => /^[A-Z]/.test(names))
    .flatMap(([, names, file]) =>
      readFile(sourceOf(join(root, 'src', file))).filter(({ name }) => names.split(', ').includes(name)),
    );
}

/** A text with what stands between its markers written anew. */
export function withTables(text, components) {
  return text.replace(/(<!-- props:(\w+) -->\n)[\s\S]*?(<!-- \/props -->)/g, (_, start, name, end) => {
    const chosen = name === 'all' ? components : components.filter((component) => component.name === name);
    if (chosen.length === 0)
      throw new Error(`[imm-error-kit] No component is named ${name}, so its props can't be listed.`);
    return `${start}\n${chosen.map(name === 'all' ? foldedTable : tableOf).join('\n')}\n${end}`;
  });
}

function readFile(filename) {
  return parse(readFileSync(filename, 'utf8'), { filename, importer, resolver, handlers }).map(
    ({ displayName, description, props, composes }) => ({
      name: displayName,
      description,
      props: Object.entries(props ?? {})
        .map(([name, prop]) => propOf(name, prop))
        .sort((a, b) => rankOf(a.name) - rankOf(b.name)),
      hasRest: composes !== undefined,
    }),
  );
}

/** Where an interface says a prop of the one that it extends anew, react-docgen keeps the first docstring; here the last counts. */
function takeNearestDocstrings(documentation, component) {
  for (const type of utils.getTypeFromReactComponent(component)) {
    utils.applyToTypeProperties(
      documentation,
      type,
      (property) => {
        const text = utils.docblock.getDocblock(property);
        const name = utils.getPropertyName(property);
        if (text && name) documentation.getPropDescriptor(name).description = text;
      },
      null,
    );
  }
}

/** What nearly every component takes comes first. */
function rankOf(name) {
  return ['source', 'state'].includes(name) ? 0 : 1;
}

function propOf(name, { required, tsType, description = '', defaultValue }) {
  const [text = '', standard] = description.split(/\s*@default\s+/);
  return {
    name,
    isRequired: required,
    type: (tsType?.raw ?? tsType?.name ?? '')
      .replace(/ \| undefined$/, '')
      .replace(/^\((.* => .*)\)$/, '$1')
      .replace(/\s+/g, ' '),
    text: text.replace(/\s+/g, ' ').trim(),
    // Empty objects and the like stand in the code only so that it need not ask whether there is one.
    standard: standard ?? (/^['\d]|^(true|false)$/.test(defaultValue?.value ?? '') ? defaultValue.value : ''),
  };
}

function foldedTable(component) {
  const [summary = ''] = component.description.split('\n\n');
  const line = summary
    .replace(/\s+/g, ' ')
    .replaceAll('<', '&lt;')
    .replace(/`([^`]+)`/g, '<code>$1</code>');
  return `<details>\n<summary><code>&lt;${component.name}&gt;</code> ${line}</summary>\n\n${tableOf(component)}\n</details>\n`;
}

function tableOf({ props, hasRest }) {
  const rows = props.map(({ name, isRequired, type, text, standard }) =>
    [`\`${name}\`${isRequired ? ' (required)' : ''}`, `\`${type}\``, text, asValue(standard)].map(cell).join(' | '),
  );
  const rest = hasRest ? '\nAll other props, `className` too, go to the root element.\n' : '';
  return `| prop | type | what it does | default |\n| --- | --- | --- | --- |\n${rows.map((row) => `| ${row} |\n`).join('')}${rest}`;
}

/** A default is a value, or told in words. */
function asValue(standard) {
  return /^(['"\d[{]|(true|false|null)$|[\w.]+\()/.test(standard) ? `\`${standard}\`` : standard;
}

function cell(text) {
  return text.replaceAll('|', '\\|');
}

function sourceOf(path) {
  const found = [path, path.replace(/\.js$/, '.ts'), path.replace(/\.js$/, '.tsx')].find((file) => existsSync(file));
  if (found) return found;
  // How react-docgen is told that a package's types aren't followed.
  throw Object.assign(new Error(`No source is at ${path}.`), { code: 'MODULE_NOT_FOUND', from: dirname(path) });
}

/** The files that may hold markers. */
export function markedFiles() {
  const docs = join(root, 'docs');
  const pages = readdirSync(docs, { recursive: true }).filter((file) => file.endsWith('.md'));
  return [join(root, 'README.md'), ...pages.map((file) => join(docs, file))];
}

function main(isCheck) {
  const components = readComponents();
  for (const file of markedFiles()) {
    const text = readFileSync(file, 'utf8');
    const fresh = withTables(text, components);
    if (fresh === text) continue;
    if (!isCheck) writeFileSync(file, fresh);
    else {
      process.exitCode = 1;
      console.error(
        `[imm-error-kit] The tables of props in ${file} aren't what the docstrings say. Run: npm run docs:props`,
      );
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.includes('--check'));
