/** <clap-wave>: colleagues' hands rise from the foot of the wall, as many as were given. Nothing moves while nobody claps. */
import { picture, still } from './draw.js';

/** Hands in the air at once: more are not seen. */
const HANDS = 24;
/** How long one rises (ms), and over how long those that came together are spread. */
const RISE = 2_200;
const SPREAD = 1_200;

export class ClapWave extends HTMLElement {
  #free = [];

  connectedCallback() {
    this.#free = Array.from({ length: HANDS }, () => picture('clap'));
    this.replaceChildren(...this.#free);
  }

  /** So many hands more. */
  raise(hands) {
    for (const hand of this.#free.splice(0, hands)) {
      const [x, top, lean] = [Math.random() * 94, 18 + Math.random() * 26, Math.random() * 40 - 20];
      const at = (y, scale) => (still() ? `translate(${x}vw, -14vmin)` : `translate(${x}vw, ${y}vmin) rotate(${lean}deg) scale(${scale})`);
      const rise = hand.animate([
        { transform: at(4, 0.6), opacity: 0 }, { transform: at(-top * 0.7, 1.1), opacity: 1, offset: 0.3 },
        { transform: at(-top * 0.8, 0.95), opacity: 1, offset: 0.6 }, { transform: at(-top, 1), opacity: 0 },
      ], { duration: RISE, delay: Math.random() * SPREAD, easing: 'ease-out' });
      rise.onfinish = () => this.#free.push(hand);
    }
  }
}

customElements.define('clap-wave', ClapWave);
