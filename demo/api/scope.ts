import { browserGateOptions } from 'imm-error-kit';
import { createThrottleGate, type ThrottleGate } from 'imm-error-kit/core';
import { useSettings } from '../settings/settings.ts';

/** Who calls, and where. Each has data and limits of its own. */
export interface Scope {
  role: string;
  region: string;
}

const gates = new Map<string, ThrottleGate>();

/** Who calls and where, as the panel is set. */
export function useScope(): Scope {
  const { role, region } = useSettings();
  return { role, region };
}

/** The one gate at which all requests of a user in a region wait while the service throttles them, over all tabs. */
export function gateOf({ role, region }: Scope): ThrottleGate {
  const key = `${role}@${region}`;
  const gate = gates.get(key) ?? createThrottleGate(browserGateOptions(key));
  gates.set(key, gate);
  return gate;
}

/** Lets go of all gates, and of what they remember. */
export function forgetGates(): void {
  for (const gate of gates.values()) gate.dispose();
  gates.clear();
}
