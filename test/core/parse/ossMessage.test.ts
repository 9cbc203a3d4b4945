import { describe, expect, it } from 'vitest';
import { readOssMessage } from '../../../src/core/parse/ossMessage.js';

const requestId = '647EB6AC7B423D3538DB6D61';
const immRequestId = '9D31D05E-FC1C-582E-B31E-3E1327F97B53';

describe('what OSS says of a failure in IMM', () => {
  it.each([
    {
      label: 'with the request id of IMM',
      message: `InvalidArgument, [target]:is required. ${immRequestId}`,
      expected: { code: 'InvalidArgument', message: '[target]:is required.', requestId: immRequestId },
    },
    {
      label: 'with that of OSS alone',
      message: 'InvalidArgument, The parameter OctreeOption is required but not provided.',
      expected: {
        code: 'InvalidArgument',
        message: 'The parameter OctreeOption is required but not provided.',
        requestId,
      },
    },
    {
      label: 'with an id inside its text',
      message: `ResourceNotFound, Task ${immRequestId} is not found.`,
      expected: { code: 'ResourceNotFound', message: `Task ${immRequestId} is not found.`, requestId },
    },
    {
      label: 'over several lines',
      message: `InvalidArgument, one\ntwo ${immRequestId}\n`,
      expected: { code: 'InvalidArgument', message: 'one\ntwo', requestId: immRequestId },
    },
    {
      label: 'without a code',
      message: 'Something failed',
      expected: { code: undefined, message: 'Something failed', requestId },
    },
    { label: 'without a text', message: undefined, expected: { code: undefined, message: '', requestId } },
  ])('is taken apart $label', ({ message, expected }) => {
    expect(readOssMessage({ message, requestId })).toEqual(expected);
  });
});
