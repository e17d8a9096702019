/**
 * <show-panel>: what is on stage at the site, and the buttons and keys that direct it. Space holds and resumes, the arrows
 * go back and on while the stage has the focus. Sends out 'direct' with a change's body; what takes or clears every screen
 * is asked once more.
 */
import { clockOf } from '../floor/day-plan.js';
import { PERIODS } from '../floor/explain.js';
import { problemLine } from '../floor/problem.js';
import { ASKED, KEYS, LINES, SCENES, STATES, changeOf, lengthOf, standOf, subjectOf } from '../floor/show-desk.js';
import { keep, make, write } from './draw.js';

export class ShowPanel extends HTMLElement {
  #stage = this.querySelector('.stage');
  #parts = Object.fromEntries(['state', 'count', 'scene', 'left', 'words', 'next', 'whole', 'fault'].map((name) => [name, this.querySelector(`.show-${name}`)]));
  #title = this.querySelector('h2');
  #rundown = this.querySelector('.rundown');
  #buttons = [...this.querySelectorAll('[data-change]')];
  #dialog = this.querySelector('dialog');
  #rows = new Map();
  #stand = { changes: [] };
  #canSend = false;
  #context;
  #asked;

  connectedCallback() {
    for (const button of this.#buttons) button.onclick = (event) => this.#press(button.dataset.change, event);
    this.#stage.onkeydown = (event) => this.#steer(event);
    this.querySelector('form').onsubmit = (event) => this.#confirm(event);
    this.querySelector('.cancel').onclick = () => this.#dialog.close();
  }

  get busy() {
    return this.#dialog.open;
  }

  /** Whether anything is on stage: held too. */
  get isOn() {
    return this.#stand.step !== undefined;
  }

  /** Takes the keys. */
  takeKeys() {
    this.#stage.focus({ preventScroll: true });
  }

  /** `show` as the server told it, if it did; `plan` is the day's timetable, if there is one; `director` holds what was pressed; `context` holds text, clock and the site's id. */
  show(show, day, plan, director, isLive, context) {
    this.#context = context;
    const { text, clock } = context;
    this.#stand = standOf(show, day, clock.now ?? 0, plan !== undefined);
    this.#canSend = isLive && !director.pending;
    const { state, step, index, count, left, whole, next } = this.#stand;
    write(this.#title, text.say(state !== 'none' && show.kind === 'greeting' ? 'director.greeting' : 'director.ceremony'));
    this.dataset.state = state;
    write(this.#parts.state, director.pending ? text.say('state.sending') : text.say(STATES[state]));
    this.#parts.state.classList.toggle('waits', director.pending !== undefined);
    const fault = director.fault ? this.#faultLine(director.fault) : '';
    write(this.#parts.fault, fault);
    this.#parts.fault.hidden = !fault;
    write(this.#parts.count, step ? text.say('director.step', { number: index + 1, all: count }) : '');
    write(this.#parts.scene, step ? sceneOf(step, text) : this.#idle(state, plan));
    write(this.#parts.left, step ? lengthOf(left) : '');
    write(this.#parts.words, step ? text.pick(step.words) : '');
    write(this.#parts.next, next ? text.say('director.then', { scene: sceneOf(next, text) }) : step ? text.say('director.last') : '');
    write(this.#parts.whole, step ? text.say('director.whole', { time: lengthOf(whole) }) : '');
    this.#drawRundown(step ? show.steps : [], text);
    this.#drawButtons();
  }

  #idle(state, plan) {
    const { text } = this.#context;
    if (state === 'none' && !plan) return text.say('director.plan_empty');
    return state === 'none' && plan.working && plan.ceremony !== undefined ? text.say('director.none_at', { time: clockOf(plan.ceremony) }) : text.say(LINES[state]);
  }

  #faultLine({ problem, cut }) {
    const { text } = this.#context;
    if (problem) return text.say('director.refused', { detail: problemLine(problem) });
    return text.say(cut ? 'director.cut' : 'director.silent');
  }

  #drawRundown(steps, text) {
    const { index } = this.#stand;
    const items = steps.map((step, at) => ({ ...step, at }));
    keep(this.#rundown, this.#rows, items, ({ at }) => at, newRow).forEach((row, at) => {
      row.root.className = at < index ? 'over' : at === index ? 'on' : '';
      row.root.toggleAttribute('aria-current', at === index);
      row.root.style.flexGrow = items[at].ms;
      row.root.title = `${sceneOf(items[at], text)} ${lengthOf(items[at].ms)}`;
      row.done.style.transform = `scaleX(${at === index ? 1 - this.#stand.left / items[at].ms : at < index ? 1 : 0})`;
    });
  }

  #drawButtons() {
    const { changes } = this.#stand;
    for (const button of this.#buttons) {
      const isOffered = changes.includes(button.dataset.change);
      if (!isOffered && button === document.activeElement) this.takeKeys();
      button.hidden = !isOffered;
      button.ariaDisabled = String(!this.#canSend);
    }
  }

  #steer(event) {
    const { key, target, ctrlKey, metaKey, altKey, repeat } = event;
    if (ctrlKey || metaKey || altKey || !KEYS[key]) return;
    if (key === ' ' && target !== this.#stage) return; // a button takes its own
    const change = KEYS[key].find((one) => this.#stand.changes.includes(one));
    event.preventDefault();
    if (change && !repeat) this.#press(change);
  }

  #press(change, event) {
    if (!this.#canSend) return;
    if (ASKED[change]) this.#ask(change);
    else this.#send(change);
    if (event?.detail) this.takeKeys(); // a click leaves the keys to the stage, not to its button
  }

  #ask(change) {
    const { text } = this.#context;
    const [question, consequence] = ASKED[change];
    this.#asked = change;
    write(this.#dialog.querySelector('h2'), text.say(question));
    write(this.#dialog.querySelector('.subject'), text.say(consequence));
    this.#dialog.classList.toggle('bad', change === 'abort');
    this.#dialog.showModal();
    this.#dialog.querySelector('.send').focus();
  }

  #confirm(event) {
    event.preventDefault();
    this.#dialog.close();
    this.takeKeys();
    if (this.#stand.changes.includes(this.#asked)) this.#send(this.#asked);
  }

  #send(change) {
    this.dispatchEvent(new CustomEvent('direct', { detail: changeOf(change, this.#context.siteID) }));
  }
}

/** A scene's name, with the team or the time that it is about. */
function sceneOf(step, text) {
  const subject = subjectOf(step);
  const name = text.say(SCENES[step.scene] ?? step.scene);
  return subject ? text.say('director.scene_of', { scene: name, subject: PERIODS[subject] ? text.say(PERIODS[subject]) : subject }) : name;
}

function newRow() {
  const row = { done: make('i', 'done') };
  row.root = make('li', '', row.done);
  return row;
}

customElements.define('show-panel', ShowPanel);
