/** <takeover-stage>: the play when somebody wins. Each kind has a set and a score of its own, a template of the page. */
import './figure.js';
import { paceOf } from '../floor/player.js';
import { NAMED, kindsOf } from '../floor/queue.js';
import { CROWNS, KICKERS } from '../floor/reasons.js';
import { ems } from '../floor/text.js';
import { Confetti } from './confetti.js';
import { make, pop, portray, tint, write } from './draw.js';
import { Stage } from './stage.js';

/** The share of the confetti that is thrown; of what weighs most it is all, and rains. */
const CONFETTI = { big_1: 0.4, big_2: 0.7, first_of_day: 0.6, first_of_week: 0.8 };
/** How long the amount of a short play counts up (ms). */
const COUNT = 800;
/** Words longer than this (ems) take a third line. */
const WORDY = 42;

export class TakeoverStage extends Stage {
  #part = Object.fromEntries(['decor', 'crown', 'eyebrow', 'face', 'winner', 'team-chip', 'slogan', 'product', 'prize', 'words', 'claps', 'many']
    .map((name) => [name, this.querySelector(`.${name}`)]));
  #score = new Map([...this.querySelectorAll('.play [data-cue]')].map((part) => [part, part.dataset.cue]));
  #confetti = new Confetti();

  connectedCallback() {
    this.append(this.#confetti.root);
  }

  beat(name, item, context) {
    super.beat(name, item, context);
    if (name === 'amount') this.#part.prize.show(amountOf(item), (minor) => context.money.exact(minor), { from: 0, takes: COUNT * paceOf(item) });
    if (name === 'cheer') this.#confetti.throw(CONFETTI[this.dataset.kind], this.dataset.kind === 'big_3');
  }

  /** The colleagues' hands for the announcement on stage, as they come. */
  applaud({ applause = 0 }, { text }) {
    const { claps } = this.#part;
    claps.hidden = applause === 0;
    write(claps.lastElementChild, text.number(applause));
    if (applause > 0) pop(claps);
  }

  dress(item, context) {
    const { text, money } = context;
    const [kind, other] = kindsOf(item);
    this.dataset.kind = kind;
    const part = this.#part;
    const set = document.getElementById(`play-${kind}`);
    part.decor.replaceChildren(set.content.cloneNode(true));
    for (const [node, cue] of this.#score) node.dataset.cue = set.getAttribute(`data-${node.classList[0]}`) ?? cue;
    this.#confetti.prepare();
    part.many.hidden = kind !== 'burst';
    write(part.crown, text.say(CROWNS[kind]));
    if (kind === 'burst') this.#many(item, context);
    else this.#one(item, context);
    write(part.eyebrow, kind === 'burst' ? text.say('broadcast.burst_line', { count: part.many.dataset.count })
      : [KICKERS[kind] ?? 'takeover.big_line', ...(other ? [KICKERS[other] ?? CROWNS[other]] : [])].map((key) => text.say(key)).join(' · '));
    for (const name of ['crown', 'eyebrow', 'winner', 'product', 'slogan']) part[name].style.setProperty('--ems', String(ems(part[name].textContent)));
    this.classList.toggle('wordy', ems(part.words.textContent) > WORDY);
    const amount = amountOf(item);
    part.prize.style.setProperty('--ems', String(ems(money.exact(amount).figure) + 0.6));
    part.prize.show(0, (minor) => money.exact(minor), { counts: false });
    this.applaud(item, context);
  }

  /** Many big deals at once: one play that names them, and counts as all of them. */
  #many({ all }, { text, money }) {
    const { many, words } = this.#part;
    const standing = all.filter(({ voided }) => !voided);
    many.dataset.count = String(standing.length);
    for (const name of ['winner', 'team-chip', 'slogan', 'product']) write(this.#part[name], '');
    many.replaceChildren(...standing.slice(0, NAMED).map(({ agent, team, amount }) => {
      const row = make('li', '', make('span', 'name', (agent ?? team)?.name ?? ''), make('span', 'amount', money.dealText(amount)));
      tint(row, team?.color);
      return row;
    }));
    const rest = standing.length - NAMED;
    write(words, rest > 0 ? text.say('broadcast.more', { count: rest }) : '');
  }

  #one({ agent, team, product, words }, { text }) {
    const part = this.#part;
    tint(this, team?.color);
    portray(part.face, agent ?? team);
    write(part.winner, (agent ?? team)?.name ?? '');
    write(part['team-chip'], agent ? team?.name ?? '' : '');
    write(part.slogan, team?.slogan ?? '');
    write(part.product, product ?? '');
    write(part.words, text.pick(words));
  }

  clear() {
    super.clear();
    this.#confetti.sweep();
  }
}

/** How much is announced: of a burst, all that stands. */
const amountOf = ({ amount, all }) => (all ? all.reduce((sum, one) => sum + (one.voided ? 0 : one.amount), 0) : amount);

customElements.define('takeover-stage', TakeoverStage);
