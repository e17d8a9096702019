/**
 * What a screen tells the server of itself: how it stands, every 10 s and as soon as that is news, and what it has
 * painted. Knows no DOM.
 */

/** The time between two reports (ms), and between news and its report at most. */
const EVERY = 10_000;
const SOON = 1_000;
const NEWS = ['sound', 'scene', 'visible'];
/** Receipts that wait for a line, and go in one message, at most. */
const MOST = 64;

/**
 * `look()` answers the status, `now()` the server's time; `afterPaint(run)` calls back when what was drawn is painted;
 * `send(message)` answers false if there is no line.
 */
export function report({ schedule, send, look, now, afterPaint }) {
  // Of items, in steady ms.
  const arrivals = new WeakMap();
  let receipts = [];
  let told = {};
  let at;

  function tell() {
    const status = look();
    const isDue = NEWS.some((part) => status[part] !== told[part]) || schedule.now - at >= EVERY;
    if (isDue && send({ kind: 'status', status })) [told, at] = [status, schedule.now];
    if (receipts.length && send({ kind: 'receipts', receipts })) receipts = [];
  }

  schedule.every(SOON, tell);
  return {
    tell,
    /** Items that will be shown when it is their turn. */
    came(items) {
      for (const item of items) arrivals.set(item, schedule.now);
    },
    /** They are in the picture that is painted next; their turn began `since` ms ago. */
    shown(items, since = 0) {
      const due = items.filter((item) => arrivals.has(item)).map((item) => {
        const waited = Math.max(0, schedule.now - since - arrivals.get(item));
        arrivals.delete(item);
        return { offset: item.offset, waited };
      });
      if (due.length) afterPaint(() => {
        receipts = [...receipts, ...due.map((one) => ({ ...one, painted: now() }))].slice(-MOST);
      });
    },
  };
}
