/** Asks the server for its time: several times after each welcome, then now and then. */

/** Round trips after a welcome, and the time between two (ms): one of them goes through without waiting anywhere. */
export const FIRST_TRIPS = 5;
export const APART = 100;
/** The time between two later ones (ms). */
export const LATER = 30_000;
/** Nobody asks again sooner than this (ms), whatever frames say. */
const PAUSE = 50;

export class RoundTrips {
  #schedule;
  #send;
  #asked = -Infinity;
  #calls = [];

  /** `send(message)` answers false if there is no line. */
  constructor({ schedule, send }) {
    this.#schedule = schedule;
    this.#send = send;
  }

  /** A new connection. */
  restart() {
    this.stop();
    this.#ask();
    for (let n = 1; n < FIRST_TRIPS; n += 1) this.#calls.push(this.#schedule.after(n * APART, () => this.#ask()));
    this.#calls.push(this.#schedule.every(LATER, () => this.#ask()));
  }

  stop() {
    for (const callOff of this.#calls) callOff();
    this.#calls = [];
  }

  /** Once more, now: something came whose time matters. */
  hurry() {
    if (this.#schedule.now - this.#asked >= PAUSE) this.#ask();
  }

  #ask() {
    this.#asked = this.#schedule.now;
    this.#send({ kind: 'time', sent: Math.floor(this.#asked) });
  }
}
