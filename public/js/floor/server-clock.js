/**
 * The server's wall clock, carried on by the page's own steady clock: a TV whose clock is three hours wrong still shows
 * the right time.
 */
export class ServerClock {
  #schedule;
  #ahead; // server's Unix ms minus the steady clock

  constructor(schedule) {
    this.#schedule = schedule;
  }

  /** Takes the server's time from a frame that has just arrived; the network's delay (milliseconds) is not seen on a clock. */
  sample(time) {
    if (Number.isFinite(time)) this.#ahead = time - this.#schedule.now;
  }

  /** Unix ms by the server, or undefined before it has said. */
  get now() {
    return this.#ahead === undefined ? undefined : this.#ahead + this.#schedule.now;
  }

  /** Unix ms by the server of a moment on the steady clock. */
  at(steady) {
    return this.#ahead === undefined ? undefined : this.#ahead + steady;
  }
}
