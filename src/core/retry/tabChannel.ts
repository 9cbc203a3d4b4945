import { attempt } from '../attempt.js';
import type { ThrottleChannel } from './ThrottleGate.js';

/** What one tab tells the others. */
interface TabMessage {
  kit: 'imm-error-kit';
  key: string;
  tab: string;
  /** How many wait in each lane of that tab. */
  waiting: Readonly<Record<string, number>>;
  /** The lanes that changed. */
  lanes: Readonly<Record<string, unknown>>;
}

/** The other tabs of the same user, as far as they could be heard. */
export interface TabChannel {
  /** How many wait in this lane of other tabs. */
  waitingElsewhere(lane: string): number;
  tell(waiting: Readonly<Record<string, number>>, lanes: Readonly<Record<string, unknown>>): void;
  close(): void;
}

interface TabChannelOptions {
  key: string;
  channel: ThrottleChannel | undefined;
  now: () => number;
  random: () => number;
  onLanes(lanes: Readonly<Record<string, unknown>>): void;
}

const maxTabs = 50;
// A tab that was closed without a word, or whose last message was lost, stops counting: those who wait speak each minute.
const forgetMs = 200_000;

/** Never throws: where the channel was closed, by the app or by the browser with the page, the tab goes on alone. */
export function createTabChannel({ key, channel, now, random, onLanes }: TabChannelOptions): TabChannel {
  const tab = `${now().toString(36)}-${random().toString(36).slice(2)}`;
  const others = new Map<string, { waiting: Readonly<Record<string, number>>; at: number }>();
  attempt(() => channel?.addEventListener('message', hear));

  return {
    waitingElsewhere(lane) {
      let sum = 0;
      for (const [other, { waiting, at }] of others) {
        if (now() - at > forgetMs) others.delete(other);
        else sum += waiting[lane] ?? 0;
      }
      return sum;
    },
    tell(waiting, lanes) {
      const message: TabMessage = { kit: 'imm-error-kit', key, tab, waiting, lanes };
      attempt(() => channel?.postMessage(message));
    },
    close: () => attempt(() => channel?.removeEventListener('message', hear)),
  };

  function hear({ data }: { data: unknown }): void {
    if (!isTabMessage(data) || data.key !== key || data.tab === tab) return;
    others.delete(data.tab);
    if (Object.keys(data.waiting).length) others.set(data.tab, { waiting: data.waiting, at: now() });
    if (others.size > maxTabs) others.delete(others.keys().next().value ?? '');
    onLanes(data.lanes);
  }
}

function isTabMessage(data: unknown): data is TabMessage {
  const message = data as Partial<TabMessage> | null | undefined;
  return (
    message?.kit === 'imm-error-kit' &&
    typeof message.tab === 'string' &&
    isRecord(message.lanes) &&
    isRecord(message.waiting) &&
    Object.values(message.waiting).every((count) => Number.isInteger(count) && count >= 0)
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
