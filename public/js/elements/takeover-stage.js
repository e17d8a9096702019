/**
 * <takeover-stage>: the play when somebody wins. The player calls its beats; each only adds a class or starts an
 * animation, so a beat costs the main thread next to nothing.
 */
import './figure.js';
import { ems } from '../floor/text.js';
import { Confetti } from './confetti.js';
import { make, picture, still, tint, write } from './draw.js';

/** The beats that stay on stage as classes, in their order. */
const ACTS = ['arrive', 'who', 'what', 'amount', 'cheer', 'leave'];
/** The share of the confetti thrown for a first order and for each tier of a big deal. */
const CONFETTI = { first: 1, 1: 0.5, 2: 0.75, 3: 1 };
/** Fireworks for each tier, and the time between two (ms): under three a second, whatever happens. */
const BURSTS = { first: 2, 1: 0, 2: 3, 3: 6 };
const BURST_EVERY = 480;
const BURST = 1_900;
/** Fireworks at most on stage. */
const MOST_BURSTS = 6;
/** A name wider than this (ems) reaches the lanterns. */
const LONG = 4.5;
/** The headline for each tier of a big deal. */
const TIERS = ['takeover.big_1', 'takeover.big_2', 'takeover.big_3'];

export class TakeoverStage extends HTMLElement {
  #crown = make('h2', 'crown');
  #eyebrow = make('p', 'eyebrow');
  #name = make('p', 'winner');
  #team = make('span', 'team-chip');
  #slogan = make('span', 'slogan');
  #product = make('p', 'product');
  #amount = make('floor-figure', 'prize');
  #words = make('p', 'words');
  #confetti = new Confetti();
  #bursts = Array.from({ length: MOST_BURSTS }, (_, index) => picture('burst', `burst burst-${index}`));
  #calls = [];

  connectedCallback() {
    const corners = ['nw', 'ne', 'sw', 'se'].map((where) => picture('corner', `corner ${where}`));
    this.append(
      make('div', 'backdrop'), make('div', 'rays'), make('div', 'border', ...corners),
      picture('cloud', 'cloud left'), picture('cloud', 'cloud right'),
      picture('lantern', 'lantern left'), picture('lantern', 'lantern right'),
      ...this.#bursts,
      make('div', 'play',
        make('div', 'headline', this.#eyebrow, this.#crown),
        make('div', 'hero-line', make('p', 'team-line', this.#team, this.#slogan), this.#name),
        this.#product,
        make('p', 'prize-line', this.#amount),
        this.#words),
      this.#confetti.root);
    this.setAttribute('aria-live', 'polite');
    this.hidden = true;
  }

  disconnectedCallback() {
    this.#clear();
    this.replaceChildren();
  }

  /** One beat of the play of `announcement`. */
  beat(name, announcement, context) {
    if (name === 'prepare') this.#prepare(announcement, context);
    if (ACTS.includes(name)) this.classList.add(name);
    if (name === 'amount') this.#amount.show(announcement.amount, (minor) => context.money.exact(minor), { from: 0 });
    if (name === 'cheer') this.#cheer(announcement, context.schedule);
    if (name === 'end') this.#clear();
  }

  #prepare(announcement, { text, money }) {
    const { agent, team, product, amount, words, reasons, tier } = announcement;
    const first = isFirst(announcement);
    const big = text.say(TIERS[(tier ?? 1) - 1] ?? TIERS[0]);
    this.dataset.kind = first ? 'first' : 'big';
    this.dataset.tier = String(tier ?? 0);
    write(this.#crown, first ? text.say('takeover.first') : big);
    write(this.#eyebrow, first ? eyebrow(reasons, tier ? big : '', text) : text.say('takeover.big_line'));
    write(this.#name, agent?.name ?? team?.name ?? '');
    write(this.#team, agent ? team?.name ?? '' : '');
    write(this.#slogan, team?.slogan ?? '');
    write(this.#product, product ?? '');
    write(this.#words, text.pick(words));
    this.classList.toggle('long', ems(this.#name.textContent) > LONG);
    tint(this, team?.color);
    for (const node of [this.#eyebrow, this.#crown, this.#name, this.#product]) node.style.setProperty('--ems', String(ems(node.textContent)));
    this.#amount.style.setProperty('--ems', String(ems(money.exact(amount).figure) + 0.6));
    this.#amount.show(0, (minor) => money.exact(minor), { counts: false });
    if (!still()) this.#confetti.prepare();
    this.hidden = false;
  }

  #cheer(announcement, schedule) {
    if (still()) return;
    const size = isFirst(announcement) ? 'first' : announcement.tier ?? 1;
    this.#confetti.throw(CONFETTI[size] ?? 0.5);
    this.#bursts.slice(0, BURSTS[size] ?? 0).forEach((burst, index) => {
      this.#calls.push(schedule.after(index * BURST_EVERY, () => burst.animate([
        { transform: 'scale(0.1)', opacity: 0 },
        { opacity: 1, offset: 0.25 },
        { transform: 'scale(1)', opacity: 0.85, offset: 0.6 },
        { transform: 'scale(1.08)', opacity: 0 },
      ], { duration: BURST, easing: 'cubic-bezier(0.1, 0.8, 0.3, 1)' })));
    });
  }

  #clear() {
    for (const callOff of this.#calls) callOff();
    this.#calls = [];
    this.#confetti.sweep();
    this.hidden = true;
    this.classList.remove(...ACTS);
  }
}

const isFirst = ({ reasons = [] }) => reasons.some((reason) => reason.startsWith('first_of'));

function eyebrow(reasons, big, text) {
  const line = text.say(reasons.includes('first_of_month') ? 'takeover.first_of_month'
    : reasons.includes('first_of_week') ? 'takeover.first_of_week' : 'takeover.first_of_day');
  return big ? `${line} · ${big}` : line;
}

customElements.define('takeover-stage', TakeoverStage);
