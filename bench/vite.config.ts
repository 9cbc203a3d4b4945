import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { publicNames } from '../build/publicNames.ts';

const peer = (name: string): string => fileURLToPath(new URL(`node_modules/${name}`, import.meta.url));

/** How everything that is measured is built: the kit from its source by its public names, the peers from `bench/node_modules`. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  logLevel: 'error',
  plugins: [publicNames()],
  define: { 'process.env.NODE_ENV': '"production"' },
  resolve: {
    // One React for all, or each contender would be measured on another.
    alias: ['react', 'react-dom', 'react-error-boundary'].map((name) => ({
      find: new RegExp(`^${name}(?=$|/)`),
      replacement: peer(name),
    })),
  },
});
