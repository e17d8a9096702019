/** <takeover-stage>: the play when somebody wins. Each kind has a set and a score of its own, a template of the page. */
import { paceOf } from '../floor/player.js';
import { NAMED, kindsOf } from '../floor/queue.js';
import { CROWNS, KICKERS } from '../floor/reasons.js';
import { ems } from '../floor/text.js';
import { Confetti } from './confetti.js';
import { pop, write } from './draw.js';
import { fill } from './fill.js';
import { Stage } from './stage.js';

/** The share of the confetti that is thrown; of what weighs most it is all, and rains. */
const CONFETTI = { big_1: 0.4, big_2: 0.7, first_of_day: 0.6, first_of_week: 0.8 };
/** How long the amount of a short play counts up (ms). */
const COUNT = 800;
/** Words longer than this (ems) take a third line. */
const WORDY = 42;

export class TakeoverStage extends Stage {
  #decor = this.querySelector('.decor');
  #claps = this.querySelector('.claps');
  #score = new Map([...this.querySelectorAll('.play [data-cue]')].map((part) => [part, part.dataset.cue]));
  #confetti = new Confetti();

  connectedCallback() {
    this.append(this.#confetti.root);
  }

  beat(name, item, context) {
    super.beat(name, item, context);
    if (name === 'amount') this.querySelector('.prize').recount(COUNT * paceOf(item));
    if (name === 'cheer') this.#confetti.throw(CONFETTI[this.dataset.kind], this.dataset.kind === 'big_3');
  }

  /** The colleagues' hands for the announcement on stage, as they come. */
  applaud({ applause = 0 }, { text }) {
    this.#claps.hidden = applause === 0;
    write(this.#claps.lastElementChild, text.number(applause));
    if (applause > 0) pop(this.#claps);
  }

  dress(item, context) {
    const { text } = context;
    const [kind, other] = kindsOf(item);
    const { agent, team, product, all } = item;
    const standing = all?.filter(({ voided }) => !voided) ?? [];
    const words = all ? standing.length > NAMED && text.say('broadcast.more', { count: standing.length - NAMED }) : text.pick(item.words);
    const set = document.getElementById(`play-${kind}`);
    this.dataset.kind = kind;
    this.#decor.replaceChildren(set.content.cloneNode(true));
    for (const [part, cue] of this.#score) part.dataset.cue = set.getAttribute(`data-${part.classList[0]}`) ?? cue;
    this.#confetti.prepare();
    const kickers = [KICKERS[kind] ?? 'takeover.big_line', ...(other ? [KICKERS[other] ?? CROWNS[other]] : [])];
    fill(this, {
      is: ems(words || '') > WORDY ? 'wordy' : '', crown: text.say(CROWNS[kind]), words, team, product,
      eyebrow: all ? text.say('broadcast.burst_line', { count: standing.length }) : kickers.map((key) => text.say(key)).join(' · '),
      who: all ? undefined : agent ?? team, chip: agent && team, many: all && standing,
      sum: all ? standing.reduce((sum, { amount }) => sum + amount, 0) : item.amount,
    }, { ...context, moves: false });
    this.applaud(item, context);
  }

  clear() {
    super.clear();
    this.#confetti.sweep();
  }
}

customElements.define('takeover-stage', TakeoverStage);
