import { parseArgs } from 'node:util';
import { isFaultKind } from '../faults.js';
import type { ImmSimulatorOptions } from '../ImmSimulator.js';
import { type ImmScenarioName, scenarios } from '../scenarios.js';
import type { ImmFaultRule, ImmInjectionRule } from '../types.js';

/** What the command line asks for. */
export interface SimulateSettings {
  port: number;
  host: string;
  scenario: ImmScenarioName;
  injections: ImmInjectionRule[];
  faults: ImmFaultRule[];
  simulator: ImmSimulatorOptions;
  isQuiet: boolean;
}

/** A mistake on the command line, told to the person who made it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const options = {
  port: { type: 'string', default: '4010' },
  host: { type: 'string', default: '127.0.0.1' },
  scenario: { type: 'string', default: 'normal' },
  latency: { type: 'string', default: '0' },
  'no-limits': { type: 'boolean', default: false },
  'no-seed': { type: 'boolean', default: false },
  quiet: { type: 'boolean', default: false },
  inject: { type: 'string', multiple: true },
  fault: { type: 'string', multiple: true },
  times: { type: 'string', multiple: true },
  action: { type: 'string', multiple: true },
  region: { type: 'string', multiple: true },
  probability: { type: 'string', multiple: true },
  status: { type: 'string', multiple: true },
  message: { type: 'string', multiple: true },
  'retry-after': { type: 'string', multiple: true },
  param: { type: 'string', multiple: true },
} as const;

type Rule = ImmInjectionRule | ImmFaultRule;
type Change = (rule: Rule, value: string, option: string) => object;

/** Options that say more of the `--inject` or `--fault` in front of them: what they add to its rule. */
const details: Readonly<Record<string, Change>> = {
  times: (_, value, option) => ({ times: numberIn(value, option, 1) }),
  action: (_, value) => ({ action: value }),
  region: (_, value) => ({ region: value }),
  probability: (_, value, option) => ({ probability: numberIn(value, option, 0, 1) }),
  status: (rule, value, option) => ({ status: ofInjection(rule, option) && numberIn(value, option, 400, 599) }),
  message: (rule, value, option) => ({ message: ofInjection(rule, option) && value }),
  'retry-after': (rule, value, option) => ({ retryAfterMs: ofInjection(rule, option) && numberIn(value, option, 0) }),
  param: (rule, value, option) => ({ params: { ...ofInjection(rule, option).params, ...paramIn(value, option) } }),
};

/** The settings in the arguments of `imm-error-kit simulate`. Throws a `UsageError` where they make no sense. */
export function readArguments(args: readonly string[]): SimulateSettings {
  const { values, tokens } = parse(args);
  const { injections, faults } = readRules(tokens);
  return {
    port: numberIn(values.port, 'port', 0, 65_535),
    host: values.host,
    scenario: scenarioIn(values.scenario),
    injections,
    faults,
    simulator: {
      latencyMs: latencyIn(values.latency),
      seed: !values['no-seed'],
      ...(values['no-limits'] && { limits: noLimits }),
    },
    isQuiet: values.quiet,
  };
}

const never = Number.POSITIVE_INFINITY;
const noLimits = { apiQps: never, actionQps: {}, userQps: never, cu: never };

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, tokens: true });
  } catch (error) {
    // Some of Node's messages end with a full stop, others don't.
    throw new UsageError(`${(error as Error).message.replace(/\.$/, '')}.`);
  }
}

function readRules(tokens: ReturnType<typeof parse>['tokens']): Pick<SimulateSettings, 'injections' | 'faults'> {
  const injections: ImmInjectionRule[] = [];
  const faults: ImmFaultRule[] = [];
  let current: Rule | undefined;

  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, value = '' } = token;
    if (name === 'inject') {
      injections.push({ code: value });
      current = injections.at(-1);
    }
    if (name === 'fault') {
      faults.push(faultIn(value));
      current = faults.at(-1);
    }
    const change = details[name];
    if (!change) continue;
    if (!current) throw new UsageError(`--${name} says more of an --inject or --fault, so it has to follow one.`);
    Object.assign(current, change(current, value, name));
  }
  return { injections, faults };
}

function ofInjection(rule: Rule, option: string): ImmInjectionRule {
  if ('code' in rule) return rule;
  throw new UsageError(`--${option} says more of an --inject, but follows a --fault.`);
}

function faultIn(text: string): ImmFaultRule {
  const [kind = '', ms] = text.split('=', 2);
  if (!isFaultKind(kind)) throw new UsageError(`--fault ${text}: no fault is named so.`);
  return { kind, ...(ms !== undefined && { ms: numberIn(ms, 'fault', 0) }) };
}

function scenarioIn(text: string): ImmScenarioName {
  if (!Object.hasOwn(scenarios, text)) {
    throw new UsageError(`--scenario ${text}: there are only ${Object.keys(scenarios).join(', ')}.`);
  }
  // Safe: one of its own keys.
  return text as ImmScenarioName;
}

function latencyIn(text: string): number | [min: number, max: number] {
  const [min = '', max] = text.split('-', 2);
  const least = numberIn(min, 'latency', 0);
  return max === undefined ? least : [least, numberIn(max, 'latency', least)];
}

function paramIn(text: string, option: string): Record<string, string> {
  const [name, value] = text.split('=', 2);
  if (!name || value === undefined) throw new UsageError(`--${option} ${text}: it has to be a name=value.`);
  return { [name]: value };
}

function numberIn(text: string, option: string, min: number, max = Number.MAX_SAFE_INTEGER): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= min && value <= max) return value;
  const range = max === Number.MAX_SAFE_INTEGER ? `a number from ${min} on` : `a number from ${min} to ${max}`;
  throw new UsageError(`--${option} ${text}: it has to be ${range}.`);
}
