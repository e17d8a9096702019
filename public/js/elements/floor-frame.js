/** <floor-frame>: whose floor this is, the time there by the server's clock, and whether the line is alive. */
import { write } from './draw.js';

export class FloorFrame extends HTMLElement {
  #site = this.querySelector('.site');
  #company = this.querySelector('.company');
  #state = this.querySelector('.line-state');
  #date = this.querySelector('.date');
  #clock = this.querySelector('.clock');
  #callOff;

  disconnectedCallback() {
    this.#callOff?.();
    this.#callOff = undefined;
  }

  /** `context` holds text, zone, clock and schedule. */
  show(floor, context, phase) {
    const { welcome } = floor;
    const { text, clock, schedule, zone } = context;
    write(this.#site, text.pick(welcome?.site.name));
    write(this.#company, text.pick(welcome?.company));
    write(this.#state, text.say(phase === 'live' ? 'line.live' : phase === 'connecting' ? 'line.connecting' : 'line.cut'));
    this.dataset.phase = phase;
    const tell = () => {
      if (clock.now === undefined) return;
      write(this.#clock, text.time(clock.now, zone));
      write(this.#date, text.date(clock.now, zone));
    };
    tell();
    this.#callOff?.();
    this.#callOff = schedule.every(1_000, tell);
  }
}

customElements.define('floor-frame', FloorFrame);
