// What it takes to render a thousand messages once more: `again` their parent renders and nothing has changed, `change` each
// has another error. Measured as in bench/mount.
//
//     node bench/update/update.mjs [--json] [--count 1000] [--rounds 9]
import { measureBanners } from '../mount/measureBanners.mjs';

await measureBanners({ bench: 'update', steps: ['again', 'change'] });
