// First, because it puts the layers in order.
import './demo.css';
import 'imm-error-kit/styles.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { immQueryDefaults } from 'imm-error-kit/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { locales } from './locales.ts';
import { currentSettings } from './settings/settings.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root", so there is nowhere to render. Add one.');

const client = new QueryClient({ defaultOptions: immQueryDefaults() });
const { messages } = await locales[currentSettings().locale].load();

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <App firstMessages={messages} />
    </QueryClientProvider>
  </StrictMode>,
);
