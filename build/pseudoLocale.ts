import type { CompiledMessage } from '../src/messages/createMessages.ts';

type CompiledNode = Exclude<CompiledMessage, string>[number];
type Choices = Readonly<Record<string, CompiledNode>>;

/** A locale to review layouts in: English with accents, two fifths longer, in brackets. */
export const pseudoLocale = 'en-XA';

/**
 * An English message as the pseudo-locale says it.
 *
 * A text without accents didn't come from the messages, one without its closing bracket is cut off, and brackets within
 * brackets show where one message stands in another. Placeholders and choices stay as they are.
 */
export function pseudoMessage(message: CompiledMessage): CompiledMessage {
  if (typeof message === 'string') return hasLetters(message) ? `⟦${accented(message)}⟧` : message;

  const [only, ...others] = message;
  // A table of labels: a name that it doesn't know must come out unchanged.
  if (only !== undefined && others.length === 0) return [mapChoices(only, bracketed)];
  return hasLetters(message) ? ['⟦', ...message.map(accentedNode), '⟧'] : message;
}

// A choice is a message of its own, but for a bare `#` of a plural.
function bracketed(choice: CompiledNode): CompiledNode {
  if (typeof choice === 'number') return choice;
  // `icu-minify` gives the type of a node to choices, though they may be lists of nodes.
  return pseudoMessage(choice as CompiledMessage) as CompiledNode;
}

function accentedNode(node: CompiledNode): CompiledNode {
  return typeof node === 'string' ? accented(node) : mapChoices(node, accentedChoice);
}

function accentedChoice(choice: CompiledNode): CompiledNode {
  if (!Array.isArray(choice)) return accentedNode(choice);
  // As in `bracketed`: a list of nodes.
  return (choice as CompiledNode[]).map(accentedNode) as CompiledNode;
}

function mapChoices(node: CompiledNode, change: (choice: CompiledNode) => CompiledNode): CompiledNode {
  const choices = choicesOf(node);
  if (!choices) return node;
  const [name, kind] = node as [string, number];
  const changed = Object.entries(choices).map(([key, choice]) => [key, change(choice)]);
  // Without a prototype, as `icu-minify` makes them: a parameter may be named `constructor`.
  return [name, kind, Object.assign(Object.create(null), Object.fromEntries(changed))];
}

// Of `[name, kind, choices]`. A number's or date's third is its style, which has no prototype to tell it by.
function choicesOf(node: CompiledNode): Choices | undefined {
  if (!Array.isArray(node)) return undefined;
  const choices: unknown = node[2];
  return typeof choices === 'object' && choices !== null && 'other' in choices ? (choices as Choices) : undefined;
}

function hasLetters(message: unknown): boolean {
  if (typeof message === 'string') return /[a-z]/i.test(message);
  if (!Array.isArray(message)) return false;
  return message.some((node: CompiledNode) => {
    if (typeof node === 'string') return hasLetters(node);
    return Object.values(choicesOf(node) ?? {}).some(hasLetters);
  });
}

const plain = 'abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ';
const marked = 'áḅçḍéḟĝĥíĵķļḿñóṕŕšţúṽŵẋýžÁḄÇḌÉḞĜĤÍĴĶĻḾÑÓṔŔŠŢÚṼŴẊÝŽ';

// Vowels are doubled, so that the words grow, as they do in German, and not only the lines.
function accented(text: string): string {
  return text.replace(/[aeiouy]/gi, '$&$&').replace(/[a-z]/gi, (letter) => marked[plain.indexOf(letter)] ?? letter);
}
