/**
 * Why somebody has a place: the server's explanation, as sections of plain rows that a page can draw without knowing
 * what they mean. Counts and ranks nothing itself.
 */
import { paceOf } from './pace.js';

/** What a place can be explained for. */
export const PERIODS = { day: 'period.day', week: 'period.week', month: 'period.month' };
export const METRICS = {
  amount: 'metric.amount', deals: 'metric.deals', completion: 'metric.completion', improved: 'metric.improved', value: 'metric.value',
};

const COMPONENTS = {
  amount: 'component.amount', deals: 'component.deals', conversion: 'component.conversion', calls: 'component.calls',
  talk: 'component.talk', conduct: 'component.conduct',
};
/** What conduct points are given for. */
export const CONDUCT = {
  training: 'conduct.training', suggestion: 'conduct.suggestion', attendance: 'conduct.attendance', peer_review: 'conduct.peer_review',
};

const percent = (perTenThousand, text) => text.say('percent', { number: text.number(Math.round(perTenThousand / 10) / 10) });
const points = (thousandths, text) => text.number(Math.round(thousandths / 100) / 10);
/** Minor units with their sign: +¥500, −¥500. */
const signed = (minor, money) => `${minor < 0 ? '−' : '+'}${money.text(Math.abs(minor))}`;
const plus = (number, text) => `${number < 0 ? '−' : '+'}${text.number(Math.abs(number))}`;

/** A result in a metric's unit, in words. */
export function scoreText(score, metric, { text, money }) {
  switch (metric) {
    case 'deals': return text.say('deals', { count: score });
    case 'completion': return percent(score, text);
    case 'improved': return signed(score, money);
    case 'value': return text.say('points', { number: points(score, text) });
    default: return money.text(score);
  }
}

/** What was done, or is expected, in a component's unit, of thousandths of it. */
function amountOf(component, thousandths, { text, money }) {
  if (component === 'amount') return money.text(Math.round(thousandths / 1_000));
  if (component === 'conversion') return percent(thousandths / 1_000, text);
  if (component === 'talk') return text.say('hours', { number: points(thousandths / 3_600, text) });
  return points(thousandths, text);
}

/**
 * { place, score, gap, sections } of an EXPLANATION. A section is { kind, title, figure, rows, lines, empty }, a row
 * { head, tags, sub, figure, note, share, mark }; whatever is missing has nothing to say. `context` holds text, money and zone.
 */
export function explained(explanation, context) {
  const { text } = context;
  const { place, score, metric, gap } = explanation;
  return {
    place: Number.isInteger(place) ? text.say('place', { place }) : text.say('why.no_place'),
    score: Number.isFinite(score) ? scoreText(score, metric, context) : '',
    gap: gap > 0 ? text.say('why.gap', { amount: scoreText(gap, metric, context).replace(/^\+/, '') }) : '',
    sections: [...new Set([LEADS[metric] ?? counts, counts, excluded, tie, target, improvement, value, conduct, rules])]
      .map((section) => section(explanation, context)).filter(Boolean),
  };
}

/** What a metric is made of comes first. */
const LEADS = { completion: target, improved: improvement, value };

/** When a deal was signed; within one day the time is enough. */
function when({ day, at }, period, { text, zone }) {
  const time = Number.isFinite(at) ? text.time(at, zone) : '';
  return (period === 'day' ? [time] : [text.day(day), time]).filter(Boolean).join(' ');
}

function counts({ counts: deals = [], more_counts: more, amount = 0, period }, context) {
  const { text, money } = context;
  return {
    kind: 'counts', title: text.say('why.counts', { count: deals.length + (more ?? 0) }), figure: money.text(amount), empty: text.say('why.counts_none'),
    lines: further(more, text),
    rows: deals.map((deal) => ({
      head: deal.product, sub: when(deal, period, context), figure: money.text(deal.amount),
      tags: [deal.late && text.say('why.late'), deal.amended && text.say('why.amended')].filter(Boolean),
    })),
  };
}

/** Of very many deals only the newest are listed. */
const further = (more, text) => (more > 0 ? [text.say('why.more', { count: more })] : []);

function excluded({ does_not_count: deals = [], more_do_not_count: more }, context) {
  const { text, money } = context;
  return deals.length > 0 && {
    kind: 'excluded', title: text.say('why.excluded', { count: deals.length + (more ?? 0) }), lines: further(more, text),
    rows: deals.map((deal) => ({
      head: deal.product, sub: when(deal, undefined, context), figure: money.text(deal.amount),
      note: [text.pick(deal.words), deal.to && `→ ${deal.to}`, deal.reason && text.say('why.reason', { reason: deal.reason }), deal.by && text.say('why.by', { name: deal.by })]
        .filter(Boolean).join(' · '),
    })),
  };
}

/** As many of those who share a place are named: early in a day everybody shares the last one. */
const NAMED = 6;

function tie({ tie: given }, { text }) {
  if (!given) return undefined;
  const names = given.shares_with ?? [];
  return {
    kind: 'tie', title: text.say('why.tie'),
    lines: [
      names.length && text.say(names.length > NAMED ? 'why.shares_many' : 'why.shares',
        { names: names.slice(0, NAMED).join(text.say('why.and')), number: text.number(names.length) }),
      text.pick(given.words),
    ].filter(Boolean),
  };
}

/** Where a target comes from. */
const SOURCES = { day: 'why.target_day', month: 'why.target_month', people: 'why.target_people' };

function target({ target: given }, context) {
  if (!(given?.target > 0)) return undefined; // a day of rest asks for nothing
  const { text, money } = context;
  const { line, shape, share, mark, percent: reached, kind } = paceOf(given, context);
  return {
    kind: 'target', title: text.say('why.target'), figure: reached,
    rows: [{
      head: text.say(SOURCES[given.source] ?? 'why.target_month'), figure: money.text(given.target), share, mark, pace: kind,
      sub: text.say('why.expected', { amount: money.text(given.expected) }), note: `${shape} ${line}`.trim(),
    }],
  };
}

function improvement({ improvement: given, amount = 0, score }, { text, money }) {
  const span = (days) => text.say('why.working_days', { count: days });
  return given && {
    kind: 'improvement', title: text.say('why.improvement'), figure: Number.isFinite(score) ? signed(score, money) : '',
    rows: [
      { head: text.say('why.now'), figure: money.text(amount), sub: span(given.working_days) },
      { head: text.say('why.as_before'), figure: money.text(given.expected), sub: span(given.working_days) },
      { head: text.say('why.before'), figure: money.text(given.before), sub: span(given.working_days_before) },
    ],
  };
}

function value({ value: given }, context) {
  if (!given) return undefined;
  const { text, money } = context;
  const components = (given.components ?? []).map(({ component, actual, expected_thousandths: expected, weight, points: scored }) => ({
    head: text.say(COMPONENTS[component] ?? component), figure: points(scored, text), share: Math.min(1, Math.max(0, scored / (weight * 1_000))),
    sub: text.say('why.component', { actual: amountOf(component, actual * 1_000, context), expected: amountOf(component, expected, context), weight: text.number(weight) }),
  }));
  const reward = Number.isFinite(given.reward) ? [{ head: text.say('why.reward'), figure: money.text(given.reward) }] : [];
  return {
    kind: 'value', title: text.say('why.value'), figure: text.say('points', { number: points(given.score, text) }),
    rows: [...components, ...reward],
  };
}

function conduct({ value: given }, { text }) {
  const rows = (given?.conduct ?? []).map(({ for: what, points: number, reason, by, day }) => ({
    head: text.say(CONDUCT[what] ?? what), figure: plus(number, text), note: reason,
    sub: [text.day(day), by && text.say('why.by', { name: by })].filter(Boolean).join(' · '),
  }));
  return rows.length > 0 && { kind: 'conduct', title: text.say('why.conduct'), rows };
}

function rules({ rules: given = {}, currency }, { text, money, zone }) {
  const { words = [], big_deals: tiers = [], working_days: days = [] } = given;
  const lines = [
    ...words.map((line) => text.pick(line)),
    tiers.length && text.say('why.big_deals', { amounts: tiers.map((tier) => money.dealText(tier)).join(' / ') }),
    days.length && text.say('why.weekdays', { days: days.map((day) => text.weekday(day)).join(text.say('why.and')) }),
    words.length && text.say('why.zone', { zone, currency: currency ?? '' }),
  ].filter(Boolean);
  return lines.length > 0 && { kind: 'rules', title: text.say('why.rules'), lines };
}
