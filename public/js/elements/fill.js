/**
 * Fills markup of the page that says itself where what goes:
 * data-at="agent.name|team.name" is filled with the first of these that there is, as data-as says, in the sentence data-text,
 * and hidden if there is none; a path takes it as its line, a face as whose it is. data-row names the template of a list's
 * rows, data-most how many are shown; with data-travels rows travel to their new place. `is` and `place` become class names,
 * numbers are the style sheet's. `context` has text, money, zone, and `moves`: whether changes are shown as such.
 */
import './figure.js';
import { clockOf } from '../floor/day-plan.js';
import { movementOf } from '../floor/movement.js';
import { markOf } from '../floor/reasons.js';
import { ems } from '../floor/text.js';
import { widthOf } from '../floor/views.js';
import { EASE_OUT, keep, portray, still, tint, write } from './draw.js';

/** A row's travel to its new place (ms). */
const TRAVEL = 600;

const percent = (done, text) => text.say('percent', { number: text.number(Math.floor(done)) });
/** How a value is written that no method of the texts writes: time, day, month, pick. */
const FORMATS = {
  amount: (value, { money }) => money.boardText(value),
  deal: (value, { money }) => money.dealText(value),
  percent: (value, { text }) => percent(value / 100, text),
  rate: ({ amount, target }, { text }) => (target ? percent((amount * 100) / target, text) : ''),
  clock: clockOf,
  badge: (value, { text }) => (markOf(value) ? text.say(markOf(value)) : ''),
  move: (value) => movementOf(value)?.mark ?? '',
};

// What of some markup is to be filled, and the rows of its lists; both go with it.
const places = new WeakMap();
const lists = new WeakMap();

/** A copy of the page's template `id`. */
export const copy = (id) => document.importNode(document.getElementById(id).content.firstElementChild, true);

/** The row of `id` in a list that was filled. */
export const rowOf = (node, id) => lists.get(node)?.get(id)?.root;

const find = (data, path) => path.split('.').reduce((part, key) => part?.[key], data);

export function fill(root, data, context) {
  if (!places.has(root)) places.set(root, { base: root.className, nodes: root.querySelectorAll('[data-at]') });
  const { base, nodes } = places.get(root);
  root.className = `${base} ${data.is ?? ''} ${data.place ? `no${data.place}` : ''}`;
  tint(root, data.color ?? data.team?.color ?? data.agent?.team?.color);
  for (const [name, value] of Object.entries(data)) if (typeof value === 'number') root.style.setProperty(`--${name}`, value);
  for (const node of nodes) put(node, node.dataset.at.split('|').map((path) => find(data, path)).find((one) => one !== undefined), context);
}

function put(node, value, context) {
  const { as, row, text } = node.dataset;
  const isKnown = value !== undefined && value !== false;
  node.toggleAttribute('hidden', !isKnown);
  if (row) list(node, value ?? [], context);
  else if (!isKnown) return;
  else if (node.localName === 'floor-figure') figure(node, value, context);
  else if (node.classList.contains('face')) portray(node, value);
  else if (node.firstElementChild) return;
  else if (value === true) write(node, text ? context.text.say(text) : '');
  else if (node.localName === 'path') node.setAttribute('d', value);
  else {
    const isNumber = !as && typeof value === 'number';
    const format = FORMATS[as] ?? ((one) => context.text[as ?? 'number'](one, context.zone));
    const said = as || isNumber ? format(value, context) : value;
    const all = { number: said, amount: said, name: said, time: said, day: said, month: said, ...(isNumber && { count: value }) };
    write(node, text && said ? context.text.say(text, all) : said);
    node.toggleAttribute('hidden', !said);
    node.style.setProperty('--ems', ems(said));
  }
}

function figure(node, amount, { money, moves }) {
  const format = (minor) => money[node.dataset.as ?? 'board'](minor);
  node.style.setProperty('--ems', widthOf(format(amount)));
  node.show(amount, format, { counts: moves });
}

function list(node, all, context) {
  const { row, most, travels } = node.dataset;
  if (!lists.has(node)) {
    lists.set(node, new Map());
    if (travels !== undefined) sizes.observe(node);
  }
  const known = lists.get(node);
  const before = [...node.children];
  const items = all.slice(0, most).map((item, index) => ({ ...item, id: item.id ?? item.offset ?? index }));
  const rows = keep(node, known, items, ({ id }) => id, () => ({ root: copy(row) })).map(({ root }) => root);
  rows.forEach((root, index) => fill(root, items[index], context));
  if (travels !== undefined) travel(node, before, rows, context.moves);
}

// Where the rows of a list stand: they stand where they stand whoever is in them.
const tops = new WeakMap();
// A list that has another size is measured anew.
const sizes = new ResizeObserver((changes) => changes.forEach(({ target }) => tops.delete(target)));
// The rows that are on their way: { move, way }.
const ways = new WeakMap();

/** How far a row still is from its place. */
function wayOf(row) {
  const { move, way } = ways.get(row) ?? {};
  return way && move.playState === 'running' ? way * (1 - move.effect.getComputedTiming().progress) : 0;
}

/** Rows go from where they were to where they are; new ones appear. */
function travel(list, before, rows, moves) {
  const were = tops.get(list);
  // Is only measured when it may have changed, because to measure is to lay out at once.
  const are = were?.length === rows.length ? were : rows.map(({ offsetTop }) => offsetTop);
  tops.set(list, are);
  if (!were || !moves) return;
  const last = new Map(before.map((row, index) => [row, were[index]]));
  rows.forEach((row, index) => {
    if (last.get(row) === are[index]) return;
    const way = last.get(row) + wayOf(row) - are[index];
    const from = Number.isNaN(way) || still() ? { opacity: 0 } : { transform: `translateY(${way}px)` };
    ways.get(row)?.move.cancel();
    ways.set(row, { move: row.animate([from, { opacity: 1, transform: 'none' }], { duration: TRAVEL, easing: EASE_OUT }), way });
  });
}
