/** <team-race>: which team is ahead. */
import './figure.js';
import { keep, make, tint, write } from './draw.js';

/** Teams shown at most: what fits beside the board in readable type. */
const TEAMS = 8;
/** The share of a bar that is filled while all stand at the start. */
const READY = 0.04;

export class TeamRace extends HTMLElement {
  #title = this.querySelector('.title');
  #list = this.querySelector('.teams');
  #rows = new Map();

  show(floor, { text, money }) {
    const teams = floor.teams.slice(0, TEAMS);
    this.hidden = teams.length === 0;
    this.style.setProperty('--count', String(teams.length));
    const most = Math.max(0, ...teams.map(({ amount }) => amount));
    this.classList.toggle('ready', most === 0);
    write(this.#title, text.say(most === 0 ? 'wall.teams_ready' : 'wall.teams'));
    keep(this.#list, this.#rows, teams, ({ id }) => id, newRow).forEach((row, index) => {
      const team = teams[index];
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
