/** How urgently a text is spoken: `assertive` for failures of the person's own action, else `polite`. */
export type Politeness = 'assertive' | 'polite';

/** Speaks texts through live regions. */
export interface Announcer {
  /**
   * Speaks a text once. The same text again within a second is not repeated.
   *
   * @param askedAt When the person asked for what the text answers. The same answer to the same press is not repeated for
   * 10 seconds, unless something else was said in between.
   */
  announce(text: string, politeness: Politeness, askedAt?: number): void;
  /** Whether the live regions were there before now, so that a text put into them is spoken. */
  isReady(): boolean;
}

/** An announcer over two elements that are already in the page. */
export interface RegionAnnouncer extends Announcer {
  /** Takes the elements that hold the live regions; `undefined` when they go. */
  connect(regions: Record<Politeness, HTMLElement> | undefined): void;
}

const repeatWindow = 1000;
// One press can repeat the requests of many widgets, which recover one after another: read each in its turn, they bury what
// the person does meanwhile (https://github.com/Shopify/polaris-react-archive/pull/1719). As marks of a countdown are said
// at least 10 seconds apart, so is this.
const answerWindow = 10_000;

/**
 * One announcer for many messages: texts that come together are joined, so that none is lost.
 *
 * Screen readers drop an announcement when a second live region changes at the same moment, and don't notice a region
 * that arrives with its text already in it. So there is one pair of regions, mounted empty, and text goes in later.
 */
export function createAnnouncer(): RegionAnnouncer {
  let regions: Record<Politeness, HTMLElement> | undefined;
  let ready = false;
  const queues: Record<Politeness, string[]> = { assertive: [], polite: [] };
  const spokenAt = new Map<string, number>();
  let lastText = '';
  let lastAskedAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    timer = undefined;
    for (const politeness of ['assertive', 'polite'] as const) {
      const text = queues[politeness].splice(0).join(' ');
      const region = regions?.[politeness];
      if (!region || !text) continue;

      // An equal text is no change, so nothing would be spoken: a trailing no-break space makes it one.
      region.textContent = region.textContent === text ? `${text}\u00a0` : text;
    }
  }

  return {
    connect(next) {
      regions = next;
      ready = false;
      if (next)
        setTimeout(() => {
          ready = regions === next;
        }, 0);
      else {
        clearTimeout(timer);
        // Into nothing: a hidden page may come back, and what was to be said before is of no use by then.
        flush();
      }
    },
    isReady: () => ready,
    announce(text, politeness, askedAt = Number.NaN) {
      const now = Date.now();
      // What one press repeats is repeated within a moment.
      const isSameAnswer = text === lastText && Math.abs(askedAt - lastAskedAt) < repeatWindow;
      const silence = isSameAnswer ? answerWindow : repeatWindow;
      // Without its sign, as the clock can be set back.
      if (!text || Math.abs(now - (spokenAt.get(text) ?? Number.NaN)) < silence) return;
      for (const [spoken, at] of spokenAt) if (now - at >= answerWindow) spokenAt.delete(spoken);
      spokenAt.set(text, now);
      lastText = text;
      lastAskedAt = askedAt;
      queues[politeness].push(text);
      timer ??= setTimeout(flush, 100);
    },
  };
}

/**
 * The announcer of pages without a provider: its regions are made in the page when the first error component mounts.
 */
export const documentAnnouncer: Announcer = createDocumentAnnouncer();

function createDocumentAnnouncer(): Announcer {
  const announcer = createAnnouncer();
  let connected: HTMLElement | undefined;

  function connect(): void {
    if (typeof document === 'undefined' || connected?.isConnected) return;
    connected = document.createElement('div');
    connected.className = 'imm-announcer';
    const assertive = createRegion('assertive');
    const polite = createRegion('polite');
    connected.append(assertive, polite);
    document.body.append(connected);
    announcer.connect({ assertive, polite });
  }

  return {
    isReady() {
      connect();
      return announcer.isReady();
    },
    announce(text, politeness, askedAt) {
      connect();
      announcer.announce(text, politeness, askedAt);
    },
  };
}

function createRegion(politeness: Politeness): HTMLElement {
  const region = document.createElement('div');
  region.setAttribute('aria-live', politeness);
  region.setAttribute('aria-atomic', 'true');
  return region;
}
