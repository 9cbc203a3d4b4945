import {
  type ForwardRefExoticComponent,
  forwardRef,
  type HTMLAttributes,
  type ReactNode,
  type Ref,
  type RefAttributes,
} from 'react';
import { joinSentences } from '../../core/state/joinSentences.js';
import { ramConsoleOf } from '../../core/state/links.js';
import { isIdentityPolicy, permissionPolicyOf } from '../../core/state/permissionPolicyOf.js';
import type { ImmAccessDenied, ImmActionKind, ImmErrorState, ImmMessages } from '../../core/types.js';
import { warnOnce } from '../../core/warnOnce.js';
import { copyText } from '../copyText.js';
import { type ImmErrorSource, useImmError } from '../hooks/useImmError.js';
import { useImmErrorContext } from '../ImmErrorContext.js';
import { permissionFactsOf } from '../permissionFactsOf.js';
import { permissionRequestOf } from '../permissionRequestOf.js';
import { ActionButton } from './ActionButton.js';
import { bothGiven } from './bothGiven.js';

/** What `PermissionsHint` takes: the attributes of its root as well. */
export interface PermissionsHintProps extends HTMLAttributes<HTMLDivElement> {
  /** What failed: anything that `useImmError` takes. */
  source?: ImmErrorSource;
  /** A state to show as it is, instead of `source`. */
  state?: ImmErrorState | null | undefined;
  /** Leaves out the button that copies the request, where it stands elsewhere. @default false */
  bare?: boolean | undefined;
}

/**
 * Says what to ask an administrator for: the action, the resource, who was refused and by what, and a policy that would
 * help. Renders nothing where the answer did not say why it was refused.
 */
export const PermissionsHint: ForwardRefExoticComponent<PermissionsHintProps & RefAttributes<HTMLDivElement>> =
  forwardRef(function PermissionsHint(
    { source, state, bare = false, className, ...rest }: PermissionsHintProps,
    ref: Ref<HTMLDivElement>,
  ): ReactNode {
    warnOnce(() => process.env.NODE_ENV !== 'production' && bothGiven('PermissionsHint', source, state));
    const context = useImmErrorContext();
    const { state: shown } = useImmError(source ?? state);
    const permission = shown?.permission;
    if (!shown || !permission) return null;

    const { messages, site } = context;
    const facts = permissionFactsOf(permission, messages);
    const policy = permissionPolicyOf(shown);
    const reason = reasonOf(permission, messages);
    const heading = messages.format('permission.heading', {});
    const actions: readonly CopyAction[] = [
      {
        kind: 'request-permission',
        label: 'permission.copy-request',
        text: !bare && permissionRequestOf(shown, context),
        copied: 'copied.request',
      },
      { kind: 'request-permission', label: 'permission.copy-policy', text: policy },
      { kind: 'copy-diagnostics', label: 'permission.copy-diagnostic', text: permission.encodedDiagnosticMessage },
    ];

    return (
      <div
        role="group"
        aria-label={heading}
        {...rest}
        ref={ref}
        className={className ? `imm-permission ${className}` : 'imm-permission'}
        data-part="permission"
      >
        {(facts.length > 0 || reason) && (
          <p className="imm-permission-heading" data-part="permission-heading">
            {heading}
          </p>
        )}
        {facts.length > 0 && (
          <dl data-part="permission-list">
            {facts.map(([label, value, isCode]) => (
              <div key={label} data-part="permission-row">
                <dt>{label}</dt>
                <dd {...(isCode && { dir: 'ltr', translate: 'no' })}>{value}</dd>
              </div>
            ))}
          </dl>
        )}
        {reason && <p data-part="permission-reason">{reason}</p>}
        {policy && (
          <details data-part="permission-policy">
            <summary data-part="permission-policy-toggle">{messages.format('permission.policy', {})}</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long policy scrolls, so the keyboard has to reach it */}
            <pre dir="ltr" tabIndex={0} translate="no" data-part="permission-policy-text">
              {policy}
            </pre>
          </details>
        )}
        <div className="imm-actions" data-part="actions">
          {actions.map(
            ({ kind, label, text, copied }) =>
              text && (
                <ActionButton
                  key={label}
                  requestId={shown.details.requestId}
                  action={{
                    kind,
                    label: messages.format(label, {}),
                    primary: false,
                    run: () => copyText(text, context, copied),
                  }}
                />
              ),
          )}
          {canChangeInRam(permission) && (
            <ActionButton
              action={{
                kind: 'request-permission',
                label: messages.format('permission.open-ram', {}),
                href: ramConsoleOf(site),
                primary: false,
              }}
            />
          )}
        </div>
      </div>
    );
  });

/** What can be copied here, if there is such a text. */
interface CopyAction {
  kind: ImmActionKind;
  label: string;
  text: string | false | undefined;
  /** The message that says it. */
  copied?: string;
}

// Control policies belong to the resource directory, session policies to whoever issued the session.
function canChangeInRam({ policyType }: ImmAccessDenied): boolean {
  return isIdentityPolicy(policyType) || policyType === 'AssumeRolePolicy';
}

// Who can help depends on which policy decided: a grant never outweighs an explicit deny.
function reasonOf({ noPermissionType, policyType = '' }: ImmAccessDenied, messages: ImmMessages): string {
  const isImplicit = noPermissionType === 'ImplicitDeny';
  const id = isImplicit ? 'permission.reason.implicit' : noPermissionType && 'permission.reason.explicit';
  // Where the answer doesn't say which, neither do we.
  const reason = id ? messages.format(id, {}) : '';
  if (isImplicit ? isIdentityPolicy(policyType) : !noPermissionType && !policyType) return reason;
  return joinSentences(reason, messages.format('permission.owner', { type: policyType }));
}
