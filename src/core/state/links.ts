import type { ImmErrorFacts } from '../ImmError.js';
import type { ImmActionKind, ImmSite } from '../types.js';

// The one-click page that grants IMM its default service role, as IMM's own documentation links it for the international
// site. On the China site the documentation of VOD, AHAS, SMC and MaxCompute links theirs in the same form.
function serviceRolePage(domain: string): string {
  const request = `{"Requests":{"request1":{"RoleName":"AliyunIMMDefaultRole","TemplateId":"DefaultRole"}},"ReturnUrl":"https://imm.console.${domain}/","Service":"IMM"}`;
  return `https://ram.console.${domain}/#/role/authorize?request=${encodeURIComponent(request)}`;
}

const pages: Readonly<Record<ImmSite, Partial<Record<ImmActionKind, string>>>> = {
  cn: {
    'open-billing': 'https://usercenter2.aliyun.com/finance/fund-management/recharge',
    'open-service-role': serviceRolePage('aliyun.com'),
    'activate-service': 'https://imm.console.aliyun.com/',
    'switch-account': 'https://signin.aliyun.com/',
    troubleshoot: 'https://api.aliyun.com/troubleshoot?',
  },
  intl: {
    'open-billing': 'https://usercenter2-intl.aliyun.com/billing/#/account/overview',
    'open-service-role': serviceRolePage('alibabacloud.com'),
    'activate-service': 'https://imm.console.alibabacloud.com/',
    'switch-account': 'https://signin-intl.aliyun.com/login.htm',
    troubleshoot: 'https://api.alibabacloud.com/troubleshoot?intl_lang=EN_US&',
  },
};

/** The Alibaba Cloud page where an action is done, if it has one. */
export function pageOf(kind: ImmActionKind, site: ImmSite): string | undefined {
  return pages[site]?.[kind];
}

/** The RAM console of a site, where an administrator grants permissions. */
export function ramConsoleOf(site: ImmSite): string {
  return site === 'intl' ? 'https://ram.console.alibabacloud.com/' : 'https://ram.console.aliyun.com/';
}

/** Alibaba Cloud's page on a failure, by code and request id. */
export function troubleshootPage({ code, requestId }: ImmErrorFacts, site: ImmSite): string | undefined {
  if (!code || !requestId) return undefined;
  // Not `encodeURIComponent`, which throws on half a surrogate pair.
  const query = new URLSearchParams({ q: code, product: 'imm', requestId });
  return `${pageOf('troubleshoot', site)}${query}`.replaceAll('+', '%20');
}
