import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { ImmErrorProvider, PermissionsHint } from 'imm-error-kit';
import { messages as chinese } from 'imm-error-kit/locales/zh-CN';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { answer, implicitDeny } from '../answers.ts';

const writeText = vi.fn(() => Promise.resolve());

beforeEach(() => {
  writeText.mockClear();
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
});

function denied(detail: object): object {
  return answer('AccessDenied', 'You are not authorized.', { AccessDeniedDetail: detail });
}

describe('PermissionsHint', () => {
  it('names the action, the resource and who was refused', () => {
    render(<PermissionsHint source={denied(implicitDeny)} />);

    const text = screen.getByRole('group', { name: 'Why it was denied' }).textContent;
    expect(text).toContain('imm:CreateProject');
    expect(text).toContain('acs:imm:cn-hangzhou:1234567890123456:project/films');
    expect(text).toContain('lin.wei');
  });

  it('offers the least policy that would allow it', async () => {
    render(<PermissionsHint source={denied(implicitDeny)} />);
    fireEvent.click(screen.getByRole('button', { name: 'Copy policy' }));

    await waitFor(() => expect(writeText).toHaveBeenCalledOnce());
    expect(JSON.parse(String(writeText.mock.calls[0]?.at(0)))).toEqual({
      Version: '1',
      Statement: [{ Effect: 'Allow', Action: implicitDeny.AuthAction, Resource: implicitDeny.AuthResource }],
    });
  });

  it.each([
    { label: 'an explicit deny', detail: { ...implicitDeny, NoPermissionType: 'ExplicitDeny' } },
    { label: 'a control policy', detail: { ...implicitDeny, PolicyType: 'ControlPolicy' } },
    { label: 'a session policy', detail: { ...implicitDeny, PolicyType: 'SessionPolicy' } },
    { label: 'a trust policy', detail: { ...implicitDeny, PolicyType: 'AssumeRolePolicy' } },
  ])('offers no policy against $label, as no grant outweighs it', ({ detail }) => {
    render(<PermissionsHint source={denied(detail)} />);

    expect(screen.queryByRole('button', { name: 'Copy policy' })).toBeNull();
    expect(screen.getByText(/Only /)).toBeTruthy();
  });

  it('copies a request to send to an administrator', async () => {
    render(<PermissionsHint source={denied(implicitDeny)} />);
    fireEvent.click(screen.getByRole('button', { name: 'Copy request' }));

    expect(await screen.findByRole('button', { name: 'Copied. Send it to an administrator' })).toBeTruthy();
    expect(writeText).toHaveBeenCalledWith(
      [
        'I need permission in Alibaba Cloud.',
        'Action: imm:CreateProject',
        'Resource: acs:imm:cn-hangzhou:1234567890123456:project/films',
        'Identity: lin.wei (RAM user)',
        'Decided by: Identity policy',
        'Request ID: D18E94DF-1D00-0B75-811E-3A4F5B6C7D8E',
      ].join('\n'),
    );
  });

  it('asks for no more than is known', async () => {
    render(<PermissionsHint source={denied({ AuthAction: 'imm:CreateProject' })} />);
    fireEvent.click(screen.getByRole('button', { name: 'Copy request' }));

    const known = /^I need permission in Alibaba Cloud\.\nAction: imm:CreateProject\nRequest ID: [\w-]+$/;
    await waitFor(() => expect(writeText).toHaveBeenCalledWith(expect.stringMatching(known)));
    // Which policy it was, nobody has said, so nobody is named who could change it.
    expect(document.querySelector('[data-part="permission-reason"]')).toBeNull();
  });

  it('copies the encoded diagnostic message whole', async () => {
    render(<PermissionsHint source={denied(implicitDeny)} />);
    fireEvent.click(screen.getByRole('button', { name: 'Copy diagnostic message' }));

    await waitFor(() => expect(writeText).toHaveBeenCalledWith(implicitDeny.EncodedDiagnosticMessage));
  });

  it('links the RAM console of the site', () => {
    render(
      <ImmErrorProvider site="intl">
        <PermissionsHint source={denied(implicitDeny)} />
      </ImmErrorProvider>,
    );

    expect(screen.getByRole('link').getAttribute('href')).toBe('https://ram.console.alibabacloud.com/');
  });

  it.each([
    { policyType: 'AccountLevelIdentityBasedPolicy', noPermissionType: 'ExplicitDeny', links: 1 },
    { policyType: 'AssumeRolePolicy', noPermissionType: 'ImplicitDeny', links: 1 },
    { policyType: 'ControlPolicy', noPermissionType: 'ExplicitDeny', links: 0 },
    { policyType: 'SessionPolicy', noPermissionType: 'ImplicitDeny', links: 0 },
  ])('links it only where the policy can be changed there: $policyType → $links', ({ links, ...detail }) => {
    render(
      <PermissionsHint
        source={denied({ ...implicitDeny, PolicyType: detail.policyType, NoPermissionType: detail.noPermissionType })}
      />,
    );

    expect(screen.queryAllByRole('link', { name: /RAM console/ })).toHaveLength(links);
  });

  it.each([
    { noPermissionType: 'ImplicitDeny', reason: 'No policy allows this action.' },
    {
      noPermissionType: 'ExplicitDeny',
      reason: 'A policy denies this action. Only an administrator of the account can change the policy.',
    },
    // Which of the two it was, nobody has said.
    { noPermissionType: undefined, reason: 'Only an administrator of the account can change the policy.' },
  ])('says what it was refused for: $noPermissionType', ({ noPermissionType, reason }) => {
    const { container } = render(
      <PermissionsHint source={denied({ ...implicitDeny, NoPermissionType: noPermissionType })} />,
    );

    expect(container.querySelector('[data-part="permission-reason"]')?.textContent).toBe(reason);
  });

  it('has no heading over nothing, where only the encoded message is known', () => {
    const { container } = render(<PermissionsHint source={denied({ EncodedDiagnosticMessage: 'AQEAAA' })} />);

    expect(screen.getByRole('button', { name: 'Copy diagnostic message' })).toBeTruthy();
    expect(container.querySelector('dl, [data-part="permission-heading"]')).toBeNull();
  });

  it('writes the request with the colon of its language', async () => {
    render(
      <ImmErrorProvider messages={chinese}>
        <PermissionsHint source={denied(implicitDeny)} />
      </ImmErrorProvider>,
    );
    fireEvent.click(screen.getByRole('button', { name: '复制申请' }));

    await waitFor(() => expect(writeText).toHaveBeenCalledWith(expect.stringContaining('操作：imm:CreateProject')));
  });

  it('renders nothing where the answer does not say why it was refused', () => {
    render(<PermissionsHint source={answer('AccessDenied')} />);

    expect(screen.queryByRole('group')).toBeNull();
  });
});
