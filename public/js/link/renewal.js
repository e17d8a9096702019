/** When a page loads itself anew: at a quiet moment, and not all the time. Knows no DOM. */

/** The screens of a building do it within this time (ms), not all at once. */
export const WITHIN = 60_000;
/** A page does it no more often than this (ms), whatever is wrong. */
export const APART = 600_000;
const KEY = 'floorcast.renewed';
/** The time between two looks at whether it is one, and whether the page is alive (ms). */
export const LOOK = 5_000;

/**
 * Calls `reload()`, unless it was called in the last ten minutes; answers whether. `now` is the device's own clock: it must
 * outlive the page.
 */
export function renew(reload, storage, now = Date.now()) {
  const since = now - (storage?.getItem(KEY) ?? 0);
  if (since >= 0 && since < APART) return false;
  storage?.setItem(KEY, now);
  reload();
  return true;
}

/** Tries `renewed()` from some moment of the next minute on, whenever nothing is on, until it is done. Answers true. */
export function renewSoon(schedule, isBusy, renewed, random = Math.random) {
  const attempt = () => (!isBusy() && renewed()) || schedule.after(LOOK, attempt);
  schedule.after(random() * WITHIN, attempt);
  return true;
}
