/** <own-place>: my place, the gap to the next one, and today in two figures. */
import './figure.js';
import { make, tint, write } from './draw.js';

export class OwnPlace extends HTMLElement {
  #name = make('h1', 'own-name');
  #team = make('span', 'own-team');
  #label = make('p', 'own-label');
  #before = make('span', 'own-word');
  #place = make('span', 'own-number');
  #after = make('span', 'own-word');
  #gap = make('p', 'own-gap');
  #amount = make('floor-figure', 'own-amount');
  #amountLabel = make('span', 'own-stat-label');
  #deals = make('strong', 'own-deals');
  #dealsLabel = make('span', 'own-stat-label');

  connectedCallback() {
    this.append(
      make('section', 'own-card',
        make('header', 'own-who', this.#name, this.#team),
        this.#label,
        make('p', 'own-place', this.#before, this.#place, this.#after),
        this.#gap),
      make('section', 'own-stats',
        make('p', '', this.#amountLabel, this.#amount),
        make('p', '', this.#dealsLabel, this.#deals)));
  }

  disconnectedCallback() {
    this.replaceChildren();
  }

  show({ agent, place, amount, deals, gap }, { text, money }) {
    const placed = place !== undefined && place !== null;
    this.className = place === 1 ? 'leads' : placed ? 'placed' : 'waits';
    tint(this, agent.team?.color);
    write(this.#name, agent.name);
    write(this.#team, agent.team?.name ?? '');
    write(this.#label, text.say('me.place'));
    const [before, after] = text.say('me.place_around').split('#');
    write(this.#before, placed ? before : '');
    write(this.#place, placed ? text.number(place) : text.say('me.no_place'));
    write(this.#after, placed ? after : '');
    write(this.#gap, gapLine({ place, placed, gap }, text, money));
    write(this.#amountLabel, text.say('me.amount'));
    this.#amount.show(amount, (minor) => money.exact(minor));
    write(this.#dealsLabel, text.say('me.deals'));
    write(this.#deals, text.number(deals));
  }
}

function gapLine({ place, placed, gap }, text, money) {
  if (!placed) return text.say('me.no_deal');
  if (place === 1) return text.say('me.leads');
  return text.say('me.gap', { amount: money.text(gap?.amount ?? 0) });
}

customElements.define('own-place', OwnPlace);
