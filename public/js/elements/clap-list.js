/** <clap-list>: what was just signed on my floor, each with a hand for whoever signed it. Sends out 'clap' with { offset }. */
import { clapState } from '../floor/applause.js';
import { firstOf, markOf } from '../floor/reasons.js';
import { keep, make, picture, pop, tint, write } from './draw.js';

/** Announcements listed: those one still talks about. */
const SHOWN = 8;

export class ClapList extends HTMLElement {
  #list = this.querySelector('.moments');
  #fault = this.querySelector('.fault');
  #rows = new Map();
  #counts = new Map(); // offset to applause, as drawn last

  /** `me` is the agent's id, `claps` the record of their hands. */
  show(floor, { text, money, zone }, { me, claps }) {
    const moments = floor.announcements.filter(({ voided }) => !voided).slice(0, SHOWN);
    this.classList.toggle('none', moments.length === 0);
    keep(this.#list, this.#rows, moments, ({ offset }) => offset, ({ offset }) => this.#row(offset)).forEach((row, index) => {
      const { at, agent, team, product, amount, reasons, applause = 0, offset } = moments[index];
      const state = clapState(moments[index], me, claps);
      tint(row.root, team?.color);
      row.root.classList.toggle('opened', firstOf(reasons) !== undefined);
      write(row.name, agent?.name ?? team?.name ?? '');
      write(row.amount, money.dealText(amount));
      const mark = markOf(reasons);
      row.mark.hidden = mark === undefined;
      write(row.mark, mark ? text.say(mark) : '');
      write(row.what, [text.time(at, zone), product].filter(Boolean).join(' · '));
      row.clap.className = `clap ${state}`;
      row.clap.ariaDisabled = String(state !== 'open'); // and keeps the focus of whoever has just used it
      write(row.count, applause > 0 ? text.number(applause) : '');
      row.clap.ariaLabel = text.say(LABELS[state], { name: row.name.textContent, number: text.number(applause) });
      row.clap.hidden = state === 'own' && applause === 0;
      if (applause > this.#counts.get(offset)) pop(row.clap);
    });
    this.#counts = new Map(moments.map(({ offset, applause = 0 }) => [offset, applause]));
  }

  /** Says why a hand did not count; nothing takes it back. */
  fault(sentence = '') {
    this.#fault.hidden = sentence === '';
    write(this.#fault, sentence);
  }

  #row(offset) {
    const row = {
      name: make('strong', 'name'), amount: make('span', 'amount'), mark: make('span', 'mark'), what: make('span', 'what'),
      clap: make('button', 'clap'), count: make('span', 'count'),
    };
    row.clap.type = 'button';
    row.clap.append(picture('clap'), row.count);
    row.clap.onclick = () => {
      if (row.clap.ariaDisabled === 'true') return;
      pop(row.clap);
      this.dispatchEvent(new CustomEvent('clap', { detail: { offset } }));
    };
    row.root = make('li', 'moment', make('p', 'moment-who', row.name, row.amount, row.mark), row.what, row.clap);
    return row;
  }
}

/** What a hand is called for those who only hear it. */
const LABELS = { open: 'claps.give', clapped: 'claps.given', own: 'claps.own' };

customElements.define('clap-list', ClapList);
