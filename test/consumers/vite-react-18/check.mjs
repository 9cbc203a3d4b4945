import assert from 'node:assert/strict';

/** Banners with refs, a form, a countdown and a boundary around a suspended query, all on React 18. */
export async function check({ page, url, inject }) {
  await page.goto(`${url}?project=travel-photos`);
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'React 18.3.1');
  await page.getByText('Loaded travel-photos').waitFor();

  await page.getByRole('button', { name: 'Create' }).click();
  await page
    .getByRole('group', { name: 'Error: “Project name” is missing' })
    .or(page.getByRole('group', { name: 'Error: Project name is missing' }))
    .waitFor();
  assert.equal(await page.getByLabel('Name', { exact: true }).getAttribute('aria-invalid'), 'true');

  await inject('AccessDenied');
  await page.getByRole('button', { name: 'List' }).click();
  const denied = page.getByRole('group', { name: 'Error: You need more permission for this operation' });
  await denied.waitFor();
  assert.match(await denied.innerText(), /imm:ListDatasets/);
  await page.getByRole('button', { name: 'Show me' }).click();
  assert.ok(await denied.evaluate((element) => element === document.activeElement));

  await inject('Throttling.User?retryAfterMs=1500');
  await page.getByLabel('Name', { exact: true }).fill('holiday');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('timer').waitFor();
  await inject();
  await page.getByText('Created').waitFor();

  await inject('Forbidden.AccountInDebt');
  await page.goto(`${url}?project=course-videos`);
  await page.getByRole('group', { name: /overdue|debt|payment/i }).waitFor();
  await inject();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Loaded course-videos').waitFor();
}
