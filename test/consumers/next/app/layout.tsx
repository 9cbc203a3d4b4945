import type { ReactNode } from 'react';
import { Providers } from './Providers';
import 'imm-error-kit/styles.css';

export const metadata = { title: 'Projects', icons: { icon: 'data:,' } };

export default function Layout({ children }: { children: ReactNode }): ReactNode {
  return (
    <html lang="zh-CN">
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
