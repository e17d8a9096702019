/**
 * <scene-stage>: the wall's main area. One scene is on and is filled by what its view says; the others are not laid out. A
 * new scene slides in over half a second. The markup says where what goes:
 * data-at="agent.name|team.name" is filled with the first of these that there is, as data-as says, in the sentence data-text,
 * and hidden if there is none; a path takes it as its line, a face as whose it is. data-row names the template of a list's
 * rows, data-most how many are shown; with data-travels rows travel to their new place. A view's numbers are the style sheet's.
 */
import './figure.js';
import { clockOf } from '../floor/day-plan.js';
import { movementOf } from '../floor/movement.js';
import { markOf } from '../floor/reasons.js';
import { ems } from '../floor/text.js';
import { VIEWS, widthOf } from '../floor/views.js';
import { EASE_OUT, keep, portray, still, tint, write } from './draw.js';

/** A scene's change, a row's travel to its new place, and the light on the winner's row (ms). */
const TURN = 500;
const TRAVEL = 600;
const LIGHT = 3_000;

const percent = (done, text) => text.say('percent', { number: text.number(Math.floor(done)) });
const FORMATS = {
  amount: (value, { money }) => money.boardText(value),
  percent: (value, { text }) => percent(value / 100, text),
  rate: ({ amount, target }, { text }) => (target ? percent((amount * 100) / target, text) : ''),
  clock: clockOf,
  time: (value, { text, zone }) => text.time(value, zone),
  day: (value, { text }) => text.day(value),
  month: (value, { text }) => text.month(value),
  words: (value, { text }) => text.pick(value),
  badge: (value, { text }) => (markOf(value) ? text.say(markOf(value)) : ''),
  move: (value) => movementOf(value)?.mark ?? '',
};

export class SceneStage extends HTMLElement {
  #on; // the scene's name
  #finish; // of the change that goes on

  /** Whether a scene has something to say. */
  says(scene, floor, context) {
    return VIEWS[scene]?.(floor, context) !== undefined;
  }

  /** Shows a scene as the floor is now. */
  show(scene, floor, context) {
    const [node, last] = [scene, this.#on].map((name) => this.querySelector(`[data-scene="${name}"]`));
    const data = VIEWS[scene](floor, context) ?? {};
    fill(node, data, { ...context, money: data.money ?? context.money, moves: node === last });
    if (node === last) return;
    this.#on = scene;
    this.#finish?.();
    node.hidden = false;
    if (last) this.#slide(last, node, context.schedule);
  }

  /** Lights up an agent's row: the applause after a takeover. */
  light(id) {
    const row = lists.get(this.querySelector('[data-travels]'))?.get(id);
    row?.root.querySelector('.glow').animate([{ opacity: 1 }, { opacity: 1 }, { opacity: 0 }], LIGHT);
  }

  #slide(last, node, schedule) {
    const away = (way) => ({ opacity: 0, transform: still() ? 'none' : `translateX(${way})` });
    const here = { opacity: 1, transform: 'none' };
    const how = { duration: TURN, easing: EASE_OUT, fill: 'both' };
    const slides = [node.animate([away('6%'), here], how), last.animate([here, away('-6%')], how)];
    const end = () => {
      callOff();
      last.hidden = true;
      for (const slide of slides) slide.cancel();
      this.#finish = undefined;
    };
    const callOff = schedule.after(TURN, end);
    this.#finish = end;
  }
}

// What of some markup is to be filled, and the rows of its lists; both go with it.
const places = new WeakMap();
const lists = new WeakMap();

const find = (data, path) => path.split('.').reduce((part, key) => part?.[key], data);

export function fill(root, data, context) {
  if (!places.has(root)) places.set(root, { base: root.className, nodes: root.querySelectorAll('[data-at]') });
  const { base, nodes } = places.get(root);
  root.className = `${base} ${data.is ?? ''} no${data.place}`;
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
    const said = as ? FORMATS[as](value, context) : isNumber ? context.text.number(value) : value;
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
  if (!lists.has(node)) lists.set(node, new Map());
  const known = lists.get(node);
  const tops = () => new Map([...known].map(([id, { root }]) => [id, root.getBoundingClientRect().top]));
  const before = travels !== undefined && context.moves && tops();
  const items = all.slice(0, most).map((item, index) => ({ ...item, id: item.id ?? item.offset ?? index }));
  const newRow = () => ({ root: document.importNode(document.getElementById(row).content.firstElementChild, true) });
  keep(node, known, items, ({ id }) => id, newRow).forEach(({ root }, index) => fill(root, items[index], context));
  if (before) travel(known, before, tops);
}

/** Rows go from where they were to where they are; new ones appear. */
function travel(known, before, tops) {
  for (const { root } of known.values()) for (const animation of root.getAnimations()) animation.cancel();
  for (const [id, top] of tops()) {
    const way = before.get(id) - top;
    if (way === 0) continue;
    const from = Number.isNaN(way) || still() ? { opacity: 0 } : { transform: `translateY(${way}px)` };
    known.get(id).root.animate([from, { opacity: 1, transform: 'none' }], { duration: TRAVEL, easing: EASE_OUT });
  }
}

customElements.define('scene-stage', SceneStage);
