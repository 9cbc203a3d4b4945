import type { ImmRuleScope } from './types.js';

/** Standing rules, and which of them a call meets. */
export interface RuleBook<Rule extends ImmRuleScope> {
  /** Adds a rule and gives the way to take it back. */
  add(rule: Rule): () => void;
  /** The rules that this call meets, oldest first. Meeting a rule uses one of its `times` up. */
  match(call: { action: string; region: string }, limit?: number): Rule[];
  clear(): void;
}

export function createRuleBook<Rule extends ImmRuleScope>(random: () => number): RuleBook<Rule> {
  const entries = new Set<{ rule: Rule; left: number }>();

  return {
    add(rule) {
      const entry = { rule, left: rule.times ?? Number.POSITIVE_INFINITY };
      if (entry.left > 0) entries.add(entry);
      return () => {
        entries.delete(entry);
      };
    },
    match(call, limit = Number.POSITIVE_INFINITY) {
      const met: Rule[] = [];
      for (const entry of entries) {
        if (met.length >= limit) break;
        if (!concerns(entry.rule, call, random)) continue;
        entry.left -= 1;
        if (entry.left <= 0) entries.delete(entry);
        met.push(entry.rule);
      }
      return met;
    },
    clear() {
      entries.clear();
    },
  };
}

function concerns(rule: ImmRuleScope, call: { action: string; region: string }, random: () => number): boolean {
  const { action = call.action, region = call.region, probability = 1 } = rule;
  return action === call.action && region === call.region && (probability >= 1 || random() < probability);
}
