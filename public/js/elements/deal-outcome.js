/** <deal-outcome>: what the last deal did: on the books, and what it set off. */
import { problemLine } from '../floor/problem.js';
import { KICKERS, firstOf, headline } from '../floor/reasons.js';
import { make, write } from './draw.js';

/** What to say when a correction was made. */
const CHANGES = { void: 'outcome.voided', amend: 'outcome.amended', assign: 'outcome.assigned' };

export class DealOutcome extends HTMLElement {
  #line = this.querySelector('.outcome-line');
  #marks = this.querySelector('.outcome-marks');
  #undo = this.querySelector('.undo');

  /** A server's RESULT. */
  accepted(result, { text, money }) {
    const { agent, amount, status, duplicate, set_off: setOff = [], tier, place } = result;
    const isOpen = status === 'unresolved';
    const values = { agent: agent?.name ?? '', amount: money.text(amount) };
    const marks = [];
    const first = firstOf(setOff);
    if (first) marks.push(make('span', 'mark first', text.say('outcome.first', { first: text.say(KICKERS[first]) })));
    if (setOff.includes('big_deal')) marks.push(make('span', 'mark', text.say(headline(tier))));
    if (place !== undefined) marks.push(make('span', 'mark place', text.say('place', { place })));
    this.#tell(isOpen ? 'waits' : 'good', text.say(isOpen ? 'outcome.unresolved' : duplicate ? 'outcome.duplicate' : 'outcome.accepted', values), marks);
  }

  /** The server's RESULT of a correction. */
  corrected({ change, agent, product, amount }, { text, money }) {
    this.#tell('good', text.say(CHANGES[change], { agent: agent?.name ?? '', product, amount: money.text(amount) }).trim());
  }

  /** A deal that was undone before it was sent. */
  undone({ sale }, context) {
    this.corrected({ change: 'void', amount: sale.amount }, context);
  }

  /** A deal or correction that has no answer yet. */
  waiting({ sale }, { text, money }) {
    this.#tell('waits', sale ? text.say('outcome.kept', { amount: money.text(sale.amount) }) : text.say('outcome.correction_kept'));
  }

  /** A problem+json; of a correction, if it was one. */
  refused(problem, { text }, correction) {
    this.#tell('bad', text.say(correction ? 'outcome.not_corrected' : 'outcome.refused', { detail: problemLine(problem) }));
  }

  /** Offers to `undo` what was entered last, with a ring that shows the `ms` left; without: no more. */
  offer(undo, ms, words) {
    this.#undo.hidden = !undo;
    this.#undo.onclick = undo;
    const [ring, label] = this.#undo.children;
    write(label, words ?? '');
    ring.animate([{ '--left': '360deg' }, { '--left': '0deg' }], ms);
  }

  #tell(state, sentence, marks = []) {
    this.className = state;
    write(this.#line, sentence);
    this.#marks.replaceChildren(...marks);
  }
}

customElements.define('deal-outcome', DealOutcome);
