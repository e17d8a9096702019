/**
 * The takeovers: waiting in the order of their weight, played one at a time, beat by beat. It waits on timers and never
 * on an animation's end, so a screen whose animations are switched off keeps the same time. Knows no DOM.
 */
import { firstOf } from './reasons.js';

/** A play's beats (ms from its start). The room is told by sound first, 150 ms ahead of the picture. */
export const BEATS = {
  prepare: 0, // layers are made before anything sounds or moves
  sound: 250,
  arrive: 400,
  who: 800,
  what: 1500,
  amount: 2200,
  cheer: 3100, // the figure has landed
};
/** How long the curtain takes to fall (ms), counted in the play's length. */
export const LEAVE = 300;
/** The board is seen between two plays (ms): the winner's row lights up. */
export const BETWEEN = 1_800;
/** A play's length if the server names none (ms), and the bounds of what it may name. */
const LENGTH = { default: 10_000, least: 6_000, most: 60_000 };

/** First orders stand between the tiers of big deals: they happen once. */
const FIRSTS = { first_of_month: 2.9, first_of_week: 2.5, first_of_day: 1.5 };

/** Heavier goes first. */
export function weight({ tier = 0, reasons }) {
  const first = FIRSTS[firstOf(reasons)] ?? 0;
  return Math.max(tier, first) + Math.min(tier, first) / 100;
}

export class Player {
  #waiting = [];
  #current;
  #busy = false; // from a play's start until the board has been seen after it
  #began = 0; // steady ms
  #leaving = false;
  #calls = [];
  #schedule;
  #begin;
  #perform;

  /** `begin(announcement)` is called once before a play, `perform(beat, announcement)` at each beat. */
  constructor({ schedule, begin, perform }) {
    this.#schedule = schedule;
    this.#begin = begin;
    this.#perform = perform;
  }

  /** The announcement on stage, from before its first beat until its end. */
  get current() {
    return this.#current;
  }

  get waiting() {
    return this.#waiting.length;
  }

  /** Takes announcements; the heaviest is played first, among equals the earlier. */
  offer(...announcements) {
    this.#queue([...this.#waiting, ...announcements]);
    if (!this.#busy) this.#next();
  }

  /**
   * Takes announcements as they stand now, after a correction. One that waits is withdrawn if it was voided, else plays
   * what is true now. The one on stage finishes, but leaves early if it was voided: unseen if nothing has sounded yet.
   */
  revise(...announcements) {
    const revised = new Map(announcements.map((one) => [one.offset, one]));
    this.#queue(this.#waiting.map((one) => revised.get(one.offset) ?? one).filter(({ voided }) => !voided));
    this.#current = revised.get(this.#current?.offset) ?? this.#current;
    if (!this.#current?.voided || this.#leaving) return;
    for (const callOff of this.#calls) callOff();
    if (this.#schedule.now - this.#began < BEATS.sound) this.#end();
    else this.#leave();
  }

  #queue(announcements) {
    this.#waiting = announcements.sort((a, b) => weight(b) - weight(a) || a.offset - b.offset);
  }

  #next() {
    const announcement = this.#waiting.shift();
    this.#busy = announcement !== undefined;
    if (!announcement) return;
    this.#current = announcement;
    this.#began = this.#schedule.now;
    this.#leaving = false;
    this.#begin(announcement);
    const end = BEATS.sound + Math.min(LENGTH.most, Math.max(LENGTH.least, announcement.duration ?? LENGTH.default));
    this.#calls = Object.entries(BEATS).map(([beat, at]) => this.#schedule.after(at, () => this.#perform(beat, announcement)));
    this.#calls.push(this.#schedule.after(end - LEAVE, () => this.#leave()));
  }

  #leave() {
    this.#leaving = true;
    this.#schedule.after(LEAVE, () => this.#end());
    this.#perform('leave', this.#current);
  }

  #end() {
    const announcement = this.#current;
    this.#current = undefined;
    this.#schedule.after(BETWEEN, () => this.#next());
    this.#perform('end', announcement);
  }
}
