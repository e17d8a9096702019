/** <deal-list>: deals, newest first, each with its time, who, what, how much and a word for its state. */
import { make, write } from './draw.js';

export class DealList extends HTMLElement {
  #title = make('h2');
  #list = make('ul', 'deals');
  #empty = make('p', 'empty');

  connectedCallback() {
    this.append(this.#title, this.#list, this.#empty);
  }

  disconnectedCallback() {
    this.#list.replaceChildren();
    this.replaceChildren();
  }

  /**
   * `deals`: { at, agent, product, amount, state: { word, kind }, action: { word, run } }; agent, state and action may
   * be missing.
   */
  show(title, empty, deals, { text, money, zone }) {
    write(this.#title, title);
    write(this.#empty, empty);
    this.#empty.hidden = deals.length > 0;
    this.#list.replaceChildren(...deals.map(({ at, agent, product, amount, state, action }) => {
      const row = make('li', state?.kind ?? '', make('time', '', at === undefined ? '' : text.time(at, zone)));
      if (agent !== undefined) row.append(make('strong', 'agent', agent));
      row.append(make('span', 'product', product ?? ''), make('span', 'amount', money.text(amount)), make('span', 'state', state?.word ?? ''));
      if (action) row.append(button(action));
      return row;
    }));
  }
}

function button({ word, run }) {
  const node = make('button', 'small', word);
  node.type = 'button';
  node.onclick = run; // goes with its row
  return node;
}

/** The word for what a counted deal set off. */
export function stateOf(reasons = [], text) {
  if (reasons.some((reason) => reason.startsWith('first_of'))) return { word: text.say('mark.first'), kind: 'opened' };
  if (reasons.includes('big_deal')) return { word: text.say('mark.big'), kind: 'big' };
  return { word: text.say('state.counted'), kind: 'counted' };
}

customElements.define('deal-list', DealList);
