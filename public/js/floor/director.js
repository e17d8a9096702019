/**
 * A director's presses, one at a time. Each has its id once and is sent again with it until it is answered, so that a cut
 * neither loses it nor does it twice; but not for long, and never after a reload: a picture that changes a minute later
 * changes at the wrong moment.
 */
import { newId } from './outbox.js';
import { passes } from './problem.js';

/** An answer that has not come after this long (ms) is asked for again. */
export const AGAIN = 1_500;
/** How long it is tried in all (ms). */
export const PATIENCE = 6_000;

export class Director {
  #schedule;
  #send;
  #changed;
  #random;
  #message;
  #fault;
  #begun = 0;
  #callOff = () => {};

  /** `send(message)` answers false if there is no line; `changed()` hears of every answer. */
  constructor({ schedule, send, changed = () => {}, random }) {
    this.#schedule = schedule;
    this.#send = send;
    this.#changed = changed;
    this.#random = random;
  }

  /** The change that is on its way, { id, site, action, show }. */
  get pending() {
    return this.#message?.show_change;
  }

  /** Why the last press had no effect: { problem }, { cut: true } without a line, or { silent: true } if nobody knows whether it had. */
  get fault() {
    return this.#fault;
  }

  /** Tells the server; whoever is still waiting for an answer is not heard. */
  press(change) {
    if (this.#message) return;
    const id = newId(this.#random);
    const message = { kind: 'show_change', ref: id, show_change: { id, ...change } };
    this.#fault = this.#send(message) ? undefined : { cut: true };
    if (!this.#fault) {
      [this.#message, this.#begun] = [message, this.#schedule.now];
      this.#callOff = this.#schedule.every(AGAIN, () => this.#again());
    }
    this.#changed();
  }

  /** A new connection: what was not answered is sent on it. */
  restart() {
    if (this.#message) this.#send(this.#message);
  }

  /** The server has done it; false if it was none of ours. */
  acknowledged(ref) {
    return this.#isOurs(ref) && this.#settle();
  }

  /** The server would not do it; false if it was none of ours. A fault of the moment is tried again. */
  refused(ref, problem) {
    if (!this.#isOurs(ref)) return false;
    return passes(problem) || this.#settle({ problem });
  }

  #isOurs(ref) {
    return ref !== undefined && ref === this.#message?.ref;
  }

  #again() {
    if (this.#schedule.now - this.#begun >= PATIENCE) this.#settle({ silent: true });
    else this.#send(this.#message);
  }

  #settle(fault) {
    this.#callOff();
    [this.#message, this.#fault] = [undefined, fault];
    this.#changed();
    return true;
  }
}
