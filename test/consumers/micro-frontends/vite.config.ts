import react from '@vitejs/plugin-react';
import { immSimulatorPlugin } from 'imm-error-kit/simulator/node';
import { defineConfig } from 'vite';

// Built once for each mode, so that each part of the page carries its own copy of everything: React, Query and the kit.
export default defineConfig(({ mode }) => ({
  plugins: [react(), immSimulatorPlugin()],
  define: { 'process.env.NODE_ENV': '"production"', __NAME__: JSON.stringify(mode) },
  build: {
    emptyOutDir: mode === 'left',
    lib: { entry: 'src/part.tsx', formats: ['es'], fileName: mode, cssFileName: mode },
  },
}));
