const condition = '(forced-colors: active)';

/**
 * Shows the page about as forced colours would, because no page can ask for them: what stands in
 * `@media (forced-colors: active)` counts for as long, and `forcedColors.css` does the browser's part.
 * Gives what undoes it. The tests use Chromium's real forced colours.
 */
export function imitateForcedColors(): () => void {
  const rules = [...document.styleSheets].flatMap((sheet) => mediaRules(sheet.cssRules));
  for (const rule of rules) rule.media.mediaText = 'all';
  return () => {
    for (const rule of rules) rule.media.mediaText = condition;
  };
}

function mediaRules(rules: CSSRuleList): CSSMediaRule[] {
  return [...rules].flatMap((rule) => {
    if (rule instanceof CSSMediaRule && rule.conditionText === condition) return [rule];
    return rule instanceof CSSGroupingRule ? mediaRules(rule.cssRules) : [];
  });
}
