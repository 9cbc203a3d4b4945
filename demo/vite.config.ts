import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type ViteDevServer } from 'vite';
import { publicNames } from '../build/publicNames.ts';
import { createImmSimulator } from '../src/simulator/createImmSimulator.ts';
import { immSimulatorPlugin } from '../src/simulator/immSimulatorPlugin.ts';

// As slow as a service in another city, so that the console shows what it does meanwhile.
const simulator = createImmSimulator({ latencyMs: [60, 180] });

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Not the one of the tests and Storybook: they may run at the same time.
  cacheDir: '../node_modules/.cache/demo',
  // Relative, so that a built demo works under any path.
  base: './',
  plugins: [react(), publicNames(), immSimulatorPlugin({ simulator }), resetSimulator()],
  // Found one by one, each would reload the page under the person's hands.
  optimizeDeps: {
    include: [
      'react',
      'react-dom/client',
      'react/jsx-dev-runtime',
      '@tanstack/react-query',
      'react-error-boundary',
      'react-hook-form',
      '@tanstack/react-form',
      'antd',
      '@alifd/field',
    ],
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // A `data:` address would need a hole in a strict content security policy.
    assetsInlineLimit: 0,
    // For older browsers, `light-dark()` would be lowered to one that the page's own `color-scheme` can't choose.
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
  },
});

/** Lets the control panel begin again with fresh data. */
function resetSimulator(): Plugin {
  const mount = ({ middlewares }: Pick<ViteDevServer, 'middlewares'>): void => {
    middlewares.use('/imm-reset', (_, response) => {
      simulator.reset();
      response.end();
    });
  };
  return { name: 'demo:reset-simulator', configureServer: mount, configurePreviewServer: mount };
}
