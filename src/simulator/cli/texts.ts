import { messageIdOf } from '../../core/catalog/findRow.js';
import { immCatalog } from '../../core/catalog/immCatalog.js';
import { defaultAccessKeys, defaultRoles } from '../defaults.js';
import { faultKinds } from '../faults.js';
import { resolveFailure } from '../resolveFailure.js';
import { scenarios } from '../scenarios.js';
import type { ImmRuleScope, ImmSimulatorLogEntry } from '../types.js';
import type { SimulateSettings } from './readArguments.js';

/** What `imm-error-kit --help` prints. */
export const help: string = `imm-error-kit simulate: IMM 2020-09-30 on a port of your own, for the SDK of any language

  npx imm-error-kit simulate --port 4010
  npx imm-error-kit simulate --inject Throttling.User --times 3 --retry-after 2000
  npx imm-error-kit simulate --inject 'Missing{P}' --param P=DatasetName --action CreateDataset

Options
  --port <number>        where it listens; 0 for any free port [4010]
  --host <name>          [127.0.0.1, which no other machine reaches]
  --scenario <name>      ${Object.keys(scenarios).join(', ')} [normal]
  --latency <ms>         how long each answer takes, or from-to: 60-180 [0]
  --no-limits            never throttles by itself
  --no-seed              starts without example projects
  --quiet                prints no line for each call
  --help, --version

What fails, as often as you like
  --inject <code>        answers with this row of the catalogue, or any other code
  --fault <kind>         ${faultKinds.slice(0, 4).join(', ')},
                         ${faultKinds.slice(4).join(', ')}; latency=<ms>
and behind each of them, for that one alone
  --times <number>       how many calls it concerns [all]
  --action <name>        only calls of this operation
  --region <id>          only calls to this region
  --probability <0-1>    [1]
  --param <name=value>   names in the code and the message: P a parameter, R a resource
  --status, --message, --retry-after <ms>

One call alone fails by its header, x-imm-inject: <code>, or its query, imm-inject=<code>.

Codes
${immCatalog.map((row) => `  ${row.variant ? messageIdOf(row) : row.pattern}`).join('\n')}
`;

/** What is printed once it listens. */
export function welcome(url: string, { scenario, injections, faults }: SimulateSettings): string {
  const keys = defaultAccessKeys.map(({ accessKeyId, accessKeySecret, role, securityToken, failure, expiresAt }) => {
    const note = failure ?? (expiresAt === 0 ? 'InvalidSecurityTokenExpired' : role);
    return `  ${accessKeyId.padEnd(20)}${accessKeySecret.padEnd(28)}${(securityToken ?? '').padEnd(26)}${note}`;
  });
  const failures = [
    ...(scenario === 'normal' ? [] : [`  scenario ${scenario}`]),
    ...injections.map((rule) => `  ${wireLine(rule.code, rule)}${scopeOf(rule)}`),
    ...faults.map((rule) => `  ${rule.kind}${rule.ms === undefined ? '' : ` by ${rule.ms} ms`}${scopeOf(rule)}`),
  ];
  return `IMM 2020-09-30 is simulated at ${url}

Access keys         secret                      session token             gets
${keys.join('\n')}
Calls without a signature choose a role by the header x-imm-role: ${defaultRoles.map(({ name }) => name).join(', ')}.
${failures.length > 0 ? `\nWhat fails\n${failures.join('\n')}\n` : ''}
Any SDK:      endpoint ${new URL(url).host}, protocol HTTP, region cn-hangzhou
Try it:       curl '${url}/?Action=ListProjects&Version=2020-09-30'
One failure:  curl -H 'x-imm-inject: Throttling.User' '${url}/?Action=ListProjects&Version=2020-09-30'
More:         npx imm-error-kit simulate --help
`;
}

/** A call as a line of the log. */
export function logLine({ at, action, region, status, code }: ImmSimulatorLogEntry): string {
  const time = new Date(at).toISOString().slice(11, 23);
  return `${time}  ${status ?? '---'}  ${action || '(no action)'}  ${region}${code ? `  ${code}` : ''}`;
}

function wireLine(code: string, rule: SimulateSettings['injections'][number]): string {
  const wire = resolveFailure(rule);
  return `${wire.status} ${wire.code}${wire.code === code ? '' : ` (${code})`}`;
}

function scopeOf({ times, action, region, probability }: ImmRuleScope): string {
  const parts = [
    action && `of ${action}`,
    region && `in ${region}`,
    times && (times === 1 ? 'once' : `${times} times`),
    probability !== undefined && `in ${probability * 100} % of the calls`,
  ].filter(Boolean);
  return parts.length > 0 ? `, ${parts.join(', ')}` : '';
}
