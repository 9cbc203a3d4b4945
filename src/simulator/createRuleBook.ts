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
      entries.add(entry);
      return () => {
        entries.delete(entry);
      };
    },
    match({ action, region }, limit = Number.POSITIVE_INFINITY) {
      const met: Rule[] = [];
      for (const entry of entries) {
        if (met.length >= limit) break;
        const { rule } = entry;
        if (rule.action !== undefined && rule.action !== action) continue;
        if (rule.region !== undefined && rule.region !== region) continue;
        if (rule.probability !== undefined && random() >= rule.probability) continue;
        entry.left -= 1;
        if (entry.left <= 0) entries.delete(entry);
        met.push(rule);
      }
      return met;
    },
    clear() {
      entries.clear();
    },
  };
}
