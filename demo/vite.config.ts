import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { publicNames } from '../build/publicNames.ts';
import { immSimulatorPlugin } from '../src/simulator/node.ts';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Relative, so that a built demo works under any path.
  base: './',
  plugins: [react(), publicNames(), immSimulatorPlugin()],
  // Found one by one, each would reload the page under the person's hands.
  optimizeDeps: { include: ['react', 'react-dom/client', '@tanstack/react-query', 'react-error-boundary'] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // For older browsers, `light-dark()` would be lowered to one that the page's own `color-scheme` can't choose.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
  },
});
