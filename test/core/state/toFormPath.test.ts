import { describe, expect, it } from 'vitest';
import { toFormPath } from '../../../src/core/state/toFormPath.ts';
import { quickest } from '../../setup/quickest.js';

describe('toFormPath', () => {
  it.each([
    ['ProjectName', 'projectName'],
    ['Sources.1.URI', 'sources[0].uri'],
    ['Sources.12.Subtitles.3.Language', 'sources[11].subtitles[2].language'],
    ['Dataset.WorkflowParameters.2.Name', 'dataset.workflowParameters[1].name'],
    ['OSSUri', 'ossUri'],
    ['URI', 'uri'],
    ['Tags.0', 'tags.0'],
    ['already.camelCase', 'already.camelCase'],
    ['', ''],
  ])('turns %s into %s', (parameter, path) => {
    expect(toFormPath(parameter)).toBe(path);
  });

  it('takes a name of 10 kB at once', () => {
    expect(quickest(() => toFormPath('A.1.'.repeat(2500)))).toBeLessThan(50);
  });
});
