import { createElement as h } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { contenders, errorsOf, fourElements } from './contenders.mjs';
import { plainTwin } from './plainTwin.mjs';

const kit = 'imm-error-kit ErrorBanner';
const all = { 'four plain elements': fourElements, ...contenders };
const same = (children) => children;
let stage;

/** What the bench drives from outside, a step at a time. */
globalThis.bench = { prepare, render, clear, describeAll };

/** Adds the kit's plain twin, and tells of how many elements each contender's banner is made. */
async function describeAll() {
  const twins = [];
  for (const generation of [0, 1]) twins.push(plainTwin(await draw(contenders[kit], generation)));
  all['the same elements, plain React'] = { banner: ({ generation }) => twins[generation]() };
  const counts = {};
  for (const [name, contender] of Object.entries(all)) {
    const node = await draw(contender, 0);
    counts[name] = node.querySelectorAll('*').length + 1;
  }
  return counts;
}

async function prepare({ name, count }) {
  const container = document.body.appendChild(document.createElement('div'));
  const generations = [errorsOf(count, 0), errorsOf(count, 1)];
  stage = { ...all[name], container, root: createRoot(container), generations };
  globalThis.gc();
  await nextFrame();
}

/** Renders the banners with the errors of a generation. What is rendered synchronously has its effects run as well. */
function render(generation) {
  const { wrap = same, banner: Banner, root, generations } = stage;
  const banners = generations[generation].map((error, key) => h(Banner, { key, error, generation }));
  flushSync(() => root.render(wrap(banners)));
}

async function clear() {
  stage.root.unmount();
  stage.container.remove();
  await nextFrame();
}

/** One banner as it is on screen. */
async function draw({ wrap = same, banner: Banner }, generation) {
  const container = document.body.appendChild(document.createElement('div'));
  const root = createRoot(container);
  const [error] = errorsOf(1, generation);
  flushSync(() => root.render(wrap(h('div', { className: 'only' }, h(Banner, { error, generation })))));
  await nextFrame();
  const node = container.querySelector('.only').firstElementChild.cloneNode(true);
  root.unmount();
  container.remove();
  return node;
}

function nextFrame() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
