/**
 * What a panel shows of the server: asked for when the panel is opened, after every change, and from time to time while
 * it is open. The answer asked for last is the one shown.
 */

/** How often an open panel asks by itself (ms). */
export const EVERY = 30_000;

export class Fresh {
  #schedule;
  #ask;
  #show;
  #every;
  #turn = 0;
  #callOff;

  /** `ask()` promises an answer, `show(answer)` takes it; `every` is the time between two questions (ms). */
  constructor({ schedule, ask, show, every = EVERY }) {
    this.#every = every;
    this.#schedule = schedule;
    this.#ask = ask;
    this.#show = show;
  }

  /** Asks now, and from now on; also what an open panel does when the line is back. */
  open() {
    this.#callOff ??= this.#schedule.every(this.#every, () => this.again());
    this.again();
  }

  close() {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#turn += 1; // an answer still on its way is not wanted any more
  }

  async again() {
    if (!this.#callOff) return;
    this.#turn += 1;
    const turn = this.#turn;
    const answer = await this.#ask();
    if (turn === this.#turn) this.#show(answer);
  }
}
