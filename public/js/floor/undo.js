/** Undo for the deal entered last: open for ten seconds, and used once. Knows no DOM. */

/** How long (ms). */
export const UNDO = 10_000;

export class Undo {
  #schedule;
  #changed;
  #callOff = () => {};

  /** The sale { id, .. } that can be undone, if any. */
  sale;

  /** `changed(sale)` hears of the sale that can be undone now, or undefined. */
  constructor({ schedule, changed }) {
    this.#schedule = schedule;
    this.#changed = changed;
  }

  /** A sale was entered; the one before it can no longer be undone here. */
  offer(sale) {
    this.#become(sale);
    this.#callOff = this.#schedule.after(UNDO, () => this.#become());
  }

  /** Takes the sale to be undone, if there still is one. */
  take() {
    const { sale } = this;
    this.close();
    return sale;
  }

  /** There is nothing to undo any more. */
  close() {
    if (this.sale) this.#become();
  }

  #become(sale) {
    this.#callOff();
    this.#callOff = () => {};
    this.sale = sale;
    this.#changed(sale);
  }
}
