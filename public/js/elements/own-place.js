/** <own-place>: my place, the gap to the next one, and today in two figures. */
import './figure.js';
import { tint, write } from './draw.js';

export class OwnPlace extends HTMLElement {
  #name = this.querySelector('.own-name');
  #team = this.querySelector('.own-team');
  #around = this.querySelectorAll('.own-word');
  #place = this.querySelector('.own-number');
  #gap = this.querySelector('.own-gap');
  #amount = this.querySelector('.own-amount');
  #deals = this.querySelector('.own-deals');

  show({ agent, place, amount, deals, gap }, { text, money }) {
    const placed = place !== undefined && place !== null;
    this.className = place === 1 ? 'leads' : placed ? 'placed' : 'waits';
    tint(this, agent.team?.color);
    write(this.#name, agent.name);
    write(this.#team, agent.team?.name ?? '');
    const [before, after] = text.say('me.place_around').split('#');
    write(this.#around[0], placed ? before : '');
    write(this.#place, placed ? text.number(place) : text.say('me.no_place'));
    write(this.#around[1], placed ? after : '');
    write(this.#gap, gapLine({ place, placed, gap }, text, money));
    this.#amount.show(amount, (minor) => money.exact(minor));
    write(this.#deals, text.number(deals));
  }
}

function gapLine({ place, placed, gap }, text, money) {
  if (!placed) return text.say('me.no_deal');
  if (place === 1) return text.say('me.leads');
  return text.say('me.gap', { amount: money.text(gap?.amount ?? 0) });
}

customElements.define('own-place', OwnPlace);
