import type { ImmSimulator } from 'imm-error-kit/simulator';

export interface CallOptions {
  headers?: Record<string, string>;
  /** @default cn-hangzhou */
  region?: string;
  version?: string;
}

export interface CallResult {
  status: number;
  headers: Headers;
  // Answers have no type of their own: a test reads the few names that it is about.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  body: any;
}

/** Calls an action as a console session does: an RPC form, with a role instead of a signature. */
export async function call(
  simulator: ImmSimulator,
  action: string,
  params: Record<string, unknown> = {},
  { headers = {}, region, version = '2020-09-30' }: CallOptions = {},
): Promise<CallResult> {
  const form = new URLSearchParams({ Action: action, Version: version, Format: 'JSON' });
  for (const [name, value] of Object.entries(params)) {
    form.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  const response = await simulator.fetch(
    new Request('https://imm.example.com/', {
      method: 'POST',
      body: form,
      headers: { ...headers, ...(region && { 'x-imm-region': region }) },
    }),
  );
  return { status: response.status, headers: response.headers, body: await response.json() };
}
