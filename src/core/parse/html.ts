import { HEAD } from './json.js';
import { decodeEntities } from './xml.js';

/** The title of a page that a proxy or gateway sent instead of an answer. */
export function readHtml(text: string): string {
  const [, title = ''] = /<title[^>]{0,99}>([^<]{0,999})/i.exec(text.slice(0, HEAD)) ?? [];
  return decodeEntities(title).trim();
}
