import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Locator, type Page, type Request } from 'playwright';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { launchOptions } from '../../scripts/chromium.mjs';

const outDir = fileURLToPath(new URL('../../node_modules/.cache/imm-error-kit/demo-development', import.meta.url));

let server: PreviewServer;
let browser: Browser;
let page: Page;
let complaints: string[];
/** Requests of the page without an answer. */
let waitingFor: Set<Request>;

// The burst alone takes five seconds, and a refused request waits after it.
vi.setConfig({ testTimeout: 90_000 });

beforeAll(async () => {
  // Bundled: the dev server's hundreds of files took a new page longer to load than the walk through it. With React's
  // development build, so that StrictMode does all twice and warnings are heard.
  const config = {
    configFile: fileURLToPath(new URL('../../demo/vite.config.ts', import.meta.url)),
    mode: 'development',
    logLevel: 'silent',
    build: { outDir, emptyOutDir: true },
  } as const;
  await build(config);
  server = await preview({ ...config, preview: { host: '127.0.0.1', port: 0 } });
  browser = await chromium.launch(launchOptions());
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

beforeEach(async () => {
  await fetch(address('imm-reset'), { method: 'POST' });
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  context.setDefaultTimeout(20_000);
  page = await context.newPage();
  complaints = [];
  waitingFor = new Set();
  page.on('request', (request) => void waitingFor.add(request));
  page.on('requestfinished', (request) => void waitingFor.delete(request));
  page.on('requestfailed', (request) => void waitingFor.delete(request));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // The browser reports each failed answer itself, and React each error that a boundary has caught.
    const isExpected = /Failed to load resource|ImmError/.test(message.text());
    if (['error', 'warning'].includes(message.type()) && !isExpected) complaints.push(message.text());
  });
});

afterEach(async () => {
  await page?.context().close();
  expect(complaints).toEqual([]);
});

describe('creating a project in the demo', () => {
  it('says at the field that it is missing, and leads to it', async () => {
    await open('#/projects');
    await field('Description').fill('Holiday pictures');
    await button('Create project').click();

    const name = field('Project name');
    await expect.poll(() => descriptionOf(name)).toContain('Project name is missing');
    expect(await name.getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => name.evaluate((input) => input === document.activeElement)).toBe(true);
    // A banner would say the same words again.
    expect(await banners().count()).toBe(0);
    expect(await field('Description').inputValue()).toBe('Holiday pictures');
  });

  it('says that a project of that name exists, and keeps what was typed', async () => {
    await open('#/projects');
    await field('Project name').fill('travel-photos');
    await button('Create project').click();

    const banner = bannerNamed('This project already exists');
    await banner.waitFor();
    await banner.getByRole('button', { name: 'Change the values' }).click();
    expect(await field('Project name').evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await field('Project name').inputValue()).toBe('travel-photos');

    await banner.getByText('Details').click();
    expect(await banner.innerText()).toMatch(/ResourceAlreadyExists[\s\S]*Request ID\s+[0-9A-F-]{36}/);
    await banner.getByRole('button', { name: 'Dismiss' }).click();
    await banner.waitFor({ state: 'detached' });
  });

  it('counts down when it is too fast, and then succeeds by itself', async () => {
    await open('#/projects');
    const countdowns = await recordCountdowns();
    await createUntilCounted(countdowns);
    // Nothing is pressed any more.
    expect(await field('Project name').inputValue()).toBe('');
    const texts = (await countdowns()).map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining([expect.stringMatching(/^Trying again in \d+ second/)]));
    // Noted while they stood: that may be a second only.
    expect(await buttonsNoted()).toEqual(expect.arrayContaining(['Try now', 'Stop retrying']));
  });

  it('counts the seconds that the service asks for', async () => {
    await open('#/projects');
    const countdowns = await recordCountdowns();
    await inject('Throttling.User');
    await field('Project name').fill('patient');
    await button('Create project').click();
    await page.getByText('The project was created.').waitFor();

    const shown = (await countdowns()).map(({ text, at }) => ({ seconds: Number(/\d+/.exec(text)?.[0] ?? 0), at }));
    const seconds = shown.map((each) => each.seconds);
    // The service asks for 5, and the gate spreads the calls behind it.
    expect([5, 6]).toContain(seconds[0]);
    expect(seconds.length).toBeGreaterThan(3);
    expect(seconds.at(-1)).toBeLessThan(2);
    // A busy page may miss a number, but all tell the same end: each is shown within the second that it stands for.
    const ends = shown.filter((each) => each.seconds > 0).map((each) => each.at / 1000 + each.seconds);
    expect(Math.max(...ends) - Math.min(...ends)).toBeLessThan(1.1);
    expect(seconds).toEqual(seconds.toSorted((a, b) => b - a));
  });

  it('stops when it is told to, and can be sent again by hand', async () => {
    await open('#/projects');
    // Not by a burst: the retry after it may come, and succeed, before anyone can stop it.
    await inject('Throttling.Api');
    await field('Project name').fill('stopped');
    await button('Create project').click();
    const banner = bannerNamed('This operation is being called too often');
    await banner.getByText(/Trying again in [1-9]/).waitFor();
    await banner.locator('progress').waitFor();
    await banner.getByRole('button', { name: 'Stop retrying' }).click();

    await banner.getByRole('button', { name: 'Try again' }).waitFor();
    expect(await banner.innerText()).not.toContain('Trying again in');
    expect(await field('Project name').inputValue()).toBe('stopped');

    await banner.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: 'stopped' }).waitFor();
  });

  it('tells a role without permission what to ask for', async () => {
    await open('#/projects?role=reader');
    await field('Project name').fill('new-project');
    await button('Create project').click();

    const banner = bannerNamed('You need more permission for this operation');
    await banner.waitFor();
    const text = await banner.innerText();
    expect(text).toContain('imm:CreateProject');
    expect(text).toContain(':project/new-project');
    expect(text).toContain('RAM user');

    await banner.getByRole('button', { name: 'Request permission' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('imm:CreateProject');

    // The page stays as it is while someone with permission takes over.
    await page.locator('select[name="role"]').selectOption('owner');
    await button('Create project').click();
    await page.getByRole('link', { name: 'new-project' }).waitFor();
  });
});

describe('an expired session in the demo', () => {
  it('is renewed by itself, and nobody reads that it has expired', async () => {
    await page.addInitScript(() => {
      Object.assign(window, { seen: [] });
      new MutationObserver(() => {
        const { seen } = window as unknown as { seen: string[] };
        if (document.body?.textContent?.includes('Your session has expired')) seen.push('expired');
      }).observe(document, { childList: true, characterData: true, subtree: true });
    });
    await open('#/projects?role=expired-session');

    await page.getByRole('link', { name: 'travel-photos' }).waitFor();
    expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([]);
  });

  it('asks for a new sign-in where it must, and brings the page back after it', async () => {
    await open('#/projects?role=expired-session&renewal=sign-in');
    await bannerNamed('Your session has expired').waitFor();
    await button('Sign in again').click();
    await bannerNamed('Renewing your session').waitFor();

    await page.getByRole('link', { name: 'travel-photos' }).waitFor();
    expect(await bannerNamed('Your session has expired').count()).toBe(0);
  });

  it('is left to the person if the new one is refused, too, and nothing is sent again and again', async () => {
    const refused: string[] = [];
    page.on('response', (response) => void (response.status() >= 400 && refused.push(response.url())));
    await open('#/projects?role=expired-session&renewal=refused');
    await bannerNamed('Your session has expired').waitFor();
    await page.waitForTimeout(3000);

    expect(refused).toHaveLength(2);
  });
});

describe('what concerns the whole page in the demo', () => {
  it('is said once for all cards, and one sign-in by keyboard brings them all back', async () => {
    await open('#/overview?role=expired-session&renewal=sign-in');
    await notices().getByText("4 parts of this page can't work because of it.").waitFor();
    expect(await banners().count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Show the notice' }).count()).toBe(4);

    await page.keyboard.press('F6');
    expect(await hasFocus(notices())).toBe(true);
    await page.keyboard.press('Tab');
    expect(await hasFocus(button('Sign in again'))).toBe(true);
    await page.keyboard.press('Enter');

    await expect.poll(() => page.locator('main dd').allInnerTexts()).toHaveLength(7);
    await notices().waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
  });

  it('stays within reach after it was dismissed', async () => {
    await open('#/overview?role=in-debt');
    const banner = bannerNamed('The account has overdue payments');
    await banner.getByRole('button', { name: 'Dismiss' }).click();
    await banner.waitFor({ state: 'detached' });
    await notices().getByText('Dismissed (1)').click();
    await notices().getByRole('button', { name: 'Show again' }).click();
    await banner.getByRole('button', { name: 'Dismiss' }).click();

    await card('travel-photos').getByRole('button', { name: 'Show the notice' }).press('Enter');
    await banner.waitFor();
    expect(await hasFocus(notices())).toBe(true);
  });

  it('says once that a region is under maintenance, and leads to another one', async () => {
    await open('#/overview?region=ap-southeast-5');
    await bannerNamed('IMM is under maintenance in ap-southeast-5')
      .getByRole('button', { name: 'Switch region' })
      .click();
    const regions = page.getByLabel('Region');
    await expect.poll(() => hasFocus(regions)).toBe(true);
    await regions.selectOption('cn-hangzhou');

    await card('contract-archive').getByText('Datasets').waitFor();
    await notices().waitFor({ state: 'detached' });
  });

  it('leaves beside its card what concerns that card alone', async () => {
    await open('#/overview?region=cn-shanghai');
    await card('travel-photos')
      .getByRole('group', { name: /wasn't found/ })
      .waitFor();
    await card('All projects').getByText('1', { exact: true }).waitFor();
    expect(await notices().count()).toBe(0);
  });
});

describe('a change in the demo of which nobody knows whether it was made', () => {
  it('is found by a check where only its answer was lost, and made once', async () => {
    const sent: string[] = [];
    page.on('request', (request) => void (request.url().includes('CreateProject') && sent.push(request.url())));
    await open('#/projects');
    await inject('drop-after');
    await field('Project name').fill('films');
    await field('Project name').press('Enter');
    const banner = bannerNamed('There is a problem with the connection to IMM');
    await banner.getByText("It isn't known whether the change was made.").waitFor();
    expect(await page.getByRole('link', { name: 'films' }).count()).toBe(0);

    await banner.getByRole('button', { name: 'Check first' }).press('Enter');
    await page.getByText('The project was created.').waitFor();
    await page.getByRole('link', { name: 'films' }).waitFor();
    expect(sent).toHaveLength(1);
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
  });

  it('is safe to try again where the check finds that its request was lost', async () => {
    await open('#/projects');
    await inject('drop-before');
    await field('Project name').fill('films');
    await button('Create project').click();
    const banner = bannerNamed('There is a problem with the connection to IMM');
    await banner.getByRole('button', { name: 'Check first' }).click();
    await banner.getByText('Your request changed nothing.').waitFor();
    expect(await field('Project name').inputValue()).toBe('films');

    await banner.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: 'films' }).waitFor();
  });

  it('is checked for a deleted row, too', async () => {
    await open('#/projects/travel-photos');
    // The last of what the page asks for.
    await button('Delete drafts').waitFor();
    await inject('drop-after');
    await button('Delete drafts').click();
    await bannerNamed('There is a problem with the connection to IMM')
      .getByRole('button', { name: 'Check first' })
      .click();
    await page.getByText('drafts', { exact: true }).waitFor({ state: 'detached' });
  });
});

describe('the rest of the demo', () => {
  it('shows the failure of a page that has nothing else to show, and leads back', async () => {
    await open('#/projects/gone');
    await page.getByRole('heading', { level: 1, name: /This project wasn't found/ }).waitFor();
    await button('Open the list').click();
    await page.getByRole('link', { name: 'travel-photos' }).waitFor();
  });

  it('keeps what was typed over a conflict of versions, and saves it after a reload of the version', async () => {
    await open('#/projects/travel-photos');
    const settings = page.getByRole('region', { name: 'Settings' });
    await settings.getByRole('button', { name: 'Change it in another tab' }).click();
    await settings.getByText('It was changed there.').waitFor();
    await settings.getByLabel('Description').fill('Mine');
    await settings.getByRole('button', { name: 'Save' }).click();

    const banner = settings.getByRole('group', { name: /was changed in the meantime/ });
    await banner.getByRole('button', { name: 'Reload' }).click();
    await banner.waitFor({ state: 'detached' });
    expect(await settings.getByLabel('Description').inputValue()).toBe('Mine');
    await settings.getByRole('button', { name: 'Save' }).click();
    await settings.getByText('The changes were saved.').waitFor();
  });

  it('shows both versions in a conflict, and overwrites the other one by keyboard', async () => {
    await open('#/projects/travel-photos');
    const settings = page.getByRole('region', { name: 'Settings' });
    await settings.getByRole('button', { name: 'Change it in another tab' }).click();
    await settings.getByText('It was changed there.').waitFor();
    await settings.getByLabel('Description').fill('Mine');
    await settings.getByLabel('Description').press('Enter');

    const banner = settings.getByRole('group', { name: /was changed in the meantime/ });
    await banner.getByRole('row', { name: 'Description Mine Photo albums of the travel app *' }).waitFor();
    await banner.getByRole('button', { name: 'Overwrite with my changes' }).press('Enter');
    await settings.getByText('The changes were saved.').waitFor();
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);

    await open('#/projects/travel-photos');
    await expect.poll(() => settings.getByLabel('Description').inputValue()).toBe('Mine');
  });

  it('leads by keyboard from the summary of a long form to the field', async () => {
    await open('#/tasks/course-videos');
    await button('Start').press('Enter');
    const summary = page.getByRole('group', { name: 'There is 1 problem in this form' });
    await expect.poll(() => hasFocus(summary)).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await hasFocus(field('Source URI'))).toBe(true);

    // What stands in the field is no longer what was refused.
    await page.keyboard.type('oss://media/clip.mp4');
    await summary.waitFor({ state: 'detached' });
    expect(await hasFocus(field('Source URI'))).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByText('The task was started.').waitFor();
  });

  it('shows why a task failed that was accepted', async () => {
    await open('#/tasks/course-videos');
    await field('Source URI').fill('oss://media/corrupt.mp4');
    await button('Start').click();
    await page.getByText('The task was started.').waitFor();
    await page.getByText(/^Running/).waitFor();
    await expect.poll(() => page.getByText('Failed', { exact: true }).count()).toBe(3);
    expect(await banners().count()).toBe(3);
  });

  it('gives the next requests any documented code', async () => {
    await open('#/projects');
    const codes = page.locator('optgroup[label="Error code"] option');
    expect(await codes.count()).toBe(58);
    await inject('Forbidden.AccountInDebt');
    await button('Create project').click();
    const banner = bannerNamed('The account has overdue payments');
    await banner.waitFor();
    expect(await banner.getByRole('link', { name: /Open billing/ }).getAttribute('href')).toMatch(/^https:/);
    await page.getByText('Nothing is injected.').waitFor();
  });

  it('changes its language, the words of a failure too, without losing it', async () => {
    await open('#/projects');
    await button('Create project').click();
    await page.getByText('Project name is missing').waitFor();
    await page.locator('select[name="locale"]').selectOption('zh-CN');
    await page.getByText('“项目名称”不能为空').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  });

  it.each(['light', 'dark'])('passes axe with failures of each kind in the %s theme', async (theme) => {
    await open(`#/projects?role=reader&theme=${theme}`);
    await field('Project name').fill('new-project');
    await button('Create project').click();
    await bannerNamed('You need more permission').waitFor();
    expect(await axeViolations()).toEqual([]);

    await open(`#/tasks/course-videos?theme=${theme}`);
    await button('Start').click();
    await expect.poll(() => field('Source URI').getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => banners().count()).toBe(2);
    expect(await axeViolations()).toEqual([]);

    await open(`#/overview?role=in-debt&theme=${theme}`);
    await notices().getByText('4 parts of this page').waitFor();
    expect(await axeViolations()).toEqual([]);
  });

  it.each(['ltr', 'rtl'])('fits in 320 px, %s', async (direction) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await open(`#/projects?role=reader&direction=${direction}&panel=open`);
    await field('Project name').fill('a-project-with-a-name-that-is-as-long-as-names-of-projects-can-reasonably-get');
    await button('Create project').click();
    const banner = bannerNamed('You need more permission');
    await banner.waitFor();
    await banner.getByText('Details').click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);

    await open(`#/overview?role=expired-session&renewal=refused&direction=${direction}&panel=open`);
    await notices().getByText('4 parts of this page').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
});

function address(path: string): string {
  // A server that listens at a port has an address of this kind.
  const { port } = server.httpServer.address() as AddressInfo;
  return `http://127.0.0.1:${port}/${path}`;
}

async function open(path: string): Promise<void> {
  // Away first: an address that differs only behind the `#` would not load the page again.
  await page.goto('about:blank');
  await page.goto(address(path));
  await page.locator('main h1').first().waitFor();
}

function field(label: string): Locator {
  return page.getByRole('main').getByLabel(label, { exact: true }).first();
}

function button(name: string): Locator {
  return page.getByRole('button', { name, exact: true }).first();
}

function bannerNamed(title: string): Locator {
  return page.getByRole('group', { name: title });
}

function notices(): Locator {
  return page.getByRole('region', { name: 'Notices' });
}

function card(name: string): Locator {
  return page.getByRole('region', { name, exact: true });
}

function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}

/** Lets the next request fail: what the page itself asked for must be there, or it would be that one. */
async function inject(failure: string): Promise<void> {
  await expect.poll(() => waitingFor.size).toBe(0);
  await page.locator('select[name="inject"]').selectOption(failure);
  await button('Inject').click();
}

function banners(): Locator {
  return page.locator('main [data-part="banner"]');
}

/**
 * Creates projects while a script of the same user floods the service, until one of them had to wait. By chance, none is
 * refused, or the service has room again within a moment and the repeat succeeds with nothing to count down.
 */
async function createUntilCounted(countdowns: () => Promise<ShownCountdown[]>): Promise<void> {
  const banner = bannerNamed('This operation is being called too often');
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    const name = `too-fast-${attempt}`;
    await button('Press 20 times a second').click();
    await page.getByText(/, [1-9]\d* throttled/).waitFor();
    await field('Project name').fill(name);
    await button('Create project').click();
    await page.getByRole('link', { name, exact: true }).waitFor({ timeout: 60_000 });
    await banner.waitFor({ state: 'detached' });
    if ((await countdowns()).some(({ text }) => text !== 'Trying again now')) return;
  }
  throw new Error(
    'No project had to wait, so the countdown could not be tried. See whether the limits of the simulator changed.',
  );
}

interface ShownCountdown {
  text: string;
  /** When it appeared, in ms since the page was opened. */
  at: number;
}

/** Notes each text that a countdown shows, however short. */
async function recordCountdowns(): Promise<() => Promise<ShownCountdown[]>> {
  await page.evaluate(() => {
    const texts: ShownCountdown[] = [];
    const buttons = new Set<string>();
    Object.assign(window, { texts, buttons });
    new MutationObserver(() => {
      for (const { textContent } of document.querySelectorAll('[data-part="banner"] button')) buttons.add(textContent);
      const text = document.querySelector('[data-part="banner"]')?.textContent ?? '';
      const [shown] = /Trying again (in \d+ seconds?|now)/.exec(text) ?? [];
      if (shown && shown !== texts.at(-1)?.text) texts.push({ text: shown, at: performance.now() });
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  // Put there just above.
  return () => page.evaluate(() => (window as unknown as { texts: ShownCountdown[] }).texts);
}

/** The buttons of banners since `recordCountdowns`. */
function buttonsNoted(): Promise<string[]> {
  return page.evaluate(() => [...(window as unknown as { buttons: Set<string> }).buttons]);
}

async function descriptionOf(input: Locator): Promise<string> {
  const ids = (await input.getAttribute('aria-describedby'))?.split(' ') ?? [];
  const texts = await Promise.all(ids.map((id) => page.locator(`[id="${id}"]`).innerText()));
  return texts.join(' ');
}

/** What axe finds, as far as WCAG 2.2 AA and good practice go. */
async function axeViolations(): Promise<string[]> {
  await page.addScriptTag({ path: fileURLToPath(import.meta.resolve('axe-core/axe.min.js')) });
  return page.evaluate(async () => {
    // Put there by the script just above.
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await axe.run({ runOnly: tags });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
  });
}
