#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { runCommand } from './runCommand.js';

const output = {
  print: (text: string) => void process.stdout.write(text),
  complain: (text: string) => void process.stderr.write(text),
};
// Beside `dist`, where the file that this becomes lies; the bundler must not look for it beside this one.
const packageJson = new URL(/* @vite-ignore */ '../package.json', import.meta.url);
const { version } = JSON.parse(readFileSync(packageJson, 'utf8'));
const result = await runCommand(process.argv.slice(2), version, output);

if ('exitCode' in result) process.exitCode = result.exitCode;
else for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void result.server.close());
