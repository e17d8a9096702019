/** <floor-figure>: an amount with its sign small and its figure large, that counts up to a new value. */
import { make, still, write } from './draw.js';

/** A change counts up for this long (ms). */
const COUNT = 800;

// The one animation loop of the page: it runs only while a figure counts.
const counting = new Set();
let running = false;

function turn(now) {
  for (const step of counting) step(now);
  running = counting.size > 0;
  if (running) requestAnimationFrame(turn);
}

function count(step) {
  counting.add(step);
  if (running) return;
  running = true;
  requestAnimationFrame(turn);
}

export class FloorFigure extends HTMLElement {
  #sign = make('span', 'sign');
  #number = make('span', 'number');
  #unit = make('span', 'unit');
  #value;
  #format;
  #step;

  connectedCallback() {
    this.append(this.#sign, this.#number, this.#unit);
  }

  disconnectedCallback() {
    counting.delete(this.#step);
    this.replaceChildren();
  }

  /** Shows `value`, written by `format(value)` -> { sign, figure, unit }, counting up from `from` (or what is shown) for `takes` ms. */
  show(value, format, { from = this.#value, counts = true, takes = COUNT } = {}) {
    counting.delete(this.#step);
    this.#value = value;
    this.#format = format;
    if (!counts || from === undefined || from === value || still() || document.hidden) {
      this.#draw(format(value));
      return;
    }
    const began = performance.now();
    // An amount without small change does not show any on its way.
    const grain = (value - from) % 100 ? 1 : 100;
    this.#draw(format(from));
    this.#step = (now) => {
      const done = Math.min(1, Math.max(0, now - began) / takes);
      const eased = 1 - (1 - done) ** 3;
      this.#draw(format(done === 1 ? value : from + Math.round(((value - from) * eased) / grain) * grain));
      if (done === 1) counting.delete(this.#step);
    };
    count(this.#step);
  }

  /** Counts up again to what is shown, from nothing. */
  recount(takes) {
    if (this.#format) this.show(this.#value, this.#format, { from: 0, takes });
  }

  #draw({ sign, figure, unit }) {
    write(this.#sign, sign);
    write(this.#number, figure);
    write(this.#unit, unit);
  }
}

customElements.define('floor-figure', FloorFigure);
