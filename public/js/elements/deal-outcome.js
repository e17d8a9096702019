/** <deal-outcome>: what the last deal did: on the books, and what it set off. */
import { problemLine } from '../floor/problem.js';
import { make, write } from './draw.js';

const TIERS = ['takeover.big_1', 'takeover.big_2', 'takeover.big_3'];

export class DealOutcome extends HTMLElement {
  #line = make('p', 'outcome-line');
  #marks = make('p', 'outcome-marks');

  connectedCallback() {
    this.setAttribute('role', 'status');
    this.append(this.#line, this.#marks);
  }

  disconnectedCallback() {
    this.replaceChildren();
  }

  /** Before the first deal: how it goes. */
  hint(sentence) {
    this.className = 'hint';
    write(this.#line, sentence);
  }

  /** A server's RESULT. */
  accepted(result, { text, money }) {
    const { agent, amount, status, duplicate, set_off: setOff = [], tier, place } = result;
    this.className = status === 'unresolved' ? 'waits' : 'good';
    const values = { agent: agent?.name ?? '', amount: money.text(amount) };
    write(this.#line, text.say(status === 'unresolved' ? 'outcome.unresolved' : duplicate ? 'outcome.duplicate' : 'outcome.accepted', values));
    const marks = [];
    if (setOff.some((reason) => reason.startsWith('first_of'))) marks.push(make('span', 'mark first', text.say('outcome.first')));
    if (setOff.includes('big_deal')) marks.push(make('span', 'mark', text.say(TIERS[(tier ?? 1) - 1] ?? TIERS[0])));
    if (place !== undefined) marks.push(make('span', 'mark place', text.say('place', { place })));
    this.#marks.replaceChildren(...marks);
  }

  /** A deal that has no answer yet. */
  waiting(deal, { text, money }) {
    this.className = 'waits';
    write(this.#line, text.say('outcome.kept', { amount: money.text(deal.sale.amount) }));
    this.#marks.replaceChildren();
  }

  /** A problem+json. */
  refused(problem, { text }) {
    this.className = 'bad';
    write(this.#line, text.say('outcome.refused', { detail: problemLine(problem) }));
    this.#marks.replaceChildren();
  }
}

customElements.define('deal-outcome', DealOutcome);
