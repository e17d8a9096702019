/**
 * <targets-panel>: the targets of the day and the month, person by person, and how each stands. Enter keeps a figure and
 * goes on to the next row, arrows move, Esc puts back what was there; an empty field gives the target back to the share
 * of the month. Sends out 'target' with a target's body.
 */
import { parseAmount } from '../floor/typed-amount.js';
import { paceOf } from '../floor/pace.js';
import { TargetCells, targetBody } from '../floor/targets.js';
import { faultLine, problemLine } from '../floor/problem.js';
import { keep, make, write } from './draw.js';
import { AMOUNT_FAULTS } from './fields.js';
import { fillMeter, meter } from './meter.js';

const SPANS = ['day', 'month'];
/** What is said beside a figure that is on its way, or on the books. */
const STATES = { waits: 'state.waiting', saved: 'targets.saved' };

export class TargetsPanel extends HTMLElement {
  #body = this.querySelector('tbody');
  #date = this.querySelector('.panel-date');
  #fault = this.querySelector('.fault');
  #rows = new Map();
  #cells = new TargetCells();
  #sheet = { rows: [] };
  #context;
  #waiting = [];

  connectedCallback() {
    this.#body.onkeydown = (event) => this.#steer(event);
  }

  /** The server's answer, { body } or { problem }. */
  take({ body, problem }) {
    this.#fault.hidden = !problem;
    write(this.#fault, problem ? problemLine(problem) || this.#context.text.say('unreachable') : '');
    if (!body) return;
    this.#sheet = body;
    this.#cells.settle();
    this.#draw();
  }

  /** `waiting` are the targets not yet answered, newest first; `context` holds text, money and the site's name. */
  show(waiting, context) {
    [this.#waiting, this.#context] = [waiting, context];
    this.#draw();
  }

  /** A target was recorded, or refused. */
  recorded(body) {
    this.#cells.recorded(body);
    this.#draw();
  }

  refused(body, problem) {
    this.#cells.refused(body, (problem.errors ?? []).map(faultLine).join('; ') || problemLine(problem));
    this.#draw();
  }

  #draw() {
    const { rows, day } = this.#sheet;
    write(this.#date, day ? this.#context.text.day(day) : '');
    keep(this.#body, this.#rows, rows, ({ of, id }) => `${of} ${id}`, () => this.#row()).forEach((row, index) => this.#fill(row, rows[index]));
  }

  #row() {
    const row = { name: make('th', 'who'), week: make('td', 'week') };
    row.name.scope = 'row';
    row.progress = { day: progress(), week: progress(), month: progress() };
    row.week.append(row.progress.week.root);
    row.cells = Object.fromEntries(SPANS.map((span) => [span, this.#cell(span)]));
    row.root = make('tr', '', row.name, row.cells.day.root, make('td', '', row.progress.day.root), row.week, row.cells.month.root, make('td', '', row.progress.month.root));
    return row;
  }

  #cell(span) {
    const cell = { span, input: make('input'), note: make('output', 'note'), shown: '' };
    Object.assign(cell.input, { inputMode: 'decimal', spellcheck: false, autocomplete: 'off' });
    cell.input.dataset.span = span;
    cell.input.onfocus = () => cell.input.select();
    cell.input.oninput = () => this.#typed(cell);
    cell.input.onblur = () => this.#commit(cell);
    cell.root = make('td', 'cell', cell.input, cell.note);
    return cell;
  }

  #fill(row, given) {
    const { text, money, site } = this.#context;
    row.root.className = given.of;
    const name = given.of === 'site' ? text.pick(site) : given.name;
    write(row.name, name);
    for (const period of ['day', 'week', 'month']) fillProgress(row.progress[period], given[period] ?? {}, period, this.#context);
    for (const cell of Object.values(row.cells)) {
      const { amount, otherwise, state, fault } = this.#cells.read(given, cell.span, this.#sheet, this.#waiting);
      cell.row = given;
      const figure = amount === null || amount === undefined ? '' : money.exact(amount).figure;
      const { input } = cell;
      input.placeholder = otherwise === undefined ? '' : money.exact(otherwise).figure;
      input.ariaLabel = text.say(cell.span === 'day' ? 'targets.day_of' : 'targets.month_of', { name });
      if (cell.typing) continue;
      input.value = cell.shown = figure;
      mark(cell, state, fault ?? (STATES[state] ? text.say(STATES[state]) : ''));
    }
  }

  #typed(cell) {
    cell.typing = true;
    mark(cell, 'typing', this.#read(cell).words ?? '');
  }

  /** What stands in the field: { amount, words } or { fault }. Nought is a figure: a day without a target. */
  #read({ input }) {
    const { text, money } = this.#context;
    const { minor, fault } = parseAmount(input.value, money.digits);
    if (fault === 'empty') return { amount: null };
    if (fault === 'zero') return { amount: 0 };
    if (fault) return { fault: text.say(AMOUNT_FAULTS[fault]) };
    return { amount: minor, words: money.dealText(minor) };
  }

  #commit(cell) {
    if (!cell.typing) return;
    if (cell.input.value.trim() === cell.shown) {
      this.#restore(cell);
      return;
    }
    const { amount, fault } = this.#read(cell);
    if (fault) {
      mark(cell, 'refused', fault);
      return;
    }
    cell.typing = false;
    const body = targetBody(cell.row, cell.span, this.#sheet, amount);
    this.#cells.clear(body);
    this.dispatchEvent(new CustomEvent('target', { detail: body }));
  }

  #restore(cell) {
    cell.typing = false;
    cell.input.value = cell.shown;
    this.#draw();
  }

  #steer(event) {
    const { target, key } = event;
    const row = [...this.#rows.values()].find(({ root }) => root.contains(target));
    const cell = row?.cells[target.dataset?.span];
    if (!cell || event.isComposing) return;
    const isWrong = cell.input.ariaInvalid === 'true';
    if (key === 'Escape' && (cell.typing || isWrong)) {
      this.#cells.clear(targetBody(cell.row, cell.span, this.#sheet, null));
      this.#restore(cell);
      cell.input.select();
    } else if (key === 'Enter' || key === 'ArrowDown' || key === 'ArrowUp') {
      const up = key === 'ArrowUp' || (key === 'Enter' && event.shiftKey);
      if (key === 'Enter') this.#commit(cell);
      const next = row.root[up ? 'previousElementSibling' : 'nextElementSibling'];
      if (cell.input.ariaInvalid !== 'true') next?.querySelector(`[data-span="${cell.span}"]`)?.focus();
    } else return;
    event.preventDefault();
  }
}

function mark({ root, input, note }, state, words) {
  root.className = `cell ${state}`;
  input.ariaInvalid = String(state === 'refused');
  write(note, words);
}

function progress() {
  const node = { achieved: make('strong'), word: make('span', 'word'), meter: meter() };
  node.root = make('div', 'progress', make('p', '', node.achieved, node.word), node.meter);
  return node;
}

/** As on a board: a column of figures is compared, not added up. */
function fillProgress(node, given, period, { text, money }) {
  const whole = (minor) => money.boardText(minor);
  const pace = paceOf(given, { text, money: { whole } });
  node.root.className = `progress ${pace.kind}`;
  const target = period === 'week' && given.target > 0 ? ` ${text.say('goals.of', { amount: whole(given.target) })}` : '';
  write(node.achieved, whole(given.achieved ?? 0) + target);
  write(node.word, pace.kind === 'none' ? '' : `${pace.shape} ${pace.word}`);
  fillMeter(node.meter, { ...pace, words: `${pace.percent} ${pace.word}` });
  node.meter.hidden = pace.kind === 'none';
}

customElements.define('targets-panel', TargetsPanel);
