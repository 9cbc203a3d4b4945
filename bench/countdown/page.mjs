import 'imm-error-kit/styles.css';
import { createElement, memo } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { contenders, Still, Surroundings, textAt } from './contenders.mjs';

const count = 1000;
let root;
let interval;
let parentRenders = 0;

const Item = memo(({ kind, at }) => {
  parentRenders++;
  return createElement('li', null, createElement(kind, { at }));
});

/** Draws a thousand countdowns, each in a parent of its own, and lets them run. */
window.startCountdowns = (name) => {
  const container = document.createElement('ul');
  document.body.replaceChildren(container);
  // Within the minute in which each second has a text of its own, and at any moment of a second.
  const deadlines = Array.from({ length: count }, (_, index) => Date.now() + 45_000 + index * 41.3);
  const kind = contenders[name] ?? Still;
  root = createRoot(container);
  flushSync(() => {
    const items = deadlines.map((at) => createElement(Item, { key: at, kind, at }));
    root.render(createElement(Surroundings, null, items));
  });
  if (!contenders[name]) startInterval(container, deadlines);
  parentRenders = 0;
};

/** What the countdowns show, and how often their parents were rendered since the start. */
window.readCountdowns = () => ({
  texts: [...document.querySelectorAll('li')].map((item) => item.textContent),
  parentRenders,
});

window.stopCountdowns = () => {
  clearInterval(interval);
  root.unmount();
};

/** One interval that writes the same text nodes: nothing can do less. */
function startInterval(container, deadlines) {
  const nodes = [...container.querySelectorAll('[role=timer]')].map((element) => element.firstChild);
  interval = setInterval(() => {
    const now = Date.now();
    nodes.forEach((node, index) => {
      node.nodeValue = textAt(deadlines[index], now);
    });
  }, 1000);
}
