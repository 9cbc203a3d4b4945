import { browserGateOptions } from 'imm-error-kit';
import { createThrottleGate, ImmError } from 'imm-error-kit/core';
import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('browserGateOptions', () => {
  it('lends the gate what the browser has', () => {
    const options = browserGateOptions('account');

    expect(options).toMatchObject({ key: 'account', storage: localStorage });
    expect(options.isHidden?.()).toBe(document.hidden);
    createThrottleGate(options).dispose();
  });

  it('leaves out what the browser lacks or refuses', async () => {
    vi.stubGlobal('BroadcastChannel', undefined);
    vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('Access is denied', 'SecurityError');
    });
    const options = browserGateOptions();

    expect(options).toMatchObject({ channel: undefined, storage: undefined });
    await expect(createThrottleGate(options).run(() => 'done')).resolves.toBe('done');
    vi.restoreAllMocks();
  });

  it('lets the gate go without a channel that the browser refuses', async () => {
    vi.stubGlobal('BroadcastChannel', function refuse() {
      throw new DOMException('Access is denied', 'SecurityError');
    });
    const gate = createThrottleGate(browserGateOptions());

    await expect(gate.run(() => 'done')).resolves.toBe('done');
    gate.dispose();
  });

  it('tells the other tabs, until the last gate that was given it is disposed of', async () => {
    const close = vi.spyOn(BroadcastChannel.prototype, 'close');
    const heard = vi.fn();
    const otherTab = new BroadcastChannel('imm-error-kit:account');
    otherTab.addEventListener('message', heard);
    const options = browserGateOptions('account');
    const [first, second] = [createThrottleGate(options), createThrottleGate(options)];
    first.dispose();
    expect(close).not.toHaveBeenCalled();

    await second.run(() => Promise.reject(new ImmError({ code: 'Throttling.User' }))).catch(() => {});
    await vi.waitFor(() => expect(heard).toHaveBeenCalled(), 10_000);
    second.dispose();
    expect(close).toHaveBeenCalledOnce();
    otherTab.close();
    vi.restoreAllMocks();
  });

  it('tells the gate when the tab is hidden or shown, until it is told to stop', () => {
    const listener = vi.fn();
    const stop = browserGateOptions().onVisibilityChange?.(listener);
    document.dispatchEvent(new Event('visibilitychange'));
    stop?.();
    document.dispatchEvent(new Event('visibilitychange'));

    expect(listener).toHaveBeenCalledOnce();
  });
});
