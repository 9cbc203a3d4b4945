import type { JsonObject } from './types.js';

/** A request, taken apart. Nothing in it is verified yet. */
export interface ImmCall {
  method: string;
  url: URL;
  headers: Headers;
  /** The body as it was sent. */
  body: Uint8Array<ArrayBuffer>;
  /** Query and form, undecoded beyond URL encoding. */
  flat: ReadonlyMap<string, string>;
  /** The same with `Sources.1.URI` folded into arrays and objects, or the JSON body. */
  params: JsonObject;
  action: string;
  version: string;
  region: string;
  /** Whether the answer goes out as XML. */
  xml: boolean;
}

/** What of a call is known however broken the rest of it is: enough to answer it. */
export type CallEnvelope = Pick<ImmCall, 'method' | 'url' | 'headers' | 'action' | 'region' | 'xml'>;
