import assert from 'node:assert/strict';

/** The app router: banners in the server's HTML, a server action that fails, `error.tsx`, and hydration without a word. */
export async function check({ page, url, expectComplaint }) {
  const html = await (await fetch(url)).text();
  assert.match(html, /您没有执行此操作的权限/);
  assert.match(html, /imm:ListProjects/);

  await page.goto(url);
  await page
    .getByRole('region', { name: 'Projects' })
    .getByRole('group', { name: /^错误：\s*您没有执行此操作的权限$/ })
    .waitFor();
  const form = page.getByRole('form', { name: 'New project' });
  await form.getByRole('button', { name: 'Create' }).click();
  await form.getByRole('group', { name: /^错误：\s*“项目名称”不能为空$/ }).waitFor();
  assert.equal(await form.getByLabel('Name').getAttribute('aria-invalid'), 'true');
  await form.getByLabel('Name').fill('holiday');
  await form.getByRole('button', { name: 'Create' }).click();
  await form.getByRole('group', { name: /^错误/ }).waitFor({ state: 'detached' });

  await page.goto(`${url}client-failure`);
  await page.getByRole('button', { name: 'Fail' }).click();
  const banner = page.getByRole('group', { name: /^错误/ });
  await banner.waitFor();
  assert.match(await banner.innerText(), /该项目不存在或已被删除/);
  await page.getByRole('button', { name: '重试' }).click();
  await page.getByRole('button', { name: 'Fail' }).waitFor();

  // How React says that it was the server that failed.
  expectComplaint(/error #441/);
  await page.goto(`${url}server-failure`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.doesNotMatch(await page.content(), /InternalError/);
  await page.getByRole('button', { name: '重试' }).waitFor();
}
