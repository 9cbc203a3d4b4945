import { createImmSimulator, type ImmSimulator } from 'imm-error-kit/simulator';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { call } from './call.js';

let simulator: ImmSimulator;

beforeEach(() => {
  simulator = createImmSimulator();
});

afterEach(() => {
  vi.useRealTimers();
});

const create = (headers: Record<string, string> = {}) =>
  new Request('https://imm.example.com/?Action=CreateProject&Version=2020-09-30&ProjectName=demo', { headers });
const exists = () => simulator.getState().projects.some(({ ProjectName }) => ProjectName === 'demo');

describe('faults on the way', () => {
  it.each([
    { kind: 'drop-before', applied: false },
    { kind: 'drop-after', applied: true },
  ] as const)('$kind breaks the connection; applied: $applied', async ({ kind, applied }) => {
    simulator.fault({ kind, times: 1 });
    await expect(simulator.fetch(create())).rejects.toThrow(TypeError);
    expect(exists()).toBe(applied);
    expect(simulator.getLog().at(-1)?.status).toBeUndefined();
  });

  it.each([
    { fault: 'html-502', status: 502, text: /^<html>.*502 Bad Gateway/s, type: 'text/html', applied: false },
    { fault: 'empty-body', status: 200, text: /^$/, type: 'application/json;charset=utf-8', applied: true },
    {
      fault: 'truncated-json',
      status: 200,
      text: /^\{"RequestId".*[^}]$/s,
      type: 'application/json;charset=utf-8',
      applied: true,
    },
    {
      fault: 'lower-case-keys',
      status: 200,
      text: /^\{"requestId":.*"projectName":"demo"/s,
      type: 'application/json;charset=utf-8',
      applied: true,
    },
  ])('$fault by header; applied: $applied', async ({ fault, status, text, type, applied }) => {
    const response = await simulator.fetch(create({ 'x-imm-fault': fault }));
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe(type);
    expect(await response.text()).toMatch(text);
    expect(exists()).toBe(applied);
  });

  it('mangles an injected failure too', async () => {
    const headers = { 'x-imm-fault': 'lower-case-keys', 'x-imm-inject': 'AccessDenied' };
    const { body } = await call(simulator, 'CreateProject', {}, { headers });
    expect(body).toMatchObject({ code: 'AccessDenied', accessDeniedDetail: { authAction: 'imm:CreateProject' } });
  });
});

describe('latency', () => {
  it('holds every answer back, and adds what a fault adds', async () => {
    vi.useFakeTimers();
    simulator = createImmSimulator({ latencyMs: 100 });
    const done = vi.fn();
    void simulator.fetch(create({ 'x-imm-fault': 'latency=400' })).then(done);

    await vi.advanceTimersByTimeAsync(499);
    expect(done).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(done).toHaveBeenCalledOnce();
  });

  it('ends with the signal, before anything is applied', async () => {
    simulator = createImmSimulator({ latencyMs: 10_000 });
    const abort = new AbortController();
    const answer = simulator.fetch(new Request(create(), { signal: abort.signal }));
    setTimeout(() => abort.abort(), 10);
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    expect(exists()).toBe(false);
  });
});
