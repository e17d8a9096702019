/** <floor-frame>: whose floor this is, what part of the day it is there by the server's clock, and whether the line is alive. */
import { clockOf } from '../floor/day-plan.js';
import { phaseNow } from '../floor/rhythm.js';
import { write } from './draw.js';

export class FloorFrame extends HTMLElement {
  #site = this.querySelector('.site');
  #company = this.querySelector('.company');
  #state = this.querySelector('.line-state');
  #date = this.querySelector('.date');
  #clock = this.querySelector('.clock');
  #phase = this.querySelector('.phase');
  #name = this.querySelector('.phase-name');
  #left = this.querySelector('.phase-left');
  #next = this.querySelector('.phase-next');
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
      this.#tell(phaseNow(floor.rhythm, clock.now, zone, welcome?.site.day_start), text);
    };
    tell();
    this.#callOff?.();
    this.#callOff = schedule.every(1_000, tell);
  }

  /** On pages that have a place for it. */
  #tell({ phase, left, next }, text) {
    if (!this.#phase) return;
    this.#phase.hidden = !phase && !next;
    write(this.#name, phase ? text.pick(phase.name) : '');
    write(this.#left, phase ? text.say('phase.left', { count: left }) : '');
    write(this.#next, next ? text.say('phase.next', { time: clockOf(next.from), name: text.pick(next.name) }) : '');
  }
}

customElements.define('floor-frame', FloorFrame);
