/** The Chromium or Chrome to test with, or `undefined` where none is there. */
export declare function findChromium(): { path: string; from: string } | undefined;

/** How every browser test starts it: Playwright's launch options. */
export function launchOptions(): { executablePath?: string; args: string[] };
