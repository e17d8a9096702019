/**
 * Which announcements this device has applauded for its agent, across reloads: once each. The server has the last word,
 * and counts each agent once whatever a page remembers.
 */

/** Offsets kept: a page shows far fewer announcements. */
const KEPT = 200;

export class Claps {
  #storage;
  #key;
  #epoch;
  #offsets = [];

  /** `storage` is localStorage or anything like it; without one the record lives as long as the page. */
  constructor(storage) {
    this.#storage = storage;
  }

  /** Opens the record of one agent on one log; another log's offsets mean nothing here. */
  open(epoch, agent) {
    const key = `floorcast.clapped ${agent}`;
    if (key === this.#key && epoch === this.#epoch) return;
    [this.#key, this.#epoch] = [key, epoch];
    const kept = this.#read();
    this.#offsets = kept?.epoch === epoch && Array.isArray(kept.offsets) ? kept.offsets : [];
  }

  has(offset) {
    return this.#offsets.includes(offset);
  }

  add(offset) {
    if (!this.has(offset)) this.#keep([...this.#offsets, offset].slice(-KEPT));
  }

  /** The server would not count it. */
  remove(offset) {
    this.#keep(this.#offsets.filter((one) => one !== offset));
  }

  #keep(offsets) {
    this.#offsets = offsets;
    try {
      this.#storage?.setItem(this.#key, JSON.stringify({ epoch: this.#epoch, offsets }));
    } catch { /* full or switched off: remembered until the page is closed */ }
  }

  #read() {
    try {
      return JSON.parse(this.#storage?.getItem(this.#key) ?? 'null');
    } catch {
      return undefined;
    }
  }
}

/** What the agent `me` can do about an announcement: 'open' to applause, 'clapped' already, or 'own': nobody applauds themselves. */
export function clapState({ offset, agent }, me, claps) {
  if (agent?.id === me) return 'own';
  return claps.has(offset) ? 'clapped' : 'open';
}
