import react from '@vitejs/plugin-react';
import { immSimulatorPlugin } from 'imm-error-kit/simulator/node';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react(), immSimulatorPlugin()],
});
