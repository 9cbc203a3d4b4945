import assert from 'node:assert/strict';

/** A loader's error in the error component of its route, and the way back by the router's `invalidate`. */
export async function check({ page, url, inject }) {
  await inject('Forbidden.ServiceRole');
  await page.goto(url);
  await page.getByRole('link', { name: 'Projects' }).click();
  const banner = page.getByRole('group', { name: /^Error: .*service role/i });
  await banner.waitFor();
  assert.match(await banner.innerText(), /Forbidden\.ServiceRole|Authorize the service role/);

  await inject();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('3 projects').waitFor();
}
