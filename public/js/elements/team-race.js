/** <team-race>: which team is ahead. */
import './figure.js';
import { make, tint, write } from './draw.js';

/** Teams shown at most: what fits beside the board in readable type. */
const TEAMS = 8;
/** The share of a bar that is filled while all stand at the start. */
const READY = 0.04;

export class TeamRace extends HTMLElement {
  #title = make('h2', 'title');
  #list = make('ol', 'teams');
  #rows = new Map();

  connectedCallback() {
    this.append(this.#title, this.#list);
  }

  disconnectedCallback() {
    this.#rows.clear();
    this.#list.replaceChildren();
    this.replaceChildren();
  }

  show(floor, { text, money }) {
    const teams = floor.teams.slice(0, TEAMS);
    this.hidden = teams.length === 0;
    this.style.setProperty('--count', String(teams.length));
    const most = Math.max(0, ...teams.map(({ amount }) => amount));
    this.classList.toggle('ready', most === 0);
    write(this.#title, text.say(most === 0 ? 'wall.teams_ready' : 'wall.teams'));
    const staying = new Set(teams.map(({ id }) => id));
    for (const [id, row] of this.#rows) {
      if (staying.has(id)) continue;
      row.root.remove();
      this.#rows.delete(id);
    }
    teams.forEach((team, index) => {
      const row = this.#rows.get(team.id) ?? newRow();
      this.#rows.set(team.id, row);
      if (this.#list.children[index] !== row.root) this.#list.insertBefore(row.root, this.#list.children[index] ?? null);
      tint(row.root, team.color);
      row.root.classList.toggle('waits', team.amount === 0);
      row.root.classList.toggle('first', team.place === 1 && team.amount > 0);
      row.root.style.setProperty('--share', String(most > 0 ? team.amount / most : READY));
      write(row.name, team.name);
      row.amount.show(team.amount, (minor) => money.board(minor));
    });
  }
}

function newRow() {
  const row = { root: make('li', 'team-row'), name: make('span', 'name'), amount: make('floor-figure', 'amount') };
  row.root.append(row.name, row.amount, make('span', 'track', make('span', 'bar')));
  return row;
}

customElements.define('team-race', TeamRace);
