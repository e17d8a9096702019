/**
 * What the day brings to the wall: <broadcast-stage>, what the hour brought, or what was signed while the floor rested;
 * <phase-banner>, a new part of the day; <notice-banner>, what somebody wrote to everybody.
 */
import { clockOf } from '../floor/day-plan.js';
import { BEATS } from '../floor/player.js';
import { ems } from '../floor/text.js';
import { fill } from './fill.js';
import { Stage } from './stage.js';

/** When the parts appear (ms from the arrival): the deals one by one, then the sums, who leads, and the way that is left. */
const FIRST_DEAL = 900;
const BETWEEN = 650;
const PARTS = 750;
/** A figure counts up for so long (ms). */
const COUNT = 800;

/** As large as an area (square vmin, a line's height included) and `most` (vmin) let words be. */
const sizeOf = (words, area, most) => Math.min(most, Math.sqrt(area / ems(words)));

/** Who leads; of many that share the place, two are named and the others counted. */
function leading(label, who, text) {
  if (!who?.length) return [];
  const names = text.list(who.slice(0, 2).map(({ name }) => name));
  return [{ label, color: who[0].color ?? who[0].team?.color, names: who.length > 2 ? text.say('broadcast.and_more', { names, number: who.length }) : names }];
}

class BroadcastStage extends Stage {
  dress({ occasion, minute, since, deals, period, total, leaders, leading_teams: teams, target, missing, words }, context) {
    const { text, money, schedule } = context;
    const isRecap = occasion === 'recap';
    const isReached = !(missing > 0);
    const rest = deals.length ? period.deals - deals.length : 0;
    const cheer = deals.length ? undefined : text.pick(words);
    fill(this, {
      is: isRecap ? 'recap' : '', hour: minute / 720, minute: (minute % 60) / 60, share: Math.min(1, total.amount / target), size: sizeOf(cheer ?? '', 2_600, 8.4),
      title: text.say(isRecap ? 'broadcast.recap' : 'broadcast.hour'), span: text.say('broadcast.span', { from: clockOf(since), to: clockOf(minute) }),
      deals, cheer, rest: rest > 0 && text.say('broadcast.more', { count: rest }), total, period, label: text.say(isRecap ? 'broadcast.rest' : 'broadcast.period'),
      facts: [...leading(text.say('broadcast.leader'), leaders, text), ...leading(text.say('broadcast.team'), teams, text)],
      goal: target > 0 && (isReached ? text.say('broadcast.reached') : text.say('broadcast.missing', { amount: money.whole(missing) })),
    }, { ...context, moves: false });
    const rows = this.querySelectorAll('.told-deals li');
    rows.forEach((row, index) => { row.dataset.cue = `arrive+${FIRST_DEAL + index * BETWEEN} 600 translateX(6vmin)`; });
    this.querySelectorAll('.told-part').forEach((part, index) => {
      const at = FIRST_DEAL + Math.max(1, deals.length) * BETWEEN + (1 + index) * PARTS;
      part.dataset.cue = `arrive+${at} 600 translateY(3vmin)`;
      const figure = part.querySelector('floor-figure');
      if (figure) this.later(schedule, BEATS.arrive + at, () => figure.recount(COUNT));
      const bar = part.querySelector('.bar');
      if (bar) bar.dataset.move = `arrive+${at + 300} 1400 scaleX(0)`;
    });
  }
}

class PhaseBanner extends Stage {
  dress({ id, minute, name }, context) {
    this.dataset.phase = id;
    fill(this, { time: clockOf(minute), call: context.text.pick(name) }, context);
  }
}

class NoticeBanner extends Stage {
  dress({ text: words, by }, context) {
    fill(this, { words, by, size: sizeOf(words, 3_600, 9) }, context);
  }
}

customElements.define('broadcast-stage', BroadcastStage);
customElements.define('phase-banner', PhaseBanner);
customElements.define('notice-banner', NoticeBanner);
