import assert from 'node:assert/strict';

/** Errors of loaders in error elements: thrown by `createImmFetch`, and as the answer itself, which the router reads. */
export async function check({ page, url, inject }) {
  await page.goto(url);
  for (const link of ['Projects', 'Answers']) {
    await inject('AccessDenied');
    await page.getByRole('link', { name: link }).click();
    await page.getByRole('heading', { level: 1, name: 'You need more permission for this operation' }).waitFor();
    assert.match(await page.getByRole('group', { name: /^Error: / }).innerText(), /imm:ListProjects/);

    await inject();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('3 projects').waitFor();
    await page.goto(url);
  }
}
