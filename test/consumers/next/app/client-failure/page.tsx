'use client';

import { type ReactNode, use, useState } from 'react';
import { immFetchFailure } from './immFetchFailure';

/** Throws what a call from the browser was refused with, while it renders there. */
export default function Page(): ReactNode {
  const [failure, setFailure] = useState<Promise<never>>();
  if (failure) use(failure);
  return (
    <button type="button" onClick={() => setFailure(immFetchFailure())}>
      Fail
    </button>
  );
}
