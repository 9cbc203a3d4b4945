import { describe, expect, it } from 'vitest';
import { joinSentences } from '../../../src/core/state/joinSentences.js';

describe('two sentences', () => {
  it.each([
    ['It failed.', 'Your request changed nothing.', 'It failed. Your request changed nothing.'],
    ['操作失败。', '没有任何更改。', '操作失败。没有任何更改。'],
    ['本当ですか？', 'はい。', '本当ですか？はい。'],
    ['停！', '走。', '停！走。'],
    // The mark of another language in the middle of a sentence ends none.
    ['It says “。” here.', 'Read it.', 'It says “。” here. Read it.'],
    ['It failed.', '', 'It failed.'],
    ['', 'Your request changed nothing.', 'Your request changed nothing.'],
    ['', '', ''],
  ])('"%s" and "%s" are joined', (first, second, joined) => {
    expect(joinSentences(first, second)).toBe(joined);
  });
});
