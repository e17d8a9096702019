/** <top-table>: the top of the standings, small. One's own row is marked. */
import { make, tint, write } from './draw.js';

export class TopTable extends HTMLElement {
  #total = this.querySelector('.total');
  #list = this.querySelector('.table');

  show(floor, { text, money }, { own } = {}) {
    write(this.#total, text.say('top.total', { amount: money.text(floor.total.amount), deals: text.say('deals', { count: floor.total.deals }) }));
    this.classList.toggle('none', floor.known && floor.agents.length === 0);
    this.#list.replaceChildren(...floor.agents.map(({ id, place, name, team, amount, deals }) => {
      const row = make('li', `${place === 1 ? 'first' : ''}${id === own ? ' own' : ''}`.trim(),
        make('span', 'place', String(place)),
        make('span', 'who', make('strong', 'name', name), make('span', 'team', team?.name ?? '')),
        make('span', 'count', text.say('deals', { count: deals })),
        make('span', 'amount', money.text(amount)));
      tint(row, team?.color);
      return row;
    }));
  }
}

customElements.define('top-table', TopTable);
