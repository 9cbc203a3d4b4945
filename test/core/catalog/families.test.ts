import { describe, expect, it } from 'vitest';
import { findRow } from '../../../src/core/catalog/findRow.js';

describe('families of codes', () => {
  it.each([
    ['NotFound.Project', 'ResourceNotFound', { R: 'Project' }],
    ['ResourceNotExist.Project', 'ResourceNotFound', { R: 'Project' }],
    ['mydataset.notfound', 'ResourceNotFound', { R: 'mydataset' }],
    ['AlreadyExists.User', 'ResourceAlreadyExists', { R: 'User' }],
    ['EntityAlreadyExist.User', 'ResourceAlreadyExists', { R: 'User' }],
    ['Entity.AlreadyExists.User', 'ResourceAlreadyExists', { R: 'User' }],
    ['Resource.Project.NotFound', 'ResourceNotFound', { R: 'Project' }],
    ['InvalidResource.Project.NotFound', 'ResourceNotFound', { R: 'Project' }],
    ['InvalidResource.NotFound.Project', 'ResourceNotFound', { R: 'Project' }],
    ['InvalidResource.NotFound', 'ResourceNotFound', {}],
    ['Invalid.NotFound', 'ResourceNotFound', {}],
    ['Entity.Role.NotExist', 'ResourceNotFound', { R: 'Role' }],
    ['Entity.Role.AlreadyExists', 'ResourceAlreadyExists', { R: 'Role' }],
    ['InvalidEntity.Role.AlreadyExists', 'ResourceAlreadyExists', { R: 'Role' }],
    ['InvalidResourceGroup.AlreadyExists', 'ResourceAlreadyExists', { R: 'ResourceGroup' }],
    ['BucketAlreadyExist', 'ResourceAlreadyExists', { R: 'Bucket' }],
    ['Bucket.AlreadyExists', 'ResourceAlreadyExists', { R: 'Bucket' }],
    ['Zone.ServiceUnavailable', 'ServiceUnavailable', {}],
    ['User.AccessDenied.Policy', 'AccessDenied', {}],
    ['InvalidMaxKeys.Empty', 'Missing{P}', { P: 'MaxKeys' }],
    ['ESOCKETTIMEDOUT', 'ClientTimeout', {}],
    ['NoThrottlingHere', 'UnknownCode', {}],
    // Names of the kit's own rows: as a service's codes they are nobody's, and are shown.
    ['Aborted', 'UnknownCode', {}],
    ['Offline', 'UnknownCode', {}],
    ['AppBug', 'UnknownCode', {}],
  ])('take %s for %s', (code, pattern, params) => {
    expect(findRow({ code }).row.pattern).toBe(pattern);
    expect(findRow({ code }).params).toEqual(params);
  });

  it.each(['the project films is now blocked', 'blocked is now the project films', 'Blocked:\nthe PROJECT'])(
    'take a bare Throttling for a blocked project where the message says "%s"',
    (message) => {
      expect(findRow({ code: 'Throttling', message }).row.pattern).toBe('Throttling');
    },
  );

  it('look at the head of a long code and a long message', () => {
    expect(findRow({ code: `${'x'.repeat(310)}Timeout` }).row.pattern).toBe('UnknownCode');
    const late = `${'x'.repeat(1000)} input quota`;
    expect(findRow({ code: 'LimitExceededError', message: late }).row.pattern).toBe('LimitExceeded');
  });

  it('remember what a code names, unless the code is long', () => {
    expect(findRow({ code: 'InvalidKnob' })).toBe(findRow({ code: 'InvalidKnob' }));
    const long = `Invalid${'x'.repeat(93)}`;
    expect(findRow({ code: long })).not.toBe(findRow({ code: long }));
    expect(findRow({ code: long })).toEqual(findRow({ code: long }));
  });

  it.each([
    ['NeverHeardOf', 500, 'InternalError'],
    ['NeverHeardOf', 599, 'ServiceUnavailable'],
    ['NeverHeardOf', 600, 'UnknownCode'],
    ['NeverHeardOf', undefined, 'UnknownCode'],
    ['UnreadableAnswer', 600, 'UnreadableAnswer'],
    ['UnreadableAnswer', undefined, 'UnreadableAnswer'],
    ['UnreadableAnswer', 502, 'ServiceUnavailable'],
    ['', 400, 'UnreadableAnswer'],
    ['', undefined, 'AppBug'],
  ])('decide code "%s" with status %s as %s', (code, status, pattern) => {
    expect(findRow({ code, status }).row.pattern).toBe(pattern);
  });

  it('forget nothing when thousands of codes come', () => {
    for (let index = 0; index < 1000; index++) findRow({ code: `Invalid.Flood${index}` });
    expect(findRow({ code: 'InvalidLate' }).params).toEqual({ P: 'Late' });
    expect(findRow({ code: 'InvalidLate' })).not.toBe(findRow({ code: 'InvalidLate' }));
  });
});
