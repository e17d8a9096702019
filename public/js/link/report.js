/**
 * What a screen tells the server of itself: how it stands, every 10 s and as soon as that is news, and what it has
 * painted. Knows no DOM.
 */

/** The time between two reports (ms), and between news and its report at most. */
const EVERY = 10_000;
const SOON = 1_000;
const NEWS = ['sound', 'scene', 'visible'];
/** Receipts that wait for a line, and go in one message, at most; and items that wait for their turn. */
const MOST = 48;
const WAITING = 512;

/**
 * `look()` answers the status, `now()` the server's time; `afterPaint(run)` calls back when what was drawn is painted;
 * `send(message)` answers false if there is no line.
 */
export function report({ schedule, send, look, now, afterPaint }) {
  // Of items by their offsets, in steady ms: an item that is corrected while it waits is another object.
  const arrivals = new Map();
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
      for (const { offset } of items) arrivals.set(offset, schedule.now);
      for (const offset of arrivals.keys()) if (arrivals.size > WAITING) arrivals.delete(offset);
    },
    /** They are in the picture that is painted next; their turn began `since` ms ago. */
    shown(items, since = 0) {
      const due = items.filter(({ offset }) => arrivals.has(offset)).map(({ offset }) => {
        const waited = Math.max(0, schedule.now - since - arrivals.get(offset));
        arrivals.delete(offset);
        return { offset, waited: Math.round(waited) };
      });
      if (due.length) afterPaint(() => {
        receipts = [...receipts, ...due.map((one) => ({ ...one, painted: Math.round(now()) }))].slice(-MOST);
      });
    },
  };
}
