/**
 * Which announcements this screen has started, across reloads: an announcement is loud at most once. The record is
 * written before a play starts, so a crash may lose one but never repeats one.
 *
 * A record is the largest offset settled and, because heavier ones go first, those below it that still wait:
 * "12" or "12:9,10".
 */
export class Played {
  #storage;
  #key;
  #upTo = 0;
  #waiting = new Set();

  /** `storage` is localStorage or anything like it; without one the record lives as long as the page. */
  constructor(storage) {
    this.#storage = storage;
  }

  /**
   * Opens the record of one log on one site's page; nothing in it is beyond `end`, the log's last offset. Answers whether
   * this screen has been on that log before.
   */
  open(epoch, site, page, end = Infinity) {
    const key = `floorcast.played ${epoch} ${site} ${page}`;
    if (key === this.#key) return true;
    this.#key = key;
    const [upTo, waiting] = (this.#read() ?? '0').split(':');
    this.#upTo = Math.min(end, Number(upTo) || 0);
    this.#waiting = new Set((waiting ? waiting.split(',') : []).map(Number));
    return this.#read() !== undefined;
  }

  /** Whether `offset` was started, or settled without a play. */
  has(offset) {
    return offset <= this.#upTo && !this.#waiting.has(offset);
  }

  /** `offset` will be played when its turn comes. */
  queue(offset) {
    this.#waiting.add(offset);
    this.#settleUpTo(offset);
  }

  /** `offset` starts now, or needs no play; everything up to it that does not wait is settled too. */
  settle(offset) {
    this.#waiting.delete(offset);
    this.#settleUpTo(offset);
  }

  #settleUpTo(offset) {
    this.#upTo = Math.max(this.#upTo, offset);
    const waiting = this.#waiting.size ? `:${[...this.#waiting].join(',')}` : '';
    this.#write(`${this.#upTo}${waiting}`);
  }

  // Storage can be switched off or full: the screen goes on and remembers until it is reloaded.
  #read() {
    try {
      return this.#storage?.getItem(this.#key) ?? undefined;
    } catch {
      return undefined;
    }
  }

  #write(value) {
    try {
      this.#storage?.setItem(this.#key, value);
    } catch {
      // see above
    }
  }
}
