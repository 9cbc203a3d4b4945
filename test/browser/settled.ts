/** Waits until nothing moves: a banner that is still fading in has less contrast than it will have. */
export async function settled(): Promise<void> {
  await Promise.all(document.getAnimations().map((animation) => animation.finished));
}
