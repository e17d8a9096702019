/**
 * <day-words>: the commentary that sales operations write for the day; the ceremony closes with it. Enter keeps it: it is
 * one line, however long. Sends out 'commentary' with its text.
 */
import { problemLine } from '../floor/problem.js';
import { write } from './draw.js';

export class DayWords extends HTMLElement {
  #input = this.querySelector('textarea');
  #send = this.querySelector('.send');
  #note = this.querySelector('.note');
  #kept = ''; // as the server has it, as far as this page knows
  #day;
  #fault;
  #context;
  #waiting;

  connectedCallback() {
    this.querySelector('form').onsubmit = (event) => this.#submit(event);
    this.#input.oninput = () => {
      this.#fault = undefined;
      this.#draw();
    };
    this.#input.onkeydown = (event) => {
      if (event.key === 'Enter' && !event.isComposing) this.#submit(event);
    };
  }

  /** `known` is the day's commentary { text } as the server last told it, if it did; `waiting` the bodies not yet answered, newest first. */
  show(day, known, isFrozen, waiting, context) {
    const isTyping = this.#input.value !== this.#kept;
    if (known && known.text !== this.#kept && !waiting.length) {
      this.#kept = known.text;
      if (!isTyping) this.#input.value = this.#kept;
    }
    if (day !== this.#day && this.#day !== undefined) this.#kept = this.#input.value = '';
    [this.#day, this.#waiting, this.#context] = [day, waiting, context];
    write(this.querySelector('.panel-hint'), context.text.say(isFrozen ? 'director.words_late' : 'director.words_hint'));
    this.#draw();
  }

  /** It was recorded, or refused. */
  recorded({ text }) {
    this.#kept = text;
    this.#fault = undefined;
    this.#draw();
  }

  refused(body, problem) {
    this.#fault = problem;
    this.#draw();
  }

  /** What stands in the field, in one line: pasted lines are joined. */
  get #words() {
    return this.#input.value.trim().replace(/\s*[\r\n]+\s*/g, ' ');
  }

  #draw() {
    const { text } = this.#context;
    const words = this.#words;
    const isSent = this.#waiting.some((one) => one.text === words);
    const state = this.#fault ? 'bad' : isSent ? 'waits' : words !== this.#kept ? 'typing' : words ? 'good' : '';
    const says = {
      bad: () => text.say('director.refused', { detail: problemLine(this.#fault) }), waits: () => text.say('state.waiting'),
      typing: () => text.say('director.words_unsaved'), good: () => text.say('director.words_saved'), '': () => '',
    };
    this.querySelector('.field').className = `field ${state}`;
    this.#input.ariaInvalid = String(state === 'bad');
    this.#send.ariaDisabled = String(words === this.#kept || isSent);
    write(this.#note, says[state]());
  }

  #submit(event) {
    event.preventDefault();
    if (this.#send.ariaDisabled === 'true') return;
    this.#input.value = this.#words;
    this.dispatchEvent(new CustomEvent('commentary', { detail: { day: this.#day, text: this.#input.value } }));
  }
}

customElements.define('day-words', DayWords);
