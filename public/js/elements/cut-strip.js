/** <cut-strip>: says that the page is cut off, and since when. A board that looks live is live. */
import { problemLine } from '../floor/problem.js';
import { make, write } from './draw.js';

export class CutStrip extends HTMLElement {
  #sign = make('span', 'cut-sign', '!');
  #line = make('span', 'cut-line');

  connectedCallback() {
    this.setAttribute('role', 'status');
    this.append(this.#sign, this.#line);
    this.hidden = true;
  }

  disconnectedCallback() {
    this.replaceChildren();
  }

  /** `state` is the link's; the time shown is the server's of the last frame. */
  show({ phase, heard, code, problem }, { text, zone, clock }) {
    this.hidden = phase === 'live' || phase === 'connecting';
    if (this.hidden) return;
    const since = clock.at(heard);
    if (phase === 'stopped') write(this.#line, text.say('line.stopped', { reason: problem ? problemLine(problem) : code }));
    else if (since === undefined) write(this.#line, text.say('line.never'));
    else write(this.#line, text.say('line.since', { time: text.time(since, zone) }));
  }
}

customElements.define('cut-strip', CutStrip);
