import { immCatalog } from 'imm-error-kit/core';
import { describe, expect, it } from 'vitest';
import { findRow, messageIdOf } from '../../../src/core/catalog/findRow.js';
import { otherRows } from '../../../src/core/catalog/otherRows.js';
import { quickest } from '../../setup/quickest.js';

const messages: Record<string, string> = {
  'message says input quota': 'Message: input quota exceed the max value',
  'message says resource count': 'Message: resource count exceeds the limit',
};
const blocked =
  'The request project is blocked due to throttling control. Please wait a few minutes before trying again.';

const documented = immCatalog.map((row) => ({
  row,
  label: row.variant ? `${row.pattern}, ${row.variant}` : row.pattern,
}));

describe('findRow', () => {
  it.each(documented)('finds $label, with names of its own', ({ row }) => {
    const code = row.pattern.replace('{P}', 'Widgets.2.Knob').replace('{R}', 'Gadget');
    const message = messages[row.variant ?? ''] ?? (row.pattern === 'Throttling' ? blocked : '');
    const found = findRow({ code, message });
    expect(found.row).toBe(row);
    expect(found.params).toEqual({
      ...(row.pattern.includes('{P}') && { P: 'Widgets.2.Knob' }),
      ...(row.pattern.includes('{R}') && { R: 'Gadget' }),
    });
  });

  it.each(documented.filter(({ row }) => !/[{ ]/.test(row.pattern) && !row.variant && row.pattern !== 'Throttling'))(
    'finds $label whatever its letter case',
    ({ row }) => {
      expect(findRow({ code: row.pattern.toLowerCase() }).row).toBe(row);
      expect(findRow({ code: row.pattern.toUpperCase() }).row).toBe(row);
    },
  );

  it.each([
    ['InvalidAccessKeyId.NotFound', 'InvalidAccessKeyIDNotFound', {}],
    ['InvalidAccessKeyId.Inactive', 'InvalidAccessKeyIDInactive', {}],
    ['InvalidSecurityToken.Expired', 'InvalidSecurityTokenExpired', {}],
    ['InvalidSecurityToken.MismatchWithAccessKey', 'InvalidSecurityTokenMismatchWithAccessKey', {}],
    ['SignatureDoesNotMatch', 'SignatureNotMatch', {}],
    ['Forbidden.AccessDenied', 'AccessDenied', {}],
    ['ForbiddenAccessDenied', 'ForbiddenAccessDenied', {}],
    ['Forbidden.RAM', 'AccessDenied', {}],
    ['Forbidden.AccountSuspended', 'AccountSuspended', {}],
    ['Throttling', 'Throttling.User', {}],
    ['Throttling.UserFlow', 'Throttling.User', {}],
    ['OperationTooFrequent', 'Throttling.User', {}],
    ['InvalidImageId.NotFound', 'ResourceNotFound', { R: 'ImageId' }],
    ['DatasetNotExist', 'ResourceNotFound', { R: 'Dataset' }],
    ['EntityNotExist.User', 'ResourceNotFound', { R: 'User' }],
    ['ProjectAlreadyExists', 'ResourceAlreadyExists', { R: 'Project' }],
    ['NoPermission', 'AccessDenied', {}],
    ['User.NoAuth', 'AccessDenied', {}],
    ['Unauthorized', 'AccessDenied', {}],
    ['Account.Arrears', 'Forbidden.AccountInDebt', {}],
    ['InvalidAccountOverdue', 'Forbidden.AccountInDebt', {}],
    ['UserSuspended', 'AccountSuspended', {}],
    ['RequestTimeout', 'Timeout', {}],
    ['ServiceUnavailableTemporary', 'ServiceUnavailable', {}],
    ['MissingAccessKeyId', 'Credentials', {}],
    ['InvalidCredentials', 'Credentials', {}],
    ['MissingProject', 'Missing{P}', { P: 'Project' }],
    ['MissingParameter', 'Missing{P}', {}],
    ['MissingParameter.Project', 'Missing{P}', { P: 'Project' }],
    ['InvalidParameter', 'InvalidArgument', {}],
    ['InvalidParameter.MaxKeys', 'Invalid{P}', { P: 'MaxKeys' }],
    ['InvalidParameter.MaxKeys.Empty', 'Missing{P}', { P: 'MaxKeys' }],
    ['InvalidParameter.MaxKeys.WrongFormat', 'Invalid{P}', { P: 'MaxKeys' }],
    ['InvalidParameterName', 'Invalid{P}', { P: 'ParameterName' }],
    ['InvalidTimeoutSeconds', 'Invalid{P}', { P: 'TimeoutSeconds' }],
    ['InvalidSources.1.URI', 'Invalid{P}', { P: 'Sources.1.URI' }],
    ['InvalidJSON Array parsing error,Targets', 'InvalidJSON Array parsing error, {P}', { P: 'Targets' }],
    ['LimitExceededError', 'LimitExceeded', {}],
    ['ENOTFOUND', 'Offline', {}],
    ['ECONNREFUSED', 'Offline', {}],
    ['ECONNRESET', 'ConnectionLost', {}],
    ['ETIMEDOUT', 'ClientTimeout', {}],
    ['TimeoutError', 'ClientTimeout', {}],
    ['AbortError', 'Aborted', {}],
    ['ChunkLoadError', 'StaleAssets', {}],
    ['ORDER.OPENED', 'UnknownCode', {}],
    ['__proto__', 'UnknownCode', {}],
  ])('decides %s as %s', (code, pattern, params) => {
    const found = findRow({ code });
    expect(found.row.pattern).toBe(pattern);
    expect(found.params).toEqual(params);
  });

  it('takes a bare Throttling for a blocked project only if the message says so', () => {
    expect(findRow({ code: 'Throttling', message: blocked }).row.pattern).toBe('Throttling');
    expect(findRow({ code: 'Throttling', message: 'Request was denied.' }).row.pattern).toBe('Throttling.User');
  });

  it.each([
    [401, '', 'credentials'],
    [403, 'You have no permission.', 'permission'],
    [403, '当前用户暂无权限', 'permission'],
    [403, 'Blocked by a firewall.', 'unknown'],
    [404, '', 'not-found'],
    [405, '', 'request'],
    [408, '', 'timeout'],
    [409, '', 'conflict'],
    [412, '', 'conflict'],
    [413, '', 'validation'],
    [415, '', 'request'],
    [429, '', 'throttling'],
    [500, '', 'unavailable'],
    [502, '', 'unavailable'],
    [504, '', 'timeout'],
    [400, '', 'unknown'],
    [200, '', 'unknown'],
  ])('decides status %i with "%s" as %s', (status, message, category) => {
    expect(findRow({ code: '', message, status }).row).toMatchObject({ category, outcome: 'unknown' });
    expect(findRow({ code: 'NeverHeardOf', message, status }).row.category).toBe(category);
  });

  it.each([
    [401, 'refresh-credentials'],
    [404, 'open-list'],
    [409, 'reload'],
    [429, 'retry'],
  ])('offers second what the words of status %i without a code tell, which is to %s', (status, secondaryAction) => {
    expect(findRow({ code: '', status }).row).toMatchObject({ primaryAction: 'copy-diagnostics', secondaryAction });
    expect(findRow({ code: 'NeverHeardOf', status }).row.secondaryAction).toBeUndefined();
  });

  it('takes what has neither code nor status for a bug of the app', () => {
    expect(findRow({ code: '' }).row.pattern).toBe('AppBug');
  });

  it.each([...immCatalog, ...otherRows])('has an id of its own for the words of $pattern $variant', (row) => {
    const same = [...immCatalog, ...otherRows].filter((other) => messageIdOf(other) === messageIdOf(row));
    expect(same).toEqual([row]);
  });

  it.each(['Invalid.', 'Missing', 'a.NotFound', 'x'.repeat(9), 'Forbidden.'])(
    'takes little time over %s repeated',
    (unit) => {
      const time = quickest(() => {
        findRow({ code: unit.repeat(20_000), message: 'project blocked '.repeat(5000) });
        findRow({ code: 'Throttling', message: 'project '.repeat(10_000) });
      });
      expect(time).toBeLessThan(100);
    },
  );
});
