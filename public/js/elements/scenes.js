/**
 * What is on the pictures of a show. A picture is a template of the page, which also says when its parts come, what is
 * heard at its begin, and when confetti is thrown; here is what its places are filled with.
 */
import { ems } from '../floor/text.js';
import { copy, fill } from './fill.js';

/** Winners on stage at most; more are counted. */
const WINNERS = 6;

const factsOf = ({ deals, target }, { text, money }) => [
  text.say('deals', { count: deals }), ...(target ? [text.say('show.target', { amount: money.boardText(target) })] : []),
].join(' · ');

/** Of a bar that ends at its target, or beyond it: how much is filled, where the target is, and the figure. */
function completionOf({ completion }, { text }) {
  if (completion === undefined) return {};
  const most = Math.max(10_000, completion);
  return { share: completion / most, goal: 10_000 / most, percent: text.say('percent', { number: text.number(Math.floor(completion / 100)) }) };
}

const resultOf = (result, context) => ({ amount: result.amount, facts: factsOf(result, context), ...completionOf(result, context) });
const more = (all, text) => (all.length > WINNERS ? text.say('show.more', { count: all.length - WINNERS }) : undefined);
/** How many share the stage, for the style sheet. */
const isOf = ({ length }) => `n${length}${length > 3 ? ' crowd' : ''}`;
const nameOf = (agent, text) => agent?.name ?? text.say('show.somebody');

function opening(_, { show, text, site }) {
  const isGreeting = show.kind === 'greeting';
  return {
    sound: isGreeting ? 'rise' : 'gong', kicker: [site, text.date(Date.parse(show.day), 'UTC')].filter(Boolean).join(' · '),
    title: isGreeting ? text.say('show.greeting', { month: text.month(show.day) }) : text.say('show.ceremony'),
    line: text.say(isGreeting ? 'show.greeting_line' : 'show.ceremony_line'),
  };
}

function company({ result }, context) {
  return { is: result.completion === undefined ? 'alone' : '', site: context.site, reached: result.completion >= 10_000 && context.text.say('show.reached'), ...resultOf(result, context) };
}

function team({ team: { name, color, slogan }, result, praise }, context) {
  const { show, index, text } = context;
  const teams = show.steps.filter(({ scene }) => scene === 'team');
  const place = { number: teams.indexOf(show.steps[index]) + 1, all: teams.length };
  return {
    is: result.completion === undefined ? 'alone' : '', name, color, slogan, kicker: teams.length > 1 ? text.say('show.team', place) : text.say('wall.teams'),
    praise: praise && text.pick(praise.words), ...resultOf(result, context),
  };
}

function topTeam({ teams }, context) {
  const cards = teams.slice(0, WINNERS).map(({ team: { name, color, slogan }, result }) => ({ name, color, slogan, ...resultOf(result, context) }));
  return { is: isOf(cards), title: context.text.say('show.top_team'), cards, more: more(teams, context.text) };
}

function people({ winners }, title, { text }) {
  const cards = winners.slice(0, WINNERS).map(({ agent, team, amount, deals }) => {
    return { who: agent ?? {}, name: nameOf(agent, text), color: team?.color, team: team?.name, amount, deals: text.say('deals', { count: deals }) };
  });
  return { is: isOf(cards), title, joint: winners.length > 1 && text.say('show.joint'), cards, more: more(winners, text) };
}

function topSales(step, context) {
  const { kind, start } = step.period;
  const { text } = context;
  return people(step, kind === 'month' ? text.say('show.top_month', { month: text.month(start) }) : text.say(kind === 'week' ? 'show.top_week' : 'show.winner'), context);
}

const winner = (step, context) => people(step, step.honour ? context.text.pick(step.honour.title) : context.text.say('show.winner'), context);

function countdown({ ms }, { text }) {
  return { title: text.say('show.countdown'), digits: [3, 2, 1].map((number) => ({ id: number, digit: text.number(number), cue: `begin+${Math.max(0, ms - number * 1_000)} 1000 scale(2) > scale(0.92)` })) };
}

function applause(_, { show, text }) {
  const names = winnersOf(show).map(({ agent }) => nameOf(agent, text));
  return { title: text.say('show.applause'), names: names.length && names.length <= WINNERS ? text.say('show.applause_for', { names: text.list(names) }) : text.say('show.applause_all') };
}

function closing({ commentary }, { show, text }) {
  const saying = commentary?.trim() || text.say(show.kind === 'greeting' ? 'show.greeting_closing' : 'show.closing_line');
  // What fits on a stage of about 130 by 30 vmin; text is set no smaller than a label.
  return { kicker: text.say(commentary?.trim() ? 'show.commentary' : 'show.thanks'), saying, length: Math.min(8, Math.max(2.7, Math.sqrt(3_300 / ems(saying)))) };
}

/** A day without a sale: the stage is warm, and nobody is on it. */
const nobody = ({ scene, words }, { text }) => (scene === 'winner' ? { title: text.say('show.no_winner'), line: text.say('show.no_winner_line') } : { line: text.pick(words) });

export const winnersOf = (show) => show.steps.filter(({ scene }) => scene === 'winner' || scene === 'top_sales').at(-1)?.winners ?? [];

const SCENES = { opening, company, team, top_team: topTeam, top_sales: topSales, countdown, winner, applause, closing };
const isEmpty = ({ scene, winners, teams }, show) => (scene === 'countdown' ? winnersOf(show) : winners ?? teams ?? [true]).length === 0;

/** The picture of a step, { root, sound }; `context` also holds show, index and site (its name). A scene that is not known shows its words. */
export function sceneOf(step, context) {
  const name = !SCENES[step.scene] || isEmpty(step, context.show) ? 'nobody' : step.scene;
  const root = copy(`show-${name}`);
  const data = (SCENES[name] ?? nobody)(step, context);
  fill(root, data, { ...context, moves: false });
  (data.digits ?? []).forEach(({ cue }, index) => { root.querySelectorAll('.digit')[index].dataset.flash = cue; });
  return { root, sound: data.sound ?? root.dataset.sound };
}
