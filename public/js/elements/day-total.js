/** <day-total>: what the whole floor has signed today; the wall's largest figure. */
import './figure.js';
import { ems } from '../floor/text.js';
import { write } from './draw.js';

export class DayTotal extends HTMLElement {
  #amount = this.querySelector('.hero');
  #deals = this.querySelector('.deals');

  show({ total }, { text, money }) {
    const { figure, unit } = money.board(total.amount);
    // The sign and the unit are set at half the figure's size.
    this.style.setProperty('--ems', String(ems(figure) + 0.34 + (unit ? 0.45 : 0)));
    this.#amount.show(total.amount, (minor) => money.board(minor));
    write(this.#deals, total.deals === 0 ? text.say('wall.no_deals') : text.say('wall.deals_today', { count: total.deals, number: text.number(total.deals) }));
  }
}

customElements.define('day-total', DayTotal);
