/** <cut-strip>: says that the page is cut off, and since when. A board that looks live is live. */
import { problemLine } from '../floor/problem.js';
import { write } from './draw.js';

export class CutStrip extends HTMLElement {
  #line = this.querySelector('.cut-line');

  /** `state` is the link's; the time shown is the server's of the last frame, else that of what was `recalled`. */
  show({ phase, heard, code, problem }, { text, zone, clock, recalled }) {
    this.hidden = phase === 'live' || phase === 'connecting';
    if (this.hidden) return;
    const since = clock.at(heard) ?? recalled;
    if (phase === 'stopped') write(this.#line, text.say('line.stopped', { reason: problem ? problemLine(problem) : code }));
    else if (since === undefined) write(this.#line, text.say('line.never'));
    else write(this.#line, text.say('line.since', { time: text.time(since, zone) }));
  }
}

customElements.define('cut-strip', CutStrip);
