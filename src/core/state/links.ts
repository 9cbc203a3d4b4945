import type { ImmErrorFacts } from '../ImmError.js';
import { safeLink } from '../safeLink.js';
import type { ImmActionKind, ImmSite } from '../types.js';

// The one-click page that grants IMM its default service role, as IMM's own documentation links it.
function serviceRolePage(domain: string): string {
  const request = {
    Requests: { request1: { RoleName: 'AliyunIMMDefaultRole', TemplateId: 'DefaultRole' } },
    ReturnUrl: `https://imm.console.${domain}/`,
    Service: 'IMM',
  };
  return `https://ram.console.${domain}/#/role/authorize?request=${encodeURIComponent(JSON.stringify(request))}`;
}

const pages: Readonly<Record<ImmSite, Partial<Record<ImmActionKind, string>>>> = {
  cn: {
    'open-billing': 'https://usercenter2.aliyun.com/finance/fund-management/recharge',
    'open-service-role': serviceRolePage('aliyun.com'),
    'activate-service': 'https://imm.console.aliyun.com/',
    'switch-account': 'https://signin.aliyun.com/',
  },
  intl: {
    'open-billing': 'https://usercenter2-intl.aliyun.com/billing/#/account/overview',
    'open-service-role': serviceRolePage('alibabacloud.com'),
    'activate-service': 'https://imm.console.alibabacloud.com/',
    'switch-account': 'https://signin-intl.aliyun.com/login.htm',
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

/** Alibaba Cloud's page on a failure: the one that the answer recommends, else one made from code and request id. */
export function troubleshootPage(facts: ImmErrorFacts, site: ImmSite): string | undefined {
  const recommended = safeLink(facts.recommend);
  if (recommended) return recommended;
  if (!facts.requestId || !facts.code) return undefined;

  const query = `q=${encodeURIComponent(facts.code)}&product=imm&requestId=${encodeURIComponent(facts.requestId)}`;
  const page =
    site === 'intl'
      ? 'https://api.alibabacloud.com/troubleshoot?intl_lang=EN_US&'
      : 'https://api.aliyun.com/troubleshoot?';
  return safeLink(page + query);
}
