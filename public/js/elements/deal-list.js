/**
 * <deal-list>: deals, newest first, each with its time, who, what, how much, a word for its state, and what can be done
 * about it. Rows stay where they are while the list changes around them, so the focus does too; arrows move among them.
 */
import { markOf } from '../floor/reasons.js';
import { keep, make, offer, write } from './draw.js';

export class DealList extends HTMLElement {
  #list = this.querySelector('.deals');
  #rows = new Map();

  connectedCallback() {
    this.#list.onkeydown = (event) => this.#steer(event);
    this.#list.addEventListener('focusin', ({ target }) => this.#reach(target));
  }

  /**
   * `deals`: { id, at, agent, product, amount, state: { word, kind }, actions: [{ word, run }] }; agent, state and
   * actions may be missing.
   */
  show(deals, { text, money, zone }) {
    this.classList.toggle('none', deals.length === 0);
    keep(this.#list, this.#rows, deals, ({ id }) => id, newRow).forEach((row, index) => {
      const { at, agent, product, amount, state, actions = [] } = deals[index];
      row.root.className = state?.kind ?? '';
      write(row.time, at === undefined ? '' : text.time(at, zone));
      row.agent.hidden = agent === undefined;
      write(row.agent, agent ?? '');
      write(row.product, product ?? '');
      write(row.amount, money.text(amount));
      write(row.state, state?.word ?? '');
      offer(row.tools, actions);
    });
    this.#reach(this.#list.querySelector('button[tabindex="0"]') ?? this.#list.querySelector('button'));
  }

  /** The one button that Tab reaches. */
  #reach(button) {
    for (const one of this.#list.querySelectorAll('button')) one.tabIndex = one === button ? 0 : -1;
  }

  #steer(event) {
    const { target, key } = event;
    const lines = [...this.#list.querySelectorAll('.tools')].filter(({ children }) => children.length).map(({ children }) => [...children]);
    const line = lines.find((buttons) => buttons.includes(target));
    const up = { ArrowUp: -1, ArrowDown: 1 }[key] ?? 0;
    const on = { ArrowLeft: -1, ArrowRight: 1 }[key] ?? 0;
    if (!line || !(up || on)) return;
    event.preventDefault();
    const next = lines[lines.indexOf(line) + up];
    const at = line.indexOf(target) + on;
    (next?.[up ? Math.min(at, next.length - 1) : at])?.focus();
  }
}

function newRow() {
  const row = {
    time: make('time'), agent: make('strong', 'agent'), product: make('span', 'product'), amount: make('span', 'amount'),
    state: make('span', 'state'), tools: make('span', 'tools'),
  };
  row.root = make('li', '', ...Object.values(row));
  return row;
}

/** The word for what became of a deal on the books. */
export function stateOf({ reasons = [], voided }, text) {
  if (voided) return { word: text.say('state.voided'), kind: 'voided' };
  const mark = markOf(reasons);
  return { word: text.say(mark ?? 'state.counted'), kind: !mark ? 'counted' : mark === 'mark.big' ? 'big' : 'opened' };
}

customElements.define('deal-list', DealList);
