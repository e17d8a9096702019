/**
 * When a page loads itself anew: the server serves other files than those the page was made of, or the page shows no sign
 * of life any more. Knows no DOM.
 */

/** The screens of a building do it within this time (ms), not all at once. */
export const WITHIN = 60_000;
/** A page does it no more often than this (ms), whatever is wrong. */
export const APART = 600_000;
const KEY = 'floorcast.renewed';
/** The time between two looks for a sign of life (ms), and the looks in vain after which a page is given up: 30 s. */
export const LOOK = 5_000;
const LOOKS = 6;

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

/** Tries `renewed()` from some moment of the next minute on, whenever nothing is on, until it is done. */
export function renewSoon(schedule, isBusy, renewed, random = Math.random) {
  const attempt = () => (!isBusy() && renewed()) || schedule.after(LOOK, attempt);
  schedule.after(random() * WITHIN, attempt);
}

/** Counts looks in vain: a page that is seen must paint frames, and throw no errors all the time. */
export function watch() {
  let frames = 0;
  let vain = 0;
  return {
    frame: () => (frames += 1),
    /** After an error no frame counts until the next look. */
    error: () => (frames = NaN),
    /** One look; answers whether the page is given up. */
    look(isVisible) {
      vain = frames > 0 || !isVisible ? 0 : vain + 1;
      frames = 0;
      return vain >= LOOKS;
    },
  };
}
