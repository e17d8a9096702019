/**
 * Confetti as a pool of elements moved by the compositor: made ready before a play (layers cost a frame), thrown when the
 * figure has landed, put away afterwards. No canvas, no script while it flies.
 */
import { make, still } from './draw.js';

/** Pieces in the pool: more cost frames on a TV stick and are not seen. */
const PIECES = 120;
/** A shot and a rain (ms). All pieces fly for as long, and whoever comes later waits out of sight: the page wakes for whatever begins or ends. */
const SHOT = 4_400;
const RAIN = 10_000;

export class Confetti {
  #root = make('div', 'confetti');
  #pieces = Array.from({ length: PIECES }, (_, index) => {
    const piece = make('i', 'piece');
    piece.style.background = `var(--tone-${index % 5})`;
    return piece;
  });
  #flights = [];

  constructor() {
    this.#root.append(...this.#pieces);
    this.#root.hidden = true;
  }

  get root() {
    return this.#root;
  }

  /** Makes the layers, so that the throw itself costs nothing. */
  prepare() {
    this.#root.hidden = false;
  }

  /** Two cannons from the lower corners, or rain; `part` of the pool, 0 to 1. */
  throw(part = 1, rains = false) {
    if (still()) return;
    const between = (least, most) => least + Math.random() * (most - least);
    this.#stop();
    const { innerWidth: width, innerHeight: height } = window;
    this.#flights = this.#pieces.slice(0, Math.round(PIECES * part)).map((piece, index) => {
      const way = index % 2 ? -1 : 1;
      const start = rains ? between(0, 1) : 0.5 - way * between(0.42, 0.52);
      const top = start + way * between(0.05, rains ? 0.08 : 0.46);
      const turn = between(-2, 2);
      const at = (x, y, spin) => `translate3d(${Math.round(x * width)}px, ${Math.round(y * height)}px, 0) rotate3d(${(index % 3) / 2}, 1, 0.4, ${spin}turn)`;
      const begin = rains ? between(0, 0.36) : 0;
      const span = between(0.6, 1) * (rains ? 0.62 : 1);
      const hidden = at(start, rains ? -0.06 : 1.04, 0);
      const gone = at(top + way * between(0, 0.12), 1.06, turn * 3);
      return piece.animate([
        { transform: hidden, opacity: 1 },
        { transform: hidden, offset: begin, easing: 'cubic-bezier(0.1, 0.8, 0.3, 1)' },
        { transform: at(top, rains ? between(0.04, 0.3) : between(0.02, 0.55), turn), offset: begin + span * 0.32, easing: 'cubic-bezier(0.4, 0, 0.8, 0.6)' },
        { transform: gone, offset: begin + span },
        { transform: gone, opacity: 1 },
      ], { duration: rains ? RAIN : SHOT, fill: 'both' });
    });
  }

  /** Clears the stage. */
  sweep() {
    this.#stop();
    this.#root.hidden = true;
  }

  #stop() {
    for (const flight of this.#flights) flight.cancel();
    this.#flights = [];
  }
}
