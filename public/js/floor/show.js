/**
 * A show's position: which step is on stage follows from the server's clock and the show's anchor alone, so every screen
 * finds it by itself, at whatever moment it comes. Knows no DOM.
 */

/** A step's picture is built this long (ms) before it is shown, so that the change itself costs one frame. */
export const PREPARE = 300;
/** A change waits this long (ms) for the clock: if it was made because the server's clock was set, the old time is wrong. */
export const SETTLE = 150;
/** Told of a jump of its clock, the server puts the show right within this time (ms); until then the picture stays. */
export const RESET = 3_000;
/** A jump of the clock, and a step that begins anew, are further than this (ms) from where the show was. */
const APART = 1_000;

/**
 * The step on stage at `now` (Unix ms of the server): { index, elapsed }, below zero before it begins; undefined when the
 * show is over, was ended or never began.
 */
export function stepAt({ steps, anchor }, now) {
  if (!anchor) return undefined;
  let index = anchor.step;
  let elapsed = (anchor.held_at ?? now) - anchor.at;
  for (; index >= 0 && index < steps.length; index += 1) {
    if (elapsed < steps[index].ms) return { index, elapsed };
    elapsed -= steps[index].ms;
  }
  return undefined;
}

/** Calls a show's steps at their time on the steady clock. */
export class ShowClock {
  #schedule;
  #clock;
  #on;
  #show;
  // Steady ms at which the anchor's step began.
  #origin;
  // What is on stage, and where it was at that steady moment: { index, elapsed, at, held }.
  #shown;
  #prepared;
  #calls = [];
  #taken;
  #pending = () => {};

  /**
   * `on` holds prepare(step, index), step(step, index, elapsed, held), go(elapsed, held) when the one on stage is held or
   * goes on, and end(). Times are in ms of the step.
   */
  constructor({ schedule, clock, on }) {
    this.#schedule = schedule;
    this.#clock = clock;
    this.#on = on;
  }

  /** Whether a step is on stage. */
  get isOn() {
    return this.#shown !== undefined;
  }

  /** Whether a step is about to begin, or on stage. */
  get isComing() {
    return this.isOn || this.#prepared !== undefined;
  }

  /** The show as it stands from now on. */
  take(show) {
    if (show === this.#taken) return;
    this.#taken = show;
    this.#pending();
    this.#pending = this.#schedule.after(SETTLE, () => {
      if (show?.id !== this.#show?.id && this.#shown) this.#end();
      this.#show = show;
      this.#origin = undefined;
      this.again();
    });
  }

  /** Works out anew what is on stage: the clock has become better, or was set. */
  again() {
    for (const callOff of this.#calls) callOff();
    this.#calls = [];
    const show = this.#show;
    if (!show?.anchor || this.#clock.now === undefined) {
      this.#end();
      return;
    }
    this.#anchor(show.anchor);
    const now = show.anchor.at + (this.#schedule.now - this.#origin) * this.#clock.rate;
    const on = stepAt(show, now);
    if (!on) this.#end();
    else this.#go(show.steps, on, show.anchor.held_at !== undefined);
  }

  /** Ties the anchor to the steady clock. After a jump of the server's clock the old tie holds for a while. */
  #anchor({ at }) {
    const origin = this.#clock.steadyAt(at);
    if (this.#origin !== undefined && Math.abs(origin - this.#origin) > APART && this.#shown) {
      this.#after(RESET, () => {
        this.#origin = undefined;
        this.again();
      });
    } else this.#origin = origin;
  }

  #go(steps, { index, elapsed }, held) {
    const continues = this.#shown?.index === index && elapsed > this.#where() - APART;
    if (continues) {
      if (held || this.#shown.held) this.#on.go(elapsed, held);
      this.#keep(index, elapsed, held);
    } else if (elapsed >= 0) {
      this.#build(steps, index);
      this.#prepared = undefined;
      this.#keep(index, elapsed, held);
      this.#on.step(steps[index], index, elapsed, held);
    } else {
      this.#ahead(steps, index, -elapsed);
      return;
    }
    if (!held) this.#ahead(steps, index + 1, steps[index].ms - elapsed);
  }

  #where() {
    const { elapsed, at, held } = this.#shown;
    return held ? elapsed : elapsed + (this.#schedule.now - at) * this.#clock.rate;
  }

  #keep(index, elapsed, held) {
    this.#shown = { index, elapsed, at: this.#schedule.now, held };
  }

  /** The step at `index` begins in so many ms. */
  #ahead(steps, index, ms) {
    const left = ms / this.#clock.rate;
    if (steps[index]) this.#after(Math.max(0, left - PREPARE), () => this.#build(steps, index));
    this.#after(left, () => this.again());
  }

  #build(steps, index) {
    if (this.#prepared === index) return;
    this.#prepared = index;
    this.#on.prepare(steps[index], index);
  }

  #after(ms, run) {
    this.#calls.push(this.#schedule.after(ms, run));
  }

  #end() {
    if (!this.#shown && this.#prepared === undefined) return;
    this.#shown = this.#prepared = undefined;
    this.#on.end();
  }
}
