/**
 * <broadcast-stage>: what the hour brought, or what was signed while the floor rested. The player calls its beats; the
 * deals are then told one after the other.
 */
import './figure.js';
import { clockOf } from '../floor/day-plan.js';
import { ems } from '../floor/text.js';
import { make, tint, write } from './draw.js';

/** When the parts appear (ms from the arrival): the deals one by one, then the sums, who leads, and the way that is left. */
const FIRST_DEAL = 900;
const BETWEEN = 650;
const PARTS = 750;

export class BroadcastStage extends HTMLElement {
  #title = this.querySelector('.told-title');
  #span = this.querySelector('.told-span');
  #clock = this.querySelector('.dial');
  #deals = this.querySelector('.told-deals');
  #cheer = this.querySelector('.told-cheer');
  #period = this.querySelector('.told-period');
  #total = this.querySelector('.told-total');
  #facts = this.querySelector('.told-facts');
  #goal = this.querySelector('.told-goal');
  #calls = [];

  disconnectedCallback() {
    this.#clear();
  }

  beat(name, broadcast, context) {
    if (name === 'prepare') this.#prepare(broadcast, context);
    if (name === 'arrive') this.#arrive(broadcast, context);
    if (name === 'leave') this.classList.add(name);
    if (name === 'end') this.#clear();
  }

  #prepare({ occasion, minute, since, deals, period, total, leaders, leading_teams: leadingTeams, target, missing, words }, { text, money }) {
    this.dataset.occasion = occasion;
    write(this.#title, text.say(occasion === 'recap' ? 'broadcast.recap' : 'broadcast.hour'));
    write(this.#span, text.say('broadcast.span', { from: clockOf(since), to: clockOf(minute) }));
    this.#clock.style.setProperty('--hour', String(minute / 720));
    this.#clock.style.setProperty('--minute', String((minute % 60) / 60));
    this.classList.toggle('calm', deals.length === 0);
    this.dataset.deals = String(deals.length);
    this.#deals.replaceChildren(...deals.map((deal) => dealRow(deal, money)));
    const rest = period.deals - deals.length;
    if (deals.length && rest > 0) this.#deals.append(make('li', 'rest', text.say('broadcast.more', { count: rest })));
    const cheer = deals.length ? '' : text.pick(words);
    write(this.#cheer, cheer);
    this.#cheer.style.setProperty('--size', String(Math.min(8.4, Math.max(4, Math.sqrt(2_600 / ems(cheer))))));
    for (const [node, sum, key] of [[this.#period, period, occasion === 'recap' ? 'broadcast.rest' : 'broadcast.period'], [this.#total, total, 'broadcast.total']]) {
      write(node.querySelector('.label'), text.say(key));
      write(node.querySelector('.count'), text.say('deals', { count: sum.deals }));
      const { figure, unit } = money.board(sum.amount);
      node.querySelector('floor-figure').style.setProperty('--ems', String(ems(figure) + 0.34 + (unit ? 0.5 : 0)));
      node.querySelector('floor-figure').show(0, (minor) => money.board(minor), { counts: false });
    }
    this.#facts.replaceChildren(
      ...fact(text.say('broadcast.leader'), leaders, text), ...fact(text.say('broadcast.team'), leadingTeams, text),
    );
    this.#goal.hidden = !(target > 0);
    if (target > 0) {
      const share = Math.min(1, total.amount / target);
      this.#goal.style.setProperty('--fill', String(share));
      write(this.#goal.querySelector('p'), missing > 0 ? text.say('broadcast.missing', { amount: money.whole(missing) }) : text.say('broadcast.reached'));
      this.#goal.classList.toggle('done', !(missing > 0));
    }
    this.hidden = false;
  }

  #arrive({ deals, period, total }, { schedule, money }) {
    this.classList.add('arrive');
    [...this.#deals.children].forEach((row, index) => this.#at(schedule, FIRST_DEAL + index * BETWEEN, () => row.classList.add('told')));
    const sums = FIRST_DEAL + Math.max(1, deals.length) * BETWEEN + PARTS;
    const parts = [
      () => this.#sum(this.#period, period, money), () => this.#sum(this.#total, total, money),
      () => this.#facts.classList.add('told'), () => this.#goal.classList.add('told'),
    ];
    parts.forEach((run, index) => this.#at(schedule, sums + index * PARTS, run));
  }

  #sum(node, { amount }, money) {
    node.classList.add('told');
    node.querySelector('floor-figure').show(amount, (minor) => money.board(minor), { from: 0 });
  }

  #at(schedule, ms, run) {
    this.#calls.push(schedule.after(ms, run));
  }

  #clear() {
    for (const callOff of this.#calls) callOff();
    this.#calls = [];
    this.hidden = true;
    this.classList.remove('arrive', 'leave');
    for (const node of this.querySelectorAll('.told')) node.classList.remove('told');
  }
}

function dealRow({ agent, team, product, amount }, money) {
  const row = make('li', '', make('span', 'name', agent?.name ?? team?.name ?? ''), make('span', 'product', product ?? ''), make('span', 'amount', money.dealText(amount)));
  tint(row, team?.color);
  return row;
}

/** Who leads; of many that share the place, two are named and the others counted. */
function fact(label, who, text) {
  if (!who?.length) return [];
  const names = who.slice(0, 2).map(({ name }) => name);
  const node = make('div', 'fact', make('p', 'label', label), make('p', 'lead-names', who.length > 2 ? text.say('broadcast.and_more', { names: text.list(names), number: who.length }) : text.list(names)));
  tint(node, who[0].color ?? who[0].team?.color);
  return [node];
}

customElements.define('broadcast-stage', BroadcastStage);

/** <phase-banner>: a new part of the day begins. */
export class PhaseBanner extends HTMLElement {
  #time = this.querySelector('.phase-time');
  #name = this.querySelector('.phase-call');

  beat(name, phase, { text }) {
    if (name === 'prepare') {
      write(this.#time, clockOf(phase.minute));
      write(this.#name, text.pick(phase.name));
      this.#name.style.setProperty('--ems', String(ems(this.#name.textContent)));
      this.dataset.phase = phase.id;
      this.hidden = false;
    }
    if (name === 'arrive' || name === 'leave') this.classList.add(name);
    if (name === 'end') {
      this.hidden = true;
      this.classList.remove('arrive', 'leave');
    }
  }
}

customElements.define('phase-banner', PhaseBanner);
