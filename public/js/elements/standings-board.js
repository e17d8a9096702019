/** <standings-board>: who leads and who is climbing. Rows travel to their new place; it ranks nothing itself. */
import './figure.js';
import { movementOf } from '../floor/movement.js';
import { ems } from '../floor/text.js';
import { EASE_OUT, keep, make, still, tint, write } from './draw.js';

/** Rows on a board at most: eight metres away nobody reads the eleventh. */
const ROWS = 10;
/** With no more rows than this they are taller, and the next seats are shown to be free: the podium's at least. */
const FEW = 5;
const PODIUM = 3;
/** A row's travel to its new place, and the light on the winner's row (ms). */
const TRAVEL = 600;
const LIGHT = 3_000;

export class StandingsBoard extends HTMLElement {
  #list = this.querySelector('.rows');
  #seats = this.querySelectorAll(':scope > .seat');
  #opening = this.querySelector('.opening');
  #rows = new Map();

  disconnectedCallback() {
    this.#rows.clear();
    this.#list.replaceChildren();
  }

  /** Draws the agents' rows as given. */
  show(floor, { text, money }) {
    const agents = floor.agents.slice(0, ROWS);
    this.#opening.hidden = !floor.known || agents.length > 0;
    for (const line of this.querySelectorAll('.opening-title, .opening-call')) line.style.setProperty('--ems', String(ems(line.textContent)));
    this.#list.hidden = agents.length === 0;
    this.classList.toggle('few', agents.length <= FEW);
    this.#free(agents, text);

    const before = new Map([...this.#rows].map(([id, row]) => [id, row.root.getBoundingClientRect().top]));
    const most = agents[0]?.amount ?? 0;
    this.#list.style.setProperty('--ems', String(width(money.board(most))));
    this.classList.toggle('moves', agents.some(({ movement }) => movementOf(movement)));
    keep(this.#list, this.#rows, agents, ({ id }) => id, newRow).forEach((row, index) => {
      row.root.classList.toggle('leads', index === 0);
      fill(row, agents[index], most, { text, money });
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

  /** Shows the free seats after the rows; whoever is not shown on screens keeps their place among them. */
  #free(agents, text) {
    const taken = agents.length;
    const last = agents.at(-1)?.place ?? 0;
    const next = last + agents.filter(({ place }) => place === last).length;
    const free = taken === 0 || taken > FEW ? 0 : Math.max(PODIUM - taken, 1);
    this.#seats.forEach((seat, index) => {
      seat.hidden = index >= free;
      write(seat.firstElementChild, text.number(next + index));
    });
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
    move: make('span', 'move'),
    name: make('span', 'name'),
    team: make('span', 'team'),
    deals: make('span', 'deals'),
    amount: make('floor-figure', 'amount'),
  };
  const who = make('span', 'who', row.name, row.team);
  row.root.append(row.bar, row.glow, row.place, row.move, who, row.deals, row.amount);
  return row;
}

function fill(row, agent, most, { text, money }) {
  row.root.classList.toggle('first', agent.place === 1);
  row.root.classList.toggle('podium', agent.place === 2 || agent.place === 3);
  tint(row.root, agent.team?.color);
  row.root.style.setProperty('--share', String(most > 0 ? agent.amount / most : 0));
  write(row.place, text.number(agent.place));
  const movement = movementOf(agent.movement);
  row.move.className = `move ${movement?.kind ?? ''}`;
  write(row.move, movement?.mark ?? '');
  write(row.name, agent.name);
  row.name.style.setProperty('--ems', String(ems(agent.name)));
  write(row.team, agent.team?.name ?? '');
  write(row.deals, text.say('deals', { count: agent.deals }));
  row.amount.show(agent.amount, (minor) => money.board(minor));
}

customElements.define('standings-board', StandingsBoard);
