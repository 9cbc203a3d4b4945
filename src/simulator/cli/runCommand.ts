import { createImmSimulator } from '../createImmSimulator.js';
import type { ImmSimulator } from '../ImmSimulator.js';
import { type ImmSimulatorServer, serveImmSimulator } from '../serveImmSimulator.js';
import type { ImmSimulatorLogEntry } from '../types.js';
import { readArguments, type SimulateSettings, UsageError } from './readArguments.js';
import { help, logLine, welcome } from './texts.js';

/** The parts of a process that the command uses. */
export interface CommandOutput {
  print(text: string): void;
  complain(text: string): void;
}

/** How the command ended, or the server that it has left running. */
export type CommandResult = { exitCode: number } | { server: ImmSimulatorServer };

/** Runs `imm-error-kit` with these arguments. Never throws for what a person did wrong. */
export async function runCommand(
  args: readonly string[],
  version: string,
  { print, complain }: CommandOutput,
): Promise<CommandResult> {
  const [command, ...rest] = args;
  if (args.includes('--help') || args.includes('-h')) return done(help);
  if (args.includes('--version')) return done(`${version}\n`);

  try {
    if (command !== 'simulate') throw new UsageError(`There is no command ${command ?? 'without a name'}.`);
    const settings = readArguments(rest);
    const server = await serve(settings);
    print(welcome(server.url, settings));
    return { server };
  } catch (error) {
    if (error instanceof UsageError) {
      complain(`[imm-error-kit] ${error.message} Nothing was started. See npx imm-error-kit simulate --help.\n`);
      return { exitCode: 2 };
    }
    complain(`[imm-error-kit] ${error}. The simulator has no port to listen at. Choose another: --port 0.\n`);
    return { exitCode: 1 };
  }

  function done(text: string): CommandResult {
    print(text);
    return { exitCode: 0 };
  }

  function serve({ port, host, scenario, injections, faults, simulator: options, isQuiet }: SimulateSettings) {
    const simulator = createImmSimulator(options);
    simulator.setScenario(scenario);
    for (const rule of injections) simulator.inject(rule);
    for (const rule of faults) simulator.fault(rule);
    return serveImmSimulator({ port, host, simulator: isQuiet ? simulator : logged(simulator) });
  }

  function logged(simulator: ImmSimulator): ImmSimulator {
    let printed: ImmSimulatorLogEntry | undefined;
    return {
      ...simulator,
      async fetch(request) {
        try {
          return await simulator.fetch(request);
        } finally {
          // Not every request is a call, and several may have been answered since.
          const log = simulator.getLog();
          const fresh = log.slice(printed ? log.lastIndexOf(printed) + 1 : 0);
          for (const entry of fresh) print(`${logLine(entry)}\n`);
          printed = log.at(-1);
        }
      },
    };
  }
}
