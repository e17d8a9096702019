/** <standings-board>: who leads and who is climbing. Rows travel to their new place; it ranks nothing itself. */
import './figure.js';
import { ems } from '../floor/text.js';
import { EASE_OUT, make, picture, still, tint, write } from './draw.js';

/** Rows on a board at most: eight metres away nobody reads the eleventh. */
const ROWS = 10;
/** With no more rows than this they are taller, and the next seats are shown to be free: the podium's at least. */
const FEW = 5;
const PODIUM = 3;
/** A row's travel to its new place, and the light on the winner's row (ms). */
const TRAVEL = 600;
const LIGHT = 3_000;
/** How long a climber's mark stays (ms). */
const CLIMBED = 30_000;

export class StandingsBoard extends HTMLElement {
  #list = make('ol', 'rows');
  #seats = Array.from({ length: PODIUM - 1 }, seat);
  #opening = opening();
  #rows = new Map();
  #callOff = new Map();

  connectedCallback() {
    this.append(this.#list, ...this.#seats.map(({ root }) => root), this.#opening.root);
    this.#opening.root.hidden = true;
    this.#free(0);
  }

  disconnectedCallback() {
    for (const callOff of this.#callOff.values()) callOff();
    this.#callOff.clear();
    this.#rows.clear();
    this.#list.replaceChildren();
    this.replaceChildren();
  }

  /** Draws the agents' rows as given. */
  show(floor, { text, money, schedule }) {
    const agents = floor.agents.slice(0, ROWS);
    this.#opening.root.hidden = !floor.known || agents.length > 0;
    this.#opening.write(text);
    this.#list.hidden = agents.length === 0;
    this.classList.toggle('few', agents.length <= FEW);
    this.#free(agents.length, text);

    const before = new Map([...this.#rows].map(([id, row]) => [id, row.root.getBoundingClientRect().top]));
    const staying = new Set(agents.map(({ id }) => id));
    for (const [id, row] of this.#rows) if (!staying.has(id)) this.#leave(id, row);

    const most = agents[0]?.amount ?? 0;
    this.#list.style.setProperty('--ems', String(width(money.board(most))));
    agents.forEach((agent, index) => {
      const row = this.#rows.get(agent.id) ?? newRow();
      this.#rows.set(agent.id, row);
      if (this.#list.children[index] !== row.root) this.#list.insertBefore(row.root, this.#list.children[index] ?? null);
      row.root.classList.toggle('leads', index === 0);
      fill(row, agent, most, { text, money });
      if (agent.rise > 0) this.#climbed(agent.id, row, agent.rise, schedule);
    });
    this.#travel(before);
  }

  /** Lights up an agent's row: the applause after a takeover. */
  light(id) {
    this.#rows.get(id)?.glow.animate(
      [{ opacity: 0 }, { opacity: 1, offset: 0.12 }, { opacity: 1, offset: 0.5 }, { opacity: 0 }],
      { duration: LIGHT, easing: 'ease-out' },
    );
  }

  /** Shows the free seats after so many rows. */
  #free(taken, text) {
    const last = taken === 0 || taken > FEW ? 0 : Math.max(PODIUM, taken + 1);
    this.#seats.forEach((one, index) => {
      const place = taken + 1 + index;
      one.root.hidden = place > last;
      if (place <= last) one.write(place, text);
    });
  }

  #leave(id, row) {
    this.#callOff.get(id)?.();
    this.#callOff.delete(id);
    this.#rows.delete(id);
    row.root.remove();
  }

  #climbed(id, row, rise, schedule) {
    this.#callOff.get(id)?.();
    write(row.rise, `▲${rise}`);
    this.#callOff.set(id, schedule.after(CLIMBED, () => write(row.rise, '')));
  }

  #travel(before) {
    for (const { root } of this.#rows.values()) for (const animation of root.getAnimations()) animation.cancel();
    const after = new Map([...this.#rows].map(([id, { root }]) => [id, root.getBoundingClientRect().top]));
    for (const [id, { root }] of this.#rows) {
      const way = before.has(id) ? before.get(id) - after.get(id) : undefined;
      if (way === 0) continue;
      const arrives = way === undefined;
      const from = arrives || still() ? { opacity: 0 } : { transform: `translateY(${way}px)` };
      const to = arrives || still() ? { opacity: 1 } : { transform: 'none' };
      root.animate([from, to], { duration: TRAVEL, easing: EASE_OUT });
    }
  }
}

/** An amount's width in ems; its sign and unit are set at half its size. */
const width = ({ sign, figure, unit }) => ems(figure) + (ems(sign) + (unit ? ems(unit) : 0)) / 2 + 0.3;

function newRow() {
  const row = {
    root: make('li', 'row'),
    bar: make('span', 'bar'),
    glow: make('span', 'glow'),
    place: make('span', 'place'),
    name: make('span', 'name'),
    rise: make('span', 'rise'),
    team: make('span', 'team'),
    deals: make('span', 'deals'),
    amount: make('floor-figure', 'amount'),
  };
  const who = make('span', 'who', row.name, row.rise, row.team);
  row.root.append(row.bar, row.glow, row.place, who, row.deals, row.amount);
  return row;
}

function fill(row, agent, most, { text, money }) {
  row.root.classList.toggle('first', agent.place === 1);
  row.root.classList.toggle('podium', agent.place === 2 || agent.place === 3);
  tint(row.root, agent.team?.color);
  row.root.style.setProperty('--share', String(most > 0 ? agent.amount / most : 0));
  write(row.place, text.number(agent.place));
  write(row.name, agent.name);
  write(row.team, agent.team?.name ?? '');
  write(row.deals, text.say('deals', { count: agent.deals }));
  row.amount.show(agent.amount, (minor) => money.board(minor));
}

/** A place that nobody has yet. */
function seat() {
  const place = make('span', 'seat-place');
  const name = make('span', 'seat-name');
  return {
    root: make('div', 'seat', place, name),
    write(number, text) {
      write(place, text.number(number));
      write(name, text.say('opening.seat'));
    },
  };
}

/** What the board says before the first deal of the day: the first place is free. */
function opening() {
  const title = make('p', 'opening-title');
  const call = make('p', 'opening-call');
  const line = make('p', 'opening-line');
  const first = seat();
  const root = make('div', 'opening',
    picture('lantern', 'opening-lantern'),
    make('div', 'opening-words', title, call, line),
    first.root);
  return {
    root,
    write(text) {
      write(title, text.say('opening.title'));
      title.style.setProperty('--ems', String(ems(title.textContent)));
      write(call, text.say('opening.call'));
      call.style.setProperty('--ems', String(ems(call.textContent)));
      write(line, text.say('opening.line'));
      first.write(1, text);
    },
  };
}

customElements.define('standings-board', StandingsBoard);
