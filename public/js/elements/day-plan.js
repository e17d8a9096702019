/** <day-plan>: the site's timetable of today, what is on, what comes next, and when the next broadcast is. */
import { clockOf, dayPlan } from '../floor/day-plan.js';
import { minuteOn } from '../floor/rhythm.js';
import { keep, make, write } from './draw.js';

/** How a phase stands, in words. */
const STATES = { on: 'director.phase_on', next: 'director.phase_next' };

export class DayPlan extends HTMLElement {
  #date = this.querySelector('.panel-date');
  #told = this.querySelector('.told');
  #list = this.querySelector('.phases');
  #rows = new Map();

  /** `context` holds text, clock, zone and dayStart; `rhythm` is undefined for a site without a timetable. */
  show(rhythm, context) {
    const { text, clock, zone, dayStart } = context;
    const isKnown = rhythm !== undefined && clock.now !== undefined;
    this.classList.toggle('none', !isKnown);
    // A new day is some moments old before its timetable is here: until then nothing of the old one is still to come.
    const minute = isKnown ? Math.floor(minuteOn(rhythm.day, clock.now, zone, dayStart) ?? Infinity) : 0;
    const { rows, told } = isKnown ? dayPlan(rhythm, minute) : { rows: [] };
    write(this.#date, isKnown ? text.day(rhythm.day) : '');
    write(this.#told, !isKnown ? '' : told !== undefined ? text.say('director.told', { time: clockOf(told) }) : rhythm.working ? '' : text.say('director.day_off'));
    keep(this.#list, this.#rows, rows, ({ id }) => id, newRow).forEach((row, index) => {
      const { from, to, name, quiet, state } = rows[index];
      row.root.className = state;
      row.root.toggleAttribute('aria-current', state === 'on');
      write(row.time, `${clockOf(from)}–${clockOf(to)}`);
      write(row.name, text.pick(name));
      write(row.quiet, quiet ? text.say('director.quiet') : '');
      const minutes = text.number((state === 'on' ? to : from) - minute);
      write(row.state, STATES[state] ? text.say(STATES[state], { minutes }) : '');
    });
  }
}

function newRow() {
  const row = { time: make('span', 'span'), name: make('span', 'name'), quiet: make('span', 'quiet'), state: make('span', 'state') };
  row.root = make('li', '', row.time, row.name, row.quiet, row.state);
  return row;
}

customElements.define('day-plan', DayPlan);
