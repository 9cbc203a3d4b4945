import { expect, vi } from 'vitest';

/** Opens every `<details>` as a browser's search does, and waits until what is in them is drawn. */
export async function openAllDetails(within: ParentNode = document): Promise<void> {
  for (const details of within.querySelectorAll('details')) details.open = true;
  await vi.waitFor(
    () => expect(within.querySelector('[data-part="details"]:not(:has([data-part="details-list"]))')).toBeNull(),
    10_000,
  );
}
