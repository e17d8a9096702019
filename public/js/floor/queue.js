/**
 * What waits for the stage, as one table: who goes first, who waits how long, and what becomes of it then. A show is above
 * all of it: it has its own time, and while it is on nothing else begins. Knows no clock and no DOM.
 */
import { firstOf } from './reasons.js';

const MINUTE = 60_000;

/**
 * The kinds. `weight` is that of an item; `longest` how long it waits (ms), `after` where it goes then: to the ticker,
 * where it is counted, or to the frame, which says it anyway. The hour is told on the hour: only first orders and big deals
 * of a higher tier go before it.
 */
export const KINDS = {
  takeover: { weight: takeoverWeight, longest: 30 * MINUTE, after: 'ticker' },
  broadcast: { weight: ({ occasion }) => (occasion === 'recap' ? 1.1 : 1.2), longest: 5 * MINUTE, after: 'ticker' },
  phase: { weight: () => 0.5, longest: MINUTE, after: 'frame' },
};
/** More waiting takeovers of tier 1 than this become one play. */
export const BURST = 3;
/** Names in such a play. */
export const NAMED = 6;
/** How long it takes (ms): six names are read aloud. */
export const BURST_LENGTH = 16_000;

/** First orders stand between the tiers of big deals: they happen once. */
const FIRSTS = { first_of_month: 2.9, first_of_week: 2.5, first_of_day: 1.5 };

function takeoverWeight({ tier = 0, reasons }) {
  const first = FIRSTS[firstOf(reasons)] ?? 0;
  return Math.max(tier, first) + Math.min(tier, first) / 100;
}

const kindOf = ({ kind }) => KINDS[kind] ?? KINDS.takeover;

/** Heavier goes first. */
export const weight = (item) => kindOf(item).weight(item);

/** A big deal of the lowest tier and nothing else: what becomes part of one play in a burst. */
const isPlain = (item) => kindOf(item) === KINDS.takeover && !firstOf(item.reasons) && (item.tier ?? 1) === 1;

export class Queue {
  #items = []; // { item, since }

  get length() {
    return this.#items.length;
  }

  /** `now` is the steady clock's. */
  add(items, now) {
    this.#items.push(...items.map((item) => ({ item, since: now })));
    this.#items.sort((a, b) => weight(b.item) - weight(a.item) || a.item.offset - b.item.offset);
  }

  /** Takes items as they stand now: those voided while they waited are withdrawn. `revised` is a Map of offset to item. */
  revise(revised) {
    this.#items = this.#items.map(({ item, since }) => ({ item: revised.get(item.offset) ?? item, since })).filter(({ item }) => !item.voided);
  }

  /** Takes out what has waited too long; answers it. */
  expire(now) {
    const isLate = ({ item, since }) => now - since > kindOf(item).longest;
    const late = this.#items.filter(isLate);
    this.#items = this.#items.filter((one) => !isLate(one));
    return late.map(({ item }) => item);
  }

  /** The next to be played, or one play of many, `{ kind: 'burst', all, duration, offset }`; undefined if nothing waits. */
  next() {
    const [first] = this.#items;
    const plain = this.#items.filter(({ item }) => isPlain(item));
    if (!first || !isPlain(first.item) || plain.length <= BURST) return this.#items.shift()?.item;
    this.#items = this.#items.filter((one) => !plain.includes(one));
    return burst(plain.map(({ item }) => item));
  }
}

/** One play of many takeovers, the earliest first. */
const burst = (all) => ({ kind: 'burst', all, offset: all[0].offset, duration: BURST_LENGTH });

/** What is on stage, as it stands after a correction: a burst counts as all of it that stands. */
export function revisedPlay(item, revised) {
  if (item?.kind !== 'burst') return revised.get(item?.offset) ?? item;
  const all = item.all.map((one) => revised.get(one.offset) ?? one);
  return { ...item, all, ...(all.every(({ voided }) => voided) && { voided: true }) };
}

/** Everything a play counts as. */
export const playedBy = (item) => (item.kind === 'burst' ? item.all : [item]);
/** Where an item goes that is not played. */
export const afterwards = (item) => kindOf(item).after;
