/** <own-place>: my place and where it came from, the gap to the next one, and today in two figures. */
import './figure.js';
import { movementOf } from '../floor/movement.js';
import { tint, write } from './draw.js';

/** What is said of a place that moved since the last full hour. */
const MOVES = { up: 'moved.up', same: 'moved.same', down: 'moved.down' };

export class OwnPlace extends HTMLElement {
  #name = this.querySelector('.own-name');
  #team = this.querySelector('.own-team');
  #around = this.querySelectorAll('.own-word');
  #place = this.querySelector('.own-number');
  #move = this.querySelector('.own-move');
  #gap = this.querySelector('.own-gap');
  #why = this.querySelector('.why');
  #amount = this.querySelector('.own-amount');
  #deals = this.querySelector('.own-deals');

  show({ agent, place, amount, deals, gap, movement }, { text, money }) {
    const placed = Number.isInteger(place);
    this.className = place === 1 ? 'leads' : placed ? 'placed' : 'waits';
    tint(this, agent.team?.color);
    write(this.#name, agent.name);
    write(this.#team, agent.team?.name ?? '');
    const [before, after] = text.say('me.place_around').split('#');
    write(this.#around[0], placed ? before : '');
    write(this.#place, placed ? text.number(place) : text.say('me.no_place'));
    write(this.#around[1], placed ? after : '');
    const moved = placed ? movementOf(movement) : undefined;
    this.#move.className = `own-move ${moved?.kind ?? ''}`;
    write(this.#move, moved ? text.say(MOVES[moved.kind], { mark: moved.mark }) : '');
    write(this.#gap, gapLine({ place, placed, gap }, text, money));
    this.#why.hidden = !placed;
    this.#amount.show(amount, (minor) => money.exact(minor));
    write(this.#deals, text.say('deals', { count: deals }));
  }
}

function gapLine({ place, placed, gap }, text, money) {
  if (!placed) return text.say('me.no_deal');
  if (place === 1) return text.say('me.leads');
  return text.say('me.gap', { amount: money.text(gap?.amount ?? 0) });
}

customElements.define('own-place', OwnPlace);
