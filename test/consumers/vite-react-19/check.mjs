import assert from 'node:assert/strict';

/** The first example of the README, word for word: its form, and the countdown of a throttled call. */
export async function check({ page, url, inject }) {
  await page.goto(url);
  const create = page.getByRole('button', { name: 'Create' });
  await create.click();
  await page.getByRole('group', { name: /^错误：\s*“项目名称”不能为空$/ }).waitFor();
  const field = page.getByLabel('Project name');
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  assert.match(await page.locator('#name-error').innerText(), /项目名称/);

  await inject('Throttling.User?retryAfterMs=1500');
  await field.fill('holiday');
  await create.click();
  await page.getByRole('timer').waitFor();
  await inject();
  await page.getByRole('timer').waitFor({ state: 'detached' });
  assert.equal(await page.getByRole('group').count(), 0);
}
