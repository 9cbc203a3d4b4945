import { describe, expect, it } from 'vitest';
import { readImmJson } from '../../../src/core/parse/immJson.js';

const body = {
  RequestId: 'D18E94DF-1D00-0B75-811E-3A4F5B6C7D8E',
  HostId: 'imm.cn-hangzhou.aliyuncs.com',
  Code: 'InvalidArgument',
  Message: 'The parameter ProjectName is required but not provided.',
  Recommend: 'https://next.api.aliyun.com/troubleshoot?q=InvalidArgument&product=imm',
};

// What is left to the long way gives the same facts in the end, so that only this shows which way was taken.
describe('the short way', () => {
  it.each(['InvalidArgument', 'Throttling.User', 'SuccessRateTooLow', 'Imm Clients', 'Timeout'])(
    'reads an answer with the code %s',
    (Code) => {
      expect(readImmJson({ ...body, Code })).toEqual({
        code: Code,
        message: body.Message,
        requestId: body.RequestId,
        hostId: body.HostId,
        recommend: body.Recommend,
      });
    },
  );

  it.each([
    ['null', null],
    ['a text', 'InvalidArgument'],
    ['a list', [body]],
    ['a code that OSS wraps', { ...body, Code: 'Imm Client' }],
    ['a success', { ...body, Code: 'Success' }],
    ['a success in other letters', { ...body, Code: 'SUCcess' }],
    ['an errno', { ...body, Code: 'ECONNRESET' }],
    ['a status as code', { ...body, Code: '404' }],
    ['a code that begins otherwise', { ...body, Code: '*InvalidArgument' }],
    ['a field more', { ...body, AccessDeniedDetail: {} }],
    ...Object.keys(body).flatMap((key): [string, object][] => [
      [`${key} missing`, { ...body, [key]: undefined }],
      [`${key} empty`, { ...body, [key]: '' }],
      [`${key} a number`, { ...body, [key]: 7 }],
      [`${key} as a template leaves it`, { ...body, [key]: 'undefined' }],
    ]),
  ])('leaves %s to the long way', (_, value) => {
    expect(readImmJson(value)).toBeUndefined();
  });
});
