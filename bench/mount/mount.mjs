// What it takes until a thousand messages have appeared, in processor time of the main thread, in a production build in the
// real Chromium.
//
//     node bench/mount/mount.mjs [--json] [--count 1000] [--rounds 9]
import { measureBanners } from './measureBanners.mjs';

await measureBanners({ bench: 'mount', steps: ['mount'], goal: 'goal 1.5' });
