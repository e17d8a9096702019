/**
 * The pictures of a show. Each scene answers { root, beats, sound, says }: what is on stage, what happens on it and when
 * (ms from its begin; a number is an act that appears, a function is called with whether it is long past), what is heard
 * at its begin, and whether the words are also written. Pictures are built before they are shown, so they may cost a frame.
 */
import './figure.js';
import { ems } from '../floor/text.js';
import { make, picture, still, tint } from './draw.js';

/** Winners on stage at most; more are counted. */
const WINNERS = 6;
/** A figure of the show counts up for this long (ms). */
const COUNT = 1_800;
/** The last seconds of a countdown, and the light after it (ms). */
const SECOND = 1_000;

/** A line of text in an act; `--ems` lets the style sheet choose its size. */
function line(act, className, text) {
  const node = make('p', className, text);
  node.dataset.act = String(act);
  node.style.setProperty('--ems', String(ems(text)));
  return node;
}

/** A part of the picture in an act. */
function block(act, className, ...children) {
  const node = make('div', className, ...children);
  node.dataset.act = String(act);
  return node;
}

/** An amount that counts up when its act comes: { node, count }. */
function figure(className, amount, format) {
  const node = make('floor-figure', className);
  const { sign, figure: digits, unit } = format(amount);
  node.style.setProperty('--ems', String(ems(digits) + (ems(sign) + (unit ? ems(unit) : 0)) / 2 + 0.3));
  return {
    node,
    count: (isPast) => node.show(amount, format, isPast ? { counts: false } : { from: 0, takes: COUNT }),
  };
}

const percentOf = (completion) => Math.floor(completion / 100);
/** Of a bar that ends at its target, or beyond it: how much is filled, and where the target is. */
function share(completion) {
  const most = Math.max(10_000, completion);
  return { fill: completion / most, mark: 10_000 / most };
}

const board = (money) => (minor) => money.board(minor);
const percent = (text) => (value) => ({ sign: '', figure: text.number(value), unit: '%' });

function opening(_, { show, text, site }) {
  const isGreeting = show.kind === 'greeting';
  const title = isGreeting ? text.say('show.greeting', { month: text.month(show.day) }) : text.say('show.ceremony');
  const root = make('div', 'scene opening-scene',
    line(1, 'kicker', [site, text.date(Date.parse(show.day), 'UTC')].filter(Boolean).join(' · ')),
    line(2, 'giant', title),
    line(3, 'under', text.say(isGreeting ? 'show.greeting_line' : 'show.ceremony_line')));
  return { root, beats: [[3_000, 1], [3_800, 2], [5_400, 3]], sound: isGreeting ? 'rise' : 'gong', says: true };
}

function company({ result }, { text, money, site }) {
  const { amount, deals, target, completion } = result;
  const total = figure('giant', amount, board(money));
  const facts = [text.say('deals', { count: deals }), ...(target ? [text.say('show.target', { amount: money.boardText(target) })] : [])];
  const words = block(1, 'facts', line(1, 'kicker', site), make('p', 'total', total.node), line(2, 'under', facts.join(' · ')));
  const root = make('div', 'scene company-scene', words);
  const beats = [[300, 1], [900, total.count], [2_600, 2]];
  if (completion !== undefined) {
    const { fill, mark } = share(completion);
    const rising = figure('share', percentOf(completion), percent(text));
    root.append(block(1, 'column', make('div', 'shaft', make('i', 'fill'), make('i', 'goal')), make('div', 'lift', rising.node)));
    root.style.setProperty('--fill', String(fill));
    root.style.setProperty('--goal', String(mark));
    beats.push([3_200, 3], [3_200, rising.count], [3_200 + 3_000, 4]);
    if (completion >= 10_000) words.append(line(4, 'ribbon', text.say('show.reached')));
  } else root.classList.add('alone');
  return { root, beats, sound: 'chime' };
}

function team({ team: { name, color, slogan }, result, praise }, { show, index, text, money }) {
  const { amount, deals, target, completion } = result;
  const teams = show.steps.filter(({ scene }) => scene === 'team');
  const place = { number: teams.indexOf(show.steps[index]) + 1, all: teams.length };
  const root = make('div', 'scene team-scene', make('div', 'glow'),
    line(1, 'kicker', teams.length > 1 ? text.say('show.team', place) : text.say('wall.teams')), line(2, 'giant', name), line(2, 'under', slogan ?? ''));
  const total = figure('sum', amount, board(money));
  const facts = [text.say('deals', { count: deals }), ...(target ? [text.say('show.target', { amount: money.boardText(target) })] : [])].join(' · ');
  const beats = [[200, 1], [700, 2], [1_900, 3], [1_900, total.count]];
  const sum = block(3, 'score', total.node, make('p', 'facts-line', facts));
  if (completion !== undefined) {
    const { fill, mark } = share(completion);
    const rate = figure('share', percentOf(completion), percent(text));
    root.style.setProperty('--fill', String(fill));
    root.style.setProperty('--goal', String(mark));
    sum.append(rate.node, make('div', 'lane', make('i', 'fill'), make('i', 'goal')));
    beats.push([1_900, rate.count]);
  }
  root.append(sum, line(4, 'ribbon', text.pick(praise?.words)));
  beats.push([4_200, 4]);
  tint(root, color);
  return { root, beats, sound: 'bell' };
}

/** Cards side by side; the style sheet knows how many. */
function cards(className, items, card) {
  const list = block(2, `${className} cards`, ...items.map(card));
  list.dataset.count = String(items.length);
  return list;
}

function topTeam(step, context) {
  const { teams } = step;
  const { text, money } = context;
  if (teams.length === 0) return nobody(step, context);
  const shown = teams.slice(0, WINNERS);
  const counts = [];
  const list = cards('top-teams', shown, ({ team: { name, color, slogan }, result }) => {
    const rate = result.completion === undefined ? undefined : figure('share', percentOf(result.completion), percent(text));
    const total = figure('sum', result.amount, board(money));
    counts.push(...[rate, total].filter(Boolean).map(({ count }) => count));
    const node = make('div', 'card', line(2, 'name', name), line(2, 'under', slogan ?? ''), block(3, 'score', ...[rate?.node, total.node].filter(Boolean)));
    tint(node, color);
    return node;
  });
  const root = make('div', 'scene top-scene', light(), act(1, picture('cup'), 'cup'), line(1, 'kicker', text.say('show.top_team')), list, more(teams, text));
  return { root, beats: [[300, 1], [1_600, 2], [2_800, 3], ...counts.map((count) => [2_800, count]), [5_000, 4]], sound: 'rise', says: true, throws: 0.5, throwsAt: 2_800 };
}

function topSales(step, context) {
  const { period } = step;
  const { text } = context;
  const title = period.kind === 'month' ? text.say('show.top_month', { month: text.month(period.start) }) : text.say(period.kind === 'week' ? 'show.top_week' : 'show.winner');
  return people(step, title, context, { sound: 'rise', throws: 0.7 });
}

function winner(step, context) {
  const { text } = context;
  return people(step, step.honour ? text.pick(step.honour.title) : text.say('show.winner'), context, { sound: 'hit', throws: 1 });
}

/** The light falls on those who won. */
function people(step, title, context, rest) {
  const { winners } = step;
  const { text, money } = context;
  if (winners.length === 0) return nobody(step, context);
  const counts = [];
  const list = cards('winners', winners.slice(0, WINNERS), ({ agent, team: { name: teamName, color } = {}, amount, deals }) => {
    const name = agent?.name ?? text.say('show.somebody');
    const total = figure('sum', amount, board(money));
    counts.push(total.count);
    const medal = make('div', 'medal', make('span', '', agent ? [...name][0] : '★'));
    const node = make('div', 'card', medal, line(2, 'name', name), block(3, 'score', total.node),
      block(3, 'from', make('span', 'team-chip', teamName ?? ''), make('span', '', text.say('deals', { count: deals }))));
    tint(node, color);
    return node;
  });
  const crown = block(4, 'honour', line(4, 'ribbon', title), ...(winners.length > 1 ? [line(4, 'under', text.say('show.joint'))] : []));
  const root = make('div', 'scene winner-scene', light(), crown, list, more(winners, text));
  const beats = [[250, 1], [1_100, 2], [2_600, 3], ...counts.map((count) => [2_600, count]), [4_600, 4]];
  return { root, beats, says: true, throwsAt: 4_600, ...rest };
}

/** A day without a sale: the stage is warm, and nobody is on it. */
function nobody({ scene, words }, { text }) {
  const lines = scene === 'winner' ? [line(1, 'giant', text.say('show.no_winner')), line(2, 'under', text.say('show.no_winner_line'))] : [line(1, 'under', text.pick(words))];
  return { root: make('div', 'scene nobody-scene', ...lines), beats: [[600, 1], [2_400, 2]], sound: 'chime' };
}

function countdown(step, context) {
  const { ms } = step;
  const { show, text } = context;
  if (!winnersOf(show).length) return nobody(step, context);
  const root = make('div', 'scene countdown-scene', make('i', 'search left'), make('i', 'search right'), line(1, 'under', text.say('show.countdown')));
  const beats = [[200, 1]];
  for (const number of [3, 2, 1]) {
    const digit = make('p', 'digit', text.number(number));
    root.append(digit);
    beats.push([Math.max(0, ms - number * SECOND), (isPast) => {
      root.querySelector('.digit.now')?.classList.remove('now');
      digit.classList.add('now');
      if (!isPast && !still()) digit.animate([{ transform: 'scale(2)', opacity: 0 }, { transform: 'none', opacity: 1, offset: 0.3 }, { transform: 'scale(0.92)', opacity: 1 }], { duration: SECOND, easing: 'cubic-bezier(0.16, 1, 0.3, 1)' });
    }]);
  }
  beats.push([0, () => {
    if (still()) return;
    for (const [at, beam] of [...root.querySelectorAll('.search')].entries()) {
      const [from, to] = at ? [-34, 12] : [34, -12];
      beam.animate([{ transform: `rotate(${from}deg)` }, { transform: `rotate(${to}deg)`, offset: 0.35 }, { transform: `rotate(${from / 1.6}deg)`, offset: 0.7 }, { transform: 'none' }], { duration: ms, easing: 'ease-in-out', fill: 'forwards' });
    }
  }]);
  return { root, beats: beats.sort(([a], [b]) => a - b), sound: 'roll' };
}

function applause(_, { show, text }) {
  const names = winnersOf(show).map(({ agent }) => agent?.name ?? text.say('show.somebody'));
  const root = make('div', 'scene applause-scene', light(), act(1, picture('clap'), 'hands'), line(1, 'giant', text.say('show.applause')),
    line(2, 'under', names.length && names.length <= WINNERS ? text.say('show.applause_for', { names: text.list(names) }) : text.say('show.applause_all')));
  return { root, beats: [[150, 1], [1_000, 2]], sound: 'applause', says: true, throws: names.length ? 1 : 0, throwsAt: 600 };
}

function closing({ commentary, ms }, { show, text }) {
  const words = commentary?.trim() || text.say(show.kind === 'greeting' ? 'show.greeting_closing' : 'show.closing_line');
  const saying = line(2, 'saying', words);
  // What fits on a stage of about 130 by 30 vmin; text is set no smaller than a label.
  saying.style.setProperty('--size', String(Math.min(8, Math.max(2.7, Math.sqrt(3_300 / ems(words))))));
  const root = make('div', 'scene closing-scene', line(1, 'kicker', text.say(commentary?.trim() ? 'show.commentary' : 'show.thanks')), saying);
  return { root, beats: [[400, 1], [1_000, 2]], sound: 'chime', closesAt: Math.max(2_000, ms - 2_600) };
}

const winnersOf = (show) => show.steps.filter(({ scene }) => scene === 'winner' || scene === 'top_sales').at(-1)?.winners ?? [];
const light = () => make('div', 'light-fall', make('i', 'beam'), make('i', 'pool'));
const more = (all, text) => (all.length > WINNERS ? line(4, 'under', text.say('show.more', { count: all.length - WINNERS })) : '');

function act(number, node, className) {
  node.className = className;
  node.dataset.act = String(number);
  return node;
}

const SCENES = { opening, company, team, top_team: topTeam, top_sales: topSales, countdown, winner, applause, closing };

/** The picture of a step; `context` also holds show, index and site (its name). A scene that is not known shows its words. */
export function sceneOf(step, context) {
  const build = SCENES[step.scene];
  if (build) return build(step, context);
  return { root: make('div', 'scene', line(1, 'under', context.text.pick(step.words))), beats: [[300, 1]] };
}
