import { readBatch } from 'imm-error-kit/core';
import { describe, expect, it } from 'vitest';

const notFound = 'The specified resource file is not found.';

describe('readBatch', () => {
  it('reads the files of BatchUpdateFileMeta', () => {
    const { succeeded, failed } = readBatch({
      RequestId: 'F5BF215E-3237-0852-B9C6-F233D44A0000',
      Files: [
        { URI: 'oss://media/a.jpg', Success: true },
        {
          URI: 'oss://media/b.jpg',
          Success: false,
          Message: '*error.OpError : InvalidArgument | Index KV count exceeded, should be no more than 100.',
        },
      ],
    });

    expect(succeeded.map((item) => item['URI'])).toEqual(['oss://media/a.jpg']);
    expect(failed).toHaveLength(1);
    expect(failed[0]?.item['URI']).toBe('oss://media/b.jpg');
    expect(failed[0]?.error).toMatchObject({
      code: 'InvalidArgument',
      origin: 'item',
      requestId: 'F5BF215E-3237-0852-B9C6-F233D44A0000',
    });
  });

  it('reads the files of AddStoryFiles, which name an error only where there is one', () => {
    const { succeeded, failed } = readBatch({
      Files: [
        { URI: 'oss://media/a.jpg', ErrorCode: 'ResourceNotFound', ErrorMessage: notFound },
        { URI: 'oss://media/b.jpg', ErrorCode: '', ErrorMessage: '' },
      ],
    });
    expect(failed.map(({ error }) => error.code)).toEqual(['ResourceNotFound']);
    expect(succeeded).toHaveLength(1);
  });

  it.each(['0', 0, '200', 'OK', 'Success'])('takes the code %s of an item for a success', (ErrorCode) => {
    const { succeeded, failed } = readBatch({ Files: [{ URI: 'oss://a/b', ErrorCode, ErrorMessage: 'success' }] });
    expect({ succeeded: succeeded.length, failed: failed.length }).toEqual({ succeeded: 1, failed: 0 });
  });

  it('takes an item for a failure that has a message alone', () => {
    expect(readBatch({ Files: [{ URI: 'oss://a/b', ErrorMessage: notFound }] }).failed).toHaveLength(1);
    expect(readBatch({ Files: [{ URI: 'oss://a/b', ErrorCode: '', ErrorMessage: notFound }] }).failed).toHaveLength(1);
  });

  it('takes an item for a failure whose code is no text', () => {
    const ErrorCode: unknown = Object.create(null);
    expect(readBatch({ Files: [{ URI: 'oss://a/b', ErrorCode }] }).failed).toHaveLength(1);
  });

  it('reads the SDK’s response around it, in its letter case', () => {
    const { failed } = readBatch({
      statusCode: 200,
      body: {
        requestId: 'F5BF215E',
        files: [{ URI: 'oss://a/b', errorCode: 'ResourceNotFound', errorMessage: notFound }],
      },
    });
    expect(failed[0]?.error).toMatchObject({ code: 'ResourceNotFound', requestId: 'F5BF215E' });
  });

  it.each([
    ['null', null],
    ['a text', 'done'],
    ['an answer without items', { RequestId: 'F5BF215E', Files: [{ URI: 'oss://a/b' }] }],
    ['a list of nothing', { Files: [null, undefined, 3] }],
    [
      'a hostile object',
      new Proxy(
        {},
        {
          ownKeys() {
            throw new Error('no');
          },
        },
      ),
    ],
  ])('finds nothing failed in %s', (_, answer) => {
    expect(readBatch(answer).failed).toEqual([]);
  });
});
