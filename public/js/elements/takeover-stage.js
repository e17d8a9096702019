/**
 * <takeover-stage>: the play when somebody wins. The player calls its beats; each only adds a class or starts an
 * animation, so a beat costs the main thread next to nothing.
 */
import './figure.js';
import { KICKERS, firstOf, headline } from '../floor/reasons.js';
import { ems } from '../floor/text.js';
import { Confetti } from './confetti.js';
import { NAMED } from '../floor/queue.js';
import { make, pop, still, tint, write } from './draw.js';

/** The beats that stay on stage as classes, in their order. */
const ACTS = ['arrive', 'who', 'what', 'amount', 'cheer', 'leave'];
/** The share of the confetti thrown for each tier of a big deal; all of it for a first order. */
const CONFETTI = { 1: 0.5, 2: 0.75 };
/** Fireworks for what is announced, and the time between two (ms): under three a second, whatever happens. */
const BURSTS = { first_of_day: 2, first_of_week: 4, first_of_month: 6, 2: 3, 3: 6 };
const BURST_EVERY = 480;
const BURST = 1_900;
/** A name wider than this (ems) reaches the lanterns. */
const LONG = 4.5;
/** Words longer than this (ems) take a third line. */
const WORDY = 42;

export class TakeoverStage extends HTMLElement {
  #crown = this.querySelector('.crown');
  #eyebrow = this.querySelector('.eyebrow');
  #name = this.querySelector('.winner');
  #team = this.querySelector('.team-chip');
  #slogan = this.querySelector('.slogan');
  #product = this.querySelector('.product');
  #amount = this.querySelector('.prize');
  #words = this.querySelector('.words');
  #claps = this.querySelector('.claps');
  #many = this.querySelector('.many');
  #bursts = [...this.querySelectorAll('.burst')];
  #confetti = new Confetti();
  #calls = [];

  /** What is said of a burst: its words are many sentences. */
  get spoken() {
    return [this.#crown, this.#eyebrow, ...this.#many.querySelectorAll('.name')].map(({ textContent }) => textContent).join(', ');
  }

  connectedCallback() {
    this.append(this.#confetti.root);
  }

  disconnectedCallback() {
    this.#clear();
    this.#confetti.root.remove();
  }

  /** One beat of the play of `announcement`. */
  beat(name, announcement, context) {
    if (name === 'prepare') this.#prepare(announcement, context);
    if (ACTS.includes(name)) this.classList.add(name);
    if (name === 'amount') this.#amount.show(amountOf(announcement), (minor) => context.money.exact(minor), { from: 0 });
    if (name === 'cheer') this.#cheer(announcement, context.schedule);
    if (name === 'end') this.#clear();
  }

  /** The colleagues' hands for the announcement on stage, as they come. */
  applaud({ applause = 0 }, { text }) {
    this.#claps.hidden = applause === 0;
    write(this.#claps.lastElementChild, text.number(applause));
    if (applause > 0) pop(this.#claps);
  }

  #prepare(announcement, context) {
    this.hidden = false;
    if (!still()) this.#confetti.prepare();
    this.#many.hidden = announcement.kind !== 'burst';
    if (announcement.kind === 'burst') this.#burst(announcement, context);
    else this.#single(announcement, context);
    const { money } = context;
    for (const node of [this.#eyebrow, this.#crown, this.#name, this.#product]) node.style.setProperty('--ems', String(ems(node.textContent)));
    const amount = amountOf(announcement);
    this.#amount.style.setProperty('--ems', String(ems(money.exact(amount).figure) + 0.6));
    this.#amount.show(0, (minor) => money.exact(minor), { counts: false });
    this.applaud(announcement, context);
  }

  /** Many big deals at once: one play that names them, and counts as all of them. */
  #burst({ all }, { text, money }) {
    const standing = all.filter(({ voided }) => !voided);
    Object.assign(this.dataset, { kind: 'burst', tier: '2' });
    write(this.#crown, text.say('broadcast.burst'));
    write(this.#eyebrow, text.say('broadcast.burst_line', { count: standing.length }));
    for (const node of [this.#name, this.#team, this.#slogan, this.#product]) write(node, '');
    this.#many.replaceChildren(...standing.slice(0, NAMED).map(({ agent, team, amount }) => {
      const row = make('li', '', make('span', 'name', agent?.name ?? team?.name ?? ''), make('span', 'amount', money.dealText(amount)));
      tint(row, team?.color);
      return row;
    }));
    const rest = standing.length - NAMED;
    write(this.#words, rest > 0 ? text.say('broadcast.more', { count: rest }) : '');
    this.classList.remove('long', 'wordy');
  }

  #single(announcement, { text }) {
    const { agent, team, product, words, reasons, tier } = announcement;
    const first = firstOf(reasons);
    const big = text.say(headline(tier));
    this.dataset.kind = first ? 'first' : 'big';
    this.dataset.tier = String(tier ?? 0);
    write(this.#crown, first ? text.say('takeover.first') : big);
    write(this.#eyebrow, first ? [text.say(KICKERS[first]), ...(tier ? [big] : [])].join(' · ') : text.say('takeover.big_line'));
    write(this.#name, agent?.name ?? team?.name ?? '');
    write(this.#team, agent ? team?.name ?? '' : '');
    write(this.#slogan, team?.slogan ?? '');
    write(this.#product, product ?? '');
    write(this.#words, text.pick(words));
    this.classList.toggle('long', ems(this.#name.textContent) > LONG);
    this.classList.toggle('wordy', ems(this.#words.textContent) > WORDY);
    tint(this, team?.color);
  }

  #cheer(announcement, schedule) {
    if (still()) return;
    const size = firstOf(announcement.reasons) ?? announcement.tier ?? (announcement.all ? 3 : 1);
    this.#confetti.throw(CONFETTI[size] ?? 1);
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

/** How much is announced: of a burst, all that stands. */
const amountOf = ({ amount, all }) => (all ? all.reduce((sum, one) => sum + (one.voided ? 0 : one.amount), 0) : amount);

customElements.define('takeover-stage', TakeoverStage);
