/**
 * The stage: what waits in the queue is played one at a time, beat by beat. It waits on timers and never on an animation's
 * end, so a screen whose animations are switched off keeps the same time. Knows no DOM.
 */
import { Queue, playedBy, revisedPlay } from './queue.js';

/** A short play's beats (ms from its start). The room is told by sound first, 150 ms ahead of the picture. */
export const BEATS = {
  // Layers are made before anything sounds or moves.
  prepare: 0,
  sound: 250,
  arrive: 400,
  who: 800,
  what: 1500,
  amount: 2200,
  // The figure has landed.
  cheer: 3100,
};
/** How long the curtain takes to fall (ms), counted in the play's length. */
export const LEAVE = 300;
/** The board is seen between two plays (ms): the winner's row lights up. */
export const BETWEEN = 1_800;
/** A play's length if the server names none (ms), and the bounds of what it may name. */
const LENGTH = { default: 10_000, least: 6_000, most: 60_000 };
/** Longer plays take their time: one that is so much longer (ms) than the default takes twice as long for each beat, and none more. */
const SLOWER = 16_000;
const SLOWEST = 1.7;

/** How long an item is on stage, from its sound to the end of the curtain (ms). */
export const lengthOf = ({ duration = LENGTH.default }) => Math.min(LENGTH.most, Math.max(LENGTH.least, duration));

/** How much slower than a short one an item is played. */
export const paceOf = (item) => Math.min(SLOWEST, 1 + Math.max(0, lengthOf(item) - LENGTH.default) / SLOWER);

/** The beats of an item's play (ms from its start). */
export function beatsOf(item) {
  const pace = paceOf(item);
  return Object.fromEntries(Object.entries(BEATS).map(([beat, at]) => [beat, at <= BEATS.arrive ? at : Math.round(BEATS.arrive + (at - BEATS.arrive) * pace)]));
}

export class Player {
  #queue = new Queue();
  #current;
  // A show has the stage.
  #isClosed = false;
  // From a play's start until the board has been seen after it.
  #busy = false;
  // Steady ms.
  #began = 0;
  #leaving = false;
  #calls = [];
  #schedule;
  #begin;
  #perform;
  #pass;

  /**
   * `begin(item)` is called once before each item is played, `perform(beat, item)` at each beat of a play, `pass(items)` when
   * items have waited too long or a show took the stage from them.
   */
  constructor({ schedule, begin, perform, pass = () => {} }) {
    this.#schedule = schedule;
    this.#begin = begin;
    this.#perform = perform;
    this.#pass = pass;
  }

  /** The item on stage, from before its first beat until its end. */
  get current() {
    return this.#current;
  }

  /** Takes items; the heaviest is played first, among equals the earlier. */
  offer(...items) {
    this.#queue.add(items, this.#schedule.now);
    if (!this.#busy) this.#next();
  }

  /** A show begins: what is on stage leaves, and what nobody has seen to the end goes on in the ticker. */
  close() {
    this.#isClosed = true;
    if (!this.#current || this.#leaving) return;
    const item = this.#current;
    const isSeen = this.#schedule.now - this.#began >= beatsOf(item).cheer;
    this.#cut();
    if (!isSeen) this.#pass(playedBy(item));
  }

  /** The show is over. */
  open() {
    if (!this.#isClosed) return;
    this.#isClosed = false;
    if (!this.#busy) this.#rest();
  }

  /**
   * Takes announcements as they stand now, after a correction. One that waits is withdrawn if it was voided, else plays
   * what is true now. The one on stage finishes, but leaves early if it was voided: unseen if nothing has sounded yet.
   */
  revise(...announcements) {
    const revised = new Map(announcements.map((one) => [one.offset, one]));
    this.#queue.revise(revised);
    this.#current = revisedPlay(this.#current, revised);
    if (this.#current?.voided && !this.#leaving) this.#cut();
  }

  /** The log is another one: what waits is gone with the old one, and what is on stage leaves. */
  drop() {
    this.#queue = new Queue();
    if (this.#current) this.#current = { ...this.#current, voided: true };
    this.revise();
  }

  #cut() {
    for (const callOff of this.#calls) callOff();
    if (this.#schedule.now - this.#began < BEATS.sound) this.#end();
    else this.#leave();
  }

  #next() {
    const late = this.#queue.expire(this.#schedule.now);
    if (late.length) this.#pass(late);
    const item = this.#isClosed ? undefined : this.#queue.next();
    this.#busy = item !== undefined;
    if (!item) return;
    this.#current = item;
    this.#began = this.#schedule.now;
    this.#leaving = false;
    for (const one of playedBy(item)) this.#begin(one);
    const { prepare, sound, ...beats } = beatsOf(item);
    this.#calls = [];
    this.#at(prepare, 'prepare', item);
    this.#calls.push(this.#schedule.after(sound, () => {
      // What was prepared may have taken longer.
      this.#began = this.#schedule.now - sound;
      // Scheduled first: what cannot be performed still comes to its end.
      for (const [beat, at] of Object.entries(beats)) this.#at(at - sound, beat, item);
      this.#calls.push(this.#schedule.after(lengthOf(item) - LEAVE, () => this.#leave()));
      this.#perform('sound', item);
    }));
  }

  #at(ms, beat, item) {
    this.#calls.push(this.#schedule.after(ms, () => this.#perform(beat, item)));
  }

  #leave() {
    this.#leaving = true;
    this.#schedule.after(LEAVE, () => this.#end());
    this.#perform('leave', this.#current);
  }

  #end() {
    const item = this.#current;
    this.#current = undefined;
    this.#rest();
    this.#perform('end', item);
  }

  /** The board is seen before anything else is played. */
  #rest() {
    this.#busy = true;
    this.#schedule.after(BETWEEN, () => this.#next());
  }
}
