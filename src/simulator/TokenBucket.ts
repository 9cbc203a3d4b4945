/** Lets `rate` units through a second, all of them at once if need be. */
export class TokenBucket {
  readonly #rate: number;
  #tokens: number;
  #at: number;

  constructor(rate: number, now: number) {
    this.#rate = rate;
    this.#tokens = rate;
    this.#at = now;
  }

  /** How long to wait, in ms, until `cost` units are free: 0 if they are free now. Takes nothing. */
  waitFor(cost: number, now: number): number {
    // A clock that steps back must not take tokens away.
    const elapsed = Math.max(0, now - this.#at);
    this.#tokens = Math.min(this.#rate, this.#tokens + (elapsed * this.#rate) / 1000);
    this.#at = now;
    if (this.#tokens >= cost - 1e-9) return 0;
    return Math.max(1, Math.ceil(((cost - this.#tokens) * 1000) / this.#rate));
  }

  take(cost: number): void {
    this.#tokens -= cost;
  }
}
