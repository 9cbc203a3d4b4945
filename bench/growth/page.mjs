import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { ErrorBanner, ImmErrorProvider } from 'imm-error-kit';
import { createThrottleGate, immQueryDefaults, parseImmError, withGate } from 'imm-error-kit/core';
import { createElement as h } from 'react';
import { createRoot } from 'react-dom/client';

/** What fails, by the name of the case: a query function for each widget, and what the widget shows of its query. */
const cases = {
  'failing queries, a plain paragraph each': {
    queryFns: () => failing,
    show: (query) => h('p', part, String(query.error)),
  },
  'failing queries, a banner each': { queryFns: () => failing, show: banner },
  'throttled queries at one gate, a banner each': {
    queryFns() {
      const gate = createThrottleGate();
      return () => withGate(refuse, gate, { action: 'ListProjects' });
    },
    show: banner,
  },
};
const part = { 'data-part': 'banner' };

/** Mounts a page of failing widgets. Resolves when each shows what has failed. */
async function mount({ name, count }) {
  const client = new QueryClient({ defaultOptions: immQueryDefaults() });
  const container = document.body.appendChild(document.createElement('div'));
  const root = createRoot(container);
  const { queryFns, show } = cases[name];
  const queryFnOf = queryFns();
  const widgets = Array.from({ length: count }, (_, index) =>
    h(Widget, { key: index, index, queryFn: queryFnOf(index), show }),
  );
  root.render(h(QueryClientProvider, { client }, h(ImmErrorProvider, null, widgets)));
  while (container.querySelectorAll('[data-part="banner"]').length < count) await nextFrame();
  globalThis.bench.clear = async () => {
    client.clear();
    root.unmount();
    container.remove();
    globalThis.gc();
    await nextFrame();
  };
}

function Widget({ index, queryFn, show }) {
  const query = useQuery({ queryKey: ['widget', index], queryFn });
  return query.failureCount > 0 && show(query);
}

function banner(query) {
  return h(ErrorBanner, { source: query });
}

function failing(index) {
  return async () => {
    throw answer('ResourceNotFound', `The Project with name project-${index} does not exist.`);
  };
}

async function refuse() {
  throw answer('Throttling.User', 'Request was denied due to user flow control.');
}

function answer(Code, Message) {
  return parseImmError({ Code, Message, RequestId: 'D18E94DF', HostId: 'imm.cn-hangzhou.aliyuncs.com' });
}

function nextFrame() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

globalThis.bench = { mount, names: Object.keys(cases) };
