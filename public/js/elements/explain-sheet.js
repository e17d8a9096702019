/**
 * <explain-sheet>: why I have the place I have, for a day, a week or a month, by whichever metric. A sheet from below on a
 * phone, a card on a desktop; Esc closes it, and the focus goes back to where it was.
 */
import { METRICS, PERIODS, explained } from '../floor/explain.js';
import { problemLine } from '../floor/problem.js';
import { make, write } from './draw.js';
import { fillMeter, meter } from './meter.js';

export class ExplainSheet extends HTMLElement {
  #dialog = this.querySelector('dialog');
  #place = this.querySelector('.sheet-place');
  #score = this.querySelector('.sheet-score');
  #gap = this.querySelector('.sheet-gap');
  #body = this.querySelector('.sheet-body');
  #choices = { period: this.querySelector('.periods'), metric: this.querySelector('.metrics') };
  #chosen = { period: 'day', metric: 'amount' };
  #ask;
  #context;
  #turn = 0;

  connectedCallback() {
    this.querySelector('.close').onclick = () => this.#dialog.close();
    // The sheet's own space is a tap outside of what it says.
    this.#dialog.onclick = ({ target }) => target === this.#dialog && this.#dialog.close();
    this.#dialog.onclose = () => { this.#turn += 1; };
  }

  /** Explains the place of a period; `ask({ period, metric })` promises { body } or { problem }. */
  open(period, ask, context) {
    [this.#ask, this.#context] = [ask, context];
    this.#chosen = { period, metric: 'amount' };
    this.#offer('period', PERIODS);
    this.#offer('metric', METRICS);
    this.#dialog.showModal();
    this.#load();
  }

  #offer(name, values) {
    const { text } = this.#context;
    this.#choices[name].replaceChildren(...Object.entries(values).map(([value, key]) => {
      const choice = make('button', 'choice', text.say(key));
      choice.type = 'button';
      choice.ariaPressed = String(value === this.#chosen[name]);
      choice.onclick = () => {
        this.#chosen[name] = value;
        for (const one of this.#choices[name].children) one.ariaPressed = String(one === choice);
        this.#load();
      };
      return choice;
    }));
  }

  async #load() {
    this.#turn += 1;
    const turn = this.#turn;
    this.#body.ariaBusy = 'true';
    const { body, problem } = await this.#ask({ ...this.#chosen });
    if (turn !== this.#turn) return;
    this.#body.ariaBusy = 'false';
    if (problem) this.#fail(problem);
    else this.#draw(explained(body, this.#context));
    this.#body.scrollTop = 0;
  }

  #draw({ place, score, gap, sections }) {
    write(this.#place, place);
    write(this.#score, score);
    write(this.#gap, gap);
    this.#body.replaceChildren(...sections.map(section));
  }

  #fail(problem) {
    const { text } = this.#context;
    for (const node of [this.#score, this.#gap]) write(node, '');
    write(this.#place, text.say('why.no_answer'));
    const again = make('button', 'again', text.say('again'));
    again.type = 'button';
    again.onclick = () => this.#load();
    const line = make('p', 'fault', problemLine(problem) || text.say('unreachable'));
    line.role = 'alert';
    this.#body.replaceChildren(line, again);
  }
}

function section({ kind, title, figure = '', rows = [], lines = [], empty }) {
  const node = make('section', `because ${kind}`, make('header', '', make('h3', '', title), make('span', 'figure', figure)));
  if (rows.length) node.append(make('ul', '', ...rows.map(row)));
  if (!rows.length && empty) node.append(make('p', 'quiet', empty));
  node.append(...lines.map((line) => make('p', 'rule', line)));
  return node;
}

function row({ head, tags = [], sub, figure = '', note, share, mark, pace }) {
  const node = make('li', '', make('span', 'head', head, ...tags.map((tag) => make('span', 'tag', tag))), make('span', 'figure', figure));
  if (sub) node.append(make('span', 'sub', sub));
  if (share !== undefined) {
    const bar = meter();
    fillMeter(bar, { share, mark, kind: pace, words: `${head} ${figure}` });
    node.append(bar);
  }
  if (note) node.append(make('span', 'note', note));
  return node;
}

customElements.define('explain-sheet', ExplainSheet);
