/**
 * The server's wall clock, carried on by the page's own steady clock: a TV whose clock is three hours wrong still shows
 * the right time, and all screens change together. What a round trip proves is better than what a frame says that has
 * just arrived; a frame's own time is used until the first round trip, and to hear that the server's clock was set.
 */

/** A difference above this (ms) is no delay of the network: the server's clock was set. */
export const JUMP = 1_000;
/** Round trips remembered: the best of a few minutes. */
const TRIPS = 8;
/** How fast two steady clocks may drift apart: 100 millionths, as quartz in a warm TV does. */
const DRIFT = 1e-4;

export class ServerClock {
  #schedule;
  // Unix ms by the server, at this moment of the steady clock.
  #server;
  #steady;
  #rate = 1;
  // { server, steady, doubt }: the newest last.
  #trips = [];

  constructor(schedule) {
    this.#schedule = schedule;
  }

  /** How fast the server's clock runs: 1, or N in a demonstration. */
  get rate() {
    return this.#rate;
  }

  /**
   * Takes the server's time (Unix ms) from a frame that has just arrived. Answers whether only a round trip can tell more:
   * a time from the past was either long under way, or the server's clock was set back.
   */
  sample(time, rate = this.#rate) {
    if (!Number.isFinite(time)) return false;
    const ahead = time - this.now;
    if (rate === this.#rate && this.#trips.length > 0 && ahead <= JUMP * rate) return ahead < -JUMP * rate;
    this.#trips = [];
    this.#set(time, this.#schedule.now, rate);
    return true;
  }

  /** Takes a round trip: sent and received on the steady clock, answered at `time` by the server. */
  trip(sent, time, received = this.#schedule.now, rate = 1) {
    if (!Number.isFinite(time) || !(sent <= received)) return;
    const doubt = (received - sent) / 2;
    const trip = { server: time, steady: sent + doubt, doubt };
    const isFar = Math.abs(this.at(trip.steady) - time) > (JUMP + doubt) * rate;
    this.#trips = rate === this.#rate && !isFar ? [...this.#trips, trip].slice(-TRIPS) : [trip];
    const worth = (one) => one.doubt + (received - one.steady) * DRIFT;
    const best = this.#trips.reduce((a, b) => (worth(b) <= worth(a) ? b : a));
    this.#set(best.server, best.steady, rate);
  }

  /** Unix ms by the server, or undefined before it has said. */
  get now() {
    return this.at(this.#schedule.now);
  }

  /** Unix ms by the server of a moment on the steady clock. */
  at(steady) {
    return this.#server === undefined ? undefined : this.#server + (steady - this.#steady) * this.#rate;
  }

  /** The moment on the steady clock of a time of the server. */
  steadyAt(time) {
    return this.#server === undefined ? undefined : this.#steady + (time - this.#server) / this.#rate;
  }

  #set(server, steady, rate) {
    [this.#server, this.#steady, this.#rate] = [server, steady, rate];
  }
}
