import { screen } from '@testing-library/react';
import { ErrorBanner } from 'imm-error-kit';
import { messages } from 'imm-error-kit/locales/zh-CN';
import { immFixtures, renderWithImm } from 'imm-error-kit/testing';
import { expect, it } from 'vitest';

it.each(immFixtures)('says in Chinese what $name means', ({ body }) => {
  renderWithImm(<ErrorBanner source={body} />, { provider: { messages } });

  expect(screen.getByRole('group', { name: /^(错误|警告|提示)：./ })).toBeTruthy();
});
