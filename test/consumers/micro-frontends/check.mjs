import assert from 'node:assert/strict';

/** Two copies of React, Query and the kit in one page: each its own words, one gate, errors that both understand. */
export async function check({ page, url, inject, requests }) {
  await page.goto(url);
  const left = page.getByRole('region', { name: 'left', exact: true });
  const right = page.getByRole('region', { name: 'right', exact: true });

  await inject('AccessDenied');
  await left.getByRole('button', { name: 'Load left' }).click();
  await left.getByRole('group', { name: 'Error: You need more permission for this operation' }).first().waitFor();
  // What one copy has thrown, the other shows, in its own language.
  await right
    .getByRole('region')
    .getByRole('group', { name: /^错误：\s*您没有执行此操作的权限$/ })
    .waitFor();
  assert.match(await right.innerText(), /申请权限/);

  // Throttled on the left, so the right waits at the same gate, before it has sent anything.
  await inject('Throttling.User?retryAfterMs=5000');
  await left.getByRole('button', { name: 'Load left' }).click();
  await left.getByRole('timer').waitFor();
  await inject();
  const sent = requests().length;
  await right.getByRole('button', { name: 'Load right' }).click();
  await page.waitForTimeout(500);
  assert.equal(requests().length, sent);
  await left.getByText('3 projects').waitFor();
  await right.getByText('3 projects').waitFor();
  assert.equal(requests().length, sent + 2);
}
