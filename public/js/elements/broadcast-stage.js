/**
 * What the day brings to the wall: <broadcast-stage>, what the hour brought, or what was signed while the floor rested;
 * <phase-banner>, a new part of the day; <notice-banner>, what somebody wrote to everybody.
 */
import './figure.js';
import { clockOf } from '../floor/day-plan.js';
import { ems } from '../floor/text.js';
import { make, tint, write } from './draw.js';
import { Stage } from './stage.js';

/** When the parts appear (ms from the arrival): the deals one by one, then the sums, who leads, and the way that is left. */
const FIRST_DEAL = 900;
const BETWEEN = 650;
const PARTS = 750;
const cueAt = (at, from) => `arrive+${at} 600 ${from}`;

export class BroadcastStage extends Stage {
  #part = Object.fromEntries(['title', 'span', 'deals', 'cheer', 'facts', 'goal'].map((name) => [name, this.querySelector(`.told-${name}`)]));
  #sums = [...this.querySelectorAll('.told-sum')];
  #dial = this.querySelector('.dial');

  dress({ occasion, minute, since, deals, period, total, leaders, leading_teams: teams, target, missing, words }, { text, money, schedule }) {
    const { title, span, deals: list, cheer, facts, goal } = this.#part;
    const isRecap = occasion === 'recap';
    this.dataset.occasion = occasion;
    write(title, text.say(isRecap ? 'broadcast.recap' : 'broadcast.hour'));
    write(span, text.say('broadcast.span', { from: clockOf(since), to: clockOf(minute) }));
    this.#dial.style.setProperty('--hour', String(minute / 720));
    this.#dial.style.setProperty('--minute', String((minute % 60) / 60));
    const rest = deals.length ? period.deals - deals.length : 0;
    list.replaceChildren(...deals.map((deal) => dealRow(deal, money)), ...(rest > 0 ? [make('li', 'rest', text.say('broadcast.more', { count: rest }))] : []));
    [...list.children].forEach((row, index) => { row.dataset.cue = cueAt(FIRST_DEAL + index * BETWEEN, 'translateX(6vmin)'); });
    sized(cheer, deals.length ? '' : text.pick(words), 2_600, 8.4);
    facts.replaceChildren(...fact(text.say('broadcast.leader'), leaders, text), ...fact(text.say('broadcast.team'), teams, text));
    let at = FIRST_DEAL + Math.max(1, deals.length) * BETWEEN + PARTS;
    [period, total].forEach(({ amount, deals: count }, index) => {
      const node = this.#sums[index];
      const figure = node.querySelector('floor-figure');
      const format = (minor) => money.board(minor);
      write(node.querySelector('.label'), text.say(index ? 'broadcast.total' : isRecap ? 'broadcast.rest' : 'broadcast.period'));
      write(node.querySelector('.count'), text.say('deals', { count }));
      figure.style.setProperty('--ems', String(ems(format(amount).figure) + 0.34 + (format(amount).unit ? 0.5 : 0)));
      figure.show(0, format, { counts: false });
      node.dataset.cue = cueAt(at, 'translateY(3vmin)');
      this.later(schedule, at, () => figure.show(amount, format, { from: 0 }));
      at += PARTS;
    });
    facts.dataset.cue = cueAt(at, 'translateY(3vmin)');
    goal.hidden = !(target > 0);
    if (goal.hidden) return;
    goal.dataset.cue = cueAt(at + PARTS, 'translateY(3vmin)');
    goal.querySelector('.bar').dataset.move = `arrive+${at + PARTS + 300} 1400 scaleX(0)`;
    goal.style.setProperty('--fill', String(Math.min(1, total.amount / target)));
    write(goal.querySelector('p'), missing > 0 ? text.say('broadcast.missing', { amount: money.whole(missing) }) : text.say('broadcast.reached'));
    goal.classList.toggle('done', !(missing > 0));
  }
}

customElements.define('broadcast-stage', BroadcastStage);

function dealRow({ agent, team, product, amount }, money) {
  const row = make('li', '', make('span', 'name', agent?.name ?? team?.name ?? ''), make('span', 'product', product ?? ''), make('span', 'amount', money.dealText(amount)));
  tint(row, team?.color);
  return row;
}

/** Who leads; of many that share the place, two are named and the others counted. */
function fact(label, who, text) {
  if (!who?.length) return [];
  const names = text.list(who.slice(0, 2).map(({ name }) => name));
  const node = make('div', 'fact', make('p', 'label', label), make('p', 'lead-names', who.length > 2 ? text.say('broadcast.and_more', { names, number: who.length }) : names));
  tint(node, who[0].color ?? who[0].team?.color);
  return [node];
}

/** Writes words as large as an area (square vmin, a line's height included) and `most` (vmin) let them be. */
function sized(node, words, area, most) {
  write(node, words);
  node.style.setProperty('--size', String(Math.min(most, Math.sqrt(area / ems(words)))));
}

class PhaseBanner extends Stage {
  dress({ id, minute, name }, { text }) {
    const [time, call] = this.firstElementChild.children;
    this.dataset.phase = id;
    write(time, clockOf(minute));
    write(call, text.pick(name));
    call.style.setProperty('--ems', String(ems(call.textContent)));
  }
}

customElements.define('phase-banner', PhaseBanner);

class NoticeBanner extends Stage {
  dress({ text: words, by }) {
    const [, line, who] = this.firstElementChild.children;
    sized(line, words, 3_600, 9);
    write(who, by ?? '');
  }
}

customElements.define('notice-banner', NoticeBanner);
