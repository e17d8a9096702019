/**
 * <notices-panel>: words for the walls: for how long they are up, and whether the voice of each room reads them. Ctrl and
 * Enter puts them up. Sends out 'notice' and 'notice-end' with a body.
 */
import { LONGEST, MINUTES, faultsOf, noticeBody, up } from '../floor/notices.js';
import { problemLine } from '../floor/problem.js';
import { keep, make, offer, write } from './draw.js';

export class NoticesPanel extends HTMLElement {
  #form = this.querySelector('form');
  #text = this.querySelector('textarea');
  #minutes = this.querySelector('.minutes input');
  #spoken = this.querySelector('.switch input');
  #left = this.querySelector('.left-over');
  #outcome = this.querySelector('.outcome');
  #list = this.querySelector('.notices');
  #rows = new Map();
  #sent; // the body that was sent last: sent again, it is the same notice
  #notices = [];
  #context;

  connectedCallback() {
    this.#form.onsubmit = (event) => this.#submit(event);
    this.#form.oninput = () => {
      this.#sent = undefined;
      this.#tell('', '');
      this.#measure();
    };
    this.#text.onkeydown = (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#submit(event);
    };
    for (const button of this.querySelectorAll('[data-minutes]')) {
      button.onclick = () => {
        this.#minutes.value = button.dataset.minutes;
        this.#form.oninput();
      };
    }
  }

  /** `notices` are those of the floor; `context` holds text, zone, clock and the site's id. */
  show(notices, context) {
    [this.#notices, this.#context] = [notices, context];
    const { text, clock, zone } = context;
    const now = clock.now ?? 0;
    const all = up(notices, now);
    this.querySelector('.up').classList.toggle('none', all.length === 0);
    keep(this.#list, this.#rows, all, ({ id }) => id, newRow).forEach((row, index) => {
      const { id, text: words, at, until, by, spoken } = all[index];
      write(row.words, words);
      write(row.facts, [text.say('notices.until', { time: text.time(until, zone), count: Math.max(1, Math.ceil((until - now) / 60_000)) }),
        text.say(spoken ? 'notices.is_spoken' : 'notices.is_silent'), text.say('notices.by', { name: by, time: text.time(at, zone) })].join(' · '));
      offer(row.tools, [{ word: text.say('notices.end'), run: () => this.dispatchEvent(new CustomEvent('notice-end', { detail: { id } })) }]);
    });
    this.#measure();
  }

  /** What became of a notice, or of its end. */
  answered({ problem }, isEnd = false) {
    const { text } = this.#context;
    if (problem) {
      this.#tell('bad', text.say('notices.refused', { detail: problemLine(problem) || text.say('unreachable') }));
      return;
    }
    this.#tell('good', text.say(isEnd ? 'notices.ended' : 'notices.is_up'));
    if (isEnd) return;
    this.#sent = undefined;
    this.#text.value = '';
    this.#measure();
  }

  #measure() {
    write(this.#left, this.#context.text.say('notices.left', { count: LONGEST - [...this.#text.value.trim()].length }));
  }

  #submit(event) {
    event.preventDefault();
    const { text, siteID } = this.#context;
    const typed = { text: this.#text.value, minutes: this.#minutes.value, isSpoken: this.#spoken.checked };
    const faults = faultsOf(typed);
    for (const [name, field] of [['text', this.#text], ['minutes', this.#minutes]]) field.ariaInvalid = String(name in faults);
    const [first] = Object.keys(faults);
    if (first) {
      this.#tell('bad', text.say(faults[first], MINUTES));
      (first === 'text' ? this.#text : this.#minutes).focus();
      return;
    }
    this.#sent ??= noticeBody(typed, siteID);
    this.#tell('', text.say('state.sending'));
    this.dispatchEvent(new CustomEvent('notice', { detail: this.#sent }));
  }

  #tell(state, words) {
    this.#outcome.className = `outcome ${state}`;
    write(this.#outcome, words);
  }
}

function newRow() {
  const row = { words: make('p', 'words'), facts: make('p', 'facts'), tools: make('span', 'tools') };
  row.root = make('li', '', row.words, row.facts, row.tools);
  return row;
}

customElements.define('notices-panel', NoticesPanel);
