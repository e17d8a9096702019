/**
 * Sends what an outbox holds, a few at a time, again after every cut, and again when an answer stays away: the server
 * knows each deal by its id, so sending twice counts once.
 */

/** Deals sent at once, and the pause before the next (ms): far below what the server allows one page (20 a second). */
const BATCH = 8;
const PAUSE = 1_000;
/** An answer that has not come after this long (ms) is asked for again. */
const PATIENCE = 8_000;

export class Delivery {
  #schedule;
  #outbox;
  #send;
  #sent = new Map(); // ref -> steady ms
  #everSent = new Set(); // also on connections before this one
  #callOff = () => {};

  /** `send(message)` answers false if there is no line. */
  constructor({ schedule, outbox, send }) {
    this.#schedule = schedule;
    this.#outbox = outbox;
    this.#send = send;
  }

  /** A new connection: nothing has been sent on it. */
  restart() {
    this.#sent.clear();
    this.flush();
  }

  /** Whether a deal is on its way on this connection. */
  isSent(ref) {
    return this.#sent.has(ref);
  }

  /** Whether the server may have it, whatever became of the connection. */
  mayHaveArrived(ref) {
    return this.#everSent.has(ref);
  }

  /** Sends what has not been sent on this connection. */
  flush() {
    this.#callOff();
    const now = this.#schedule.now;
    const waiting = new Set(this.#outbox.messages.map(({ ref }) => ref));
    for (const ref of this.#everSent) {
      if (waiting.has(ref)) continue;
      this.#everSent.delete(ref);
      this.#sent.delete(ref);
    }
    const due = this.#outbox.messages.filter(({ ref }) => !(now - this.#sent.get(ref) < PATIENCE));
    for (const message of due.slice(0, BATCH)) {
      if (!this.#send(message)) return; // the next connection begins with restart()
      this.#sent.set(message.ref, now);
      this.#everSent.add(message.ref);
    }
    if (this.#outbox.messages.length === 0) return;
    this.#callOff = this.#schedule.after(due.length > BATCH ? PAUSE : PATIENCE, () => this.flush());
  }
}
