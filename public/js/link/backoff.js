/** How long to wait before the next try, so that a building full of screens does not come back in one second. */

/** First step and longest wait (ms). */
export const BASE = 250;
export const CAP = 15_000;

/** Full jitter: anything from 0 to 0.25 s x 2^attempt, at most 15 s. `attempt` counts from 0. */
export function backoff(attempt, random = Math.random) {
  return random() * Math.min(CAP, BASE * 2 ** Math.min(attempt, 10));
}
