/**
 * What waits for the stage, as one table: who goes first, who waits how long, what becomes of it then, and what is heard
 * first. A show is above all of it: it has its own time, and while it is on nothing else begins. Knows no clock and no DOM.
 */
import { firstOf } from './reasons.js';

const MINUTE = 60_000;
const DEAL = { longest: 30 * MINUTE, after: 'ticker' };

/**
 * The plays. `weight`: heavier goes first; `longest` how long one waits (ms), `after` where it goes then: to the ticker
 * or a scene, where it is counted, or to the frame, which says it anyway; `sound` what is heard. First orders stand between
 * the tiers of big deals: they happen once. The hour is told on the hour: only what is rarer goes before it, and what
 * somebody wrote by hand because it is wanted now.
 */
export const KINDS = {
  big_3: { weight: 3, sound: 'gong_3', ...DEAL },
  first_of_month: { weight: 2.9, sound: 'rise_3', ...DEAL },
  first_of_week: { weight: 2.5, sound: 'rise_2', ...DEAL },
  big_2: { weight: 2, sound: 'gong_2', ...DEAL },
  first_of_day: { weight: 1.5, sound: 'rise', ...DEAL },
  notice: { weight: 1.3, sound: 'notice', longest: 5 * MINUTE, after: 'scene' },
  broadcast: { weight: 1.2, sound: 'chime', longest: 5 * MINUTE, after: 'ticker' },
  recap: { weight: 1.1, sound: 'chime', longest: 5 * MINUTE, after: 'ticker' },
  big_1: { weight: 1, sound: 'gong', ...DEAL },
  burst: { weight: 1, sound: 'gong_2', ...DEAL },
  phase: { weight: 0.5, longest: MINUTE, after: 'frame' },
};
/** More waiting takeovers of tier 1 than this become one play. */
export const BURST = 3;
/** Names in such a play. */
export const NAMED = 6;
/** How long it takes (ms): six names are read aloud. */
export const BURST_LENGTH = 16_000;

/** Every row of the table that an item belongs to, the heaviest first: a first order can be a big deal too. */
export function kindsOf({ kind, occasion, tier, reasons = [] }) {
  if (kind) return [occasion === 'recap' ? occasion : kind];
  const first = firstOf(reasons);
  const big = tier || !first ? [`big_${Math.min(3, tier || 1)}`] : [];
  return [...(first ? [first] : []), ...big].sort((a, b) => KINDS[b].weight - KINDS[a].weight);
}

/** The row that decides what is seen and heard. */
export const kindOf = (item) => kindsOf(item)[0];
const rowOf = (item) => KINDS[kindOf(item)] ?? KINDS.big_1;

/** Heavier goes first; of two of a kind, what is something else besides. */
export const weight = (item) => kindsOf(item).reduce((sum, kind, index) => sum + (KINDS[kind]?.weight ?? 0) / 100 ** index, 0);
/** What is heard of an item; a phase and a show's step name their own. */
export const soundOf = (item) => item.sound ?? rowOf(item).sound;

/** A big deal of the lowest tier and nothing else: what becomes part of one play in a burst. */
const isPlain = (item) => kindOf(item) === 'big_1';

export class Queue {
  // { item, since }, the heaviest first.
  #items = [];

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
    const isLate = ({ item, since }) => now - since > rowOf(item).longest;
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
export const afterwards = (item) => rowOf(item).after;
