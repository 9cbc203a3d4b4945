// What each of them adds to an app: built for production, minified, brotli, React and TanStack Query not counted.
//
//     node bench/size/size.mjs [--json]
import { brotliCompressSync } from 'node:zlib';
import { bundle } from '../shared/bundle.mjs';
import { createReport } from '../shared/createReport.mjs';
import { partsOf } from './partsOf.mjs';

const report = createReport('size');
const external = [/^react($|\/)/, /^react-dom($|\/)/, /^@tanstack\/react-query$/];

/** In each group the first is the kit, which the others are compared with. `goal` is design.md's, in kB. */
const groups = [
  [
    {
      name: 'ErrorBanner + useImmError + English',
      goal: 8,
      code: "export { ErrorBanner, useImmError } from 'imm-error-kit'",
    },
    { name: 'Cloudscape Alert', code: "export { default } from '@cloudscape-design/components/alert'" },
    { name: 'Fusion Message', code: "export { default } from '@alifd/next/es/message'" },
    { name: 'antd Alert', code: "export { Alert } from 'antd'" },
    {
      name: 'Alibaba Cloud console error-prompt',
      code: "export { default } from '@alicloud/console-base-error-prompt'",
    },
    {
      name: 'Alibaba Cloud console error-prompt, own code alone',
      code: "export { default } from '@alicloud/console-base-error-prompt'",
      external: [/^styled-components/, /^lodash/, /^@alicloud\/(?!console-base-error-prompt)/],
    },
    {
      name: 'Fluent MessageBar',
      code: "export { MessageBar, MessageBarBody, MessageBarTitle, MessageBarActions } from '@fluentui/react-message-bar'",
    },
    { name: 'Carbon InlineNotification', code: "export { InlineNotification } from '@carbon/react'" },
  ],
  [
    { name: 'styles.css, whole', goal: 2, code: "import 'imm-error-kit/styles.css'" },
    { name: 'Cloudscape global styles', code: "import '@cloudscape-design/global-styles/index.css'" },
  ],
  [
    {
      name: 'core: parse and describe',
      goal: 5,
      code: "export { parseImmError, describeImmError } from 'imm-error-kit/core'",
    },
    {
      name: 'core: immQueryDefaults, createThrottleGate, withGate',
      code: "export { immQueryDefaults, createThrottleGate, withGate } from 'imm-error-kit/core'",
    },
    {
      name: 'smithy util-retry',
      code: "export { StandardRetryStrategy, AdaptiveRetryStrategy } from '@smithy/util-retry'",
    },
  ],
  [
    {
      name: 'ImmErrorBoundary with its fallback',
      goal: 8,
      code: "export { ImmErrorBoundary } from 'imm-error-kit'",
    },
    { name: 'react-error-boundary', code: "export { ErrorBoundary } from 'react-error-boundary'" },
  ],
];

/** Where the banner's own bytes go, by a part's sources. The words have none: they are compiled. */
const parts = [
  ['parsing', /core\/parse\//],
  ['the catalogue', /core\/catalog\//],
  ['describing', /core\/state\//],
  ['redaction, links, the rest of core', /core\//],
  ['hooks', /react\/hooks\//],
  ['components', /react\/components\//],
  ['announcing, copying, the rest of React', /react\//],
  ['formatting', /icu-minify|createMessages/],
  ['English, all codes', /^$/],
];

for (const group of groups) {
  let own;
  for (const { name, goal, code, external: more = [] } of group) {
    const { js, css } = await bundle(code, { external: [...external, ...more] });
    const sizes = { JS: kilobytes(js), CSS: kilobytes(css) };
    own ??= Object.values(sizes).find((size) => size > 0);
    for (const [kind, value] of Object.entries(sizes)) {
      if (value < 0.01) continue;
      const note = goal ? `goal ${goal} kB` : '';
      report({ name: `${name}, ${kind}`, value, unit: 'kB', ratio: value / own, of: 'the kit', note });
    }
  }
}
await reportParts(groups[0][0]);

/** Each part is packed alone, so together they are a little more than the whole. */
async function reportParts({ name, code }) {
  const { js, maps } = await bundle(code, { external, sourcemap: true });
  const texts = partsOf(js[0], maps[0], (source) => parts.find(([, sources]) => sources.test(source))?.[0] ?? source);
  const whole = kilobytes(js);
  const sizes = Object.entries(texts).map(([part, text]) => [part, kilobytes([text])]);
  for (const [part, value] of sizes.sort(([, a], [, b]) => b - a)) {
    report({ name: `of it: ${part}`, value, unit: 'kB', ratio: value / whole, of: name });
  }
}

/** An empty file is one byte of brotli; it would be no request, so it is none here. */
function kilobytes(texts) {
  const sizes = texts.filter((text) => text.trim()).map((text) => brotliCompressSync(text).length);
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}
