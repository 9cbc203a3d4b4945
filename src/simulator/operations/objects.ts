import { fail } from '../ImmFailure.js';

/** What stands behind a URI. There is no OSS here, so the name of the object decides. */
export interface SimulatedObject {
  mediaType: string;
  contentType: string;
  size: number;
  filename: string;
}

const kinds = new Map<string, readonly [mediaType: string, contentType: string]>([
  ['jpg', ['image', 'image/jpeg']],
  ['jpeg', ['image', 'image/jpeg']],
  ['png', ['image', 'image/png']],
  ['heic', ['image', 'image/heic']],
  ['mp4', ['video', 'video/mp4']],
  ['mov', ['video', 'video/quicktime']],
  ['mkv', ['video', 'video/x-matroska']],
  ['mp3', ['audio', 'audio/mpeg']],
  ['wav', ['audio', 'audio/wav']],
  ['pdf', ['document', 'application/pdf']],
  ['docx', ['document', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document']],
  ['zip', ['archive', 'application/zip']],
]);

/**
 * Looks an object up.
 *
 * A bucket named `private-…` denies access; an object with `blocked` in its name can't be downloaded; an object with
 * the ending `.exe` is of no kind that IMM reads.
 */
export function findObject(uri: string): SimulatedObject {
  const [, bucket = '', key = ''] = /^\w+:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  if (bucket.startsWith('private-')) fail('OSSAccessError');
  if (key.includes('blocked')) fail('Invalid{R}.DownloadFailed', { R: 'File' });
  if (key.endsWith('.exe')) fail('Invalid{R}.Unsupported', { R: 'File' });

  const filename = key.split('/').at(-1) ?? key;
  const [mediaType, contentType] = kinds.get(filename.split('.').at(-1)?.toLowerCase() ?? '') ?? [
    'other',
    'application/octet-stream',
  ];
  return { mediaType, contentType, size: sizeOf(uri), filename };
}

/** Why work on an object fails later, after the call itself has succeeded. */
export function laterFailure(uri: string): { code: string; message: string } | undefined {
  if (uri.includes('missing')) {
    return { code: 'ResourceNotFound', message: 'The specified resource object is not found.' };
  }
  if (uri.includes('corrupt'))
    return { code: 'InvalidArgument', message: '*error.OpError : InvalidArgument | File corrupt.' };
  if (uri.includes('timeout')) return { code: 'Timeout', message: 'Request timed out. Please try again later.' };
  return undefined;
}

// A size that looks measured and stays the same for one name.
function sizeOf(uri: string): number {
  let hash = 7;
  for (const char of uri) hash = (hash * 31 + char.charCodeAt(0)) % 9_000_011;
  return 24_576 + hash;
}
