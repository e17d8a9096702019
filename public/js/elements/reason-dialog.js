/** <reason-dialog>: asks why, and what else a change needs. Enter confirms, Esc leaves all as it is. */
import { CONDUCT } from '../floor/explain.js';
import { Field } from './fields.js';
import { make, write } from './draw.js';

/** The most conduct points given or taken at once; the server refuses more. */
const POINTS = 100;

export class ReasonDialog extends HTMLElement {
  #dialog = this.querySelector('dialog');
  #fields = Object.fromEntries(['for', 'points', 'reason'].map((name) => [name, new Field(this, name)]));
  #shown = [];
  #text;
  #confirmed;

  connectedCallback() {
    this.querySelector('form').onsubmit = (event) => this.#submit(event);
    this.querySelector('.cancel').onclick = () => this.#dialog.close();
  }

  get busy() {
    return this.#dialog.open;
  }

  /** Asks for `fields` (of for, points, reason) about `subject` and calls `confirmed(values)`. */
  ask({ title, subject, fields, example }, text, confirmed) {
    [this.#shown, this.#text, this.#confirmed] = [fields, text, confirmed];
    write(this.querySelector('h2'), title);
    write(this.querySelector('.subject'), subject);
    this.#fields.for.input.replaceChildren(...Object.entries(CONDUCT).map(([value, key]) => Object.assign(make('option', '', text.say(key)), { value })));
    for (const [name, field] of Object.entries(this.#fields)) {
      field.root.hidden = !fields.includes(name);
      if (name !== 'for') field.set('');
    }
    this.#fields.reason.input.placeholder = example;
    this.#dialog.showModal();
    this.#fields[fields[0]].input.focus();
  }

  #submit(event) {
    event.preventDefault();
    const values = Object.fromEntries(this.#shown.map((name) => [name, this.#fields[name].value]));
    if ('points' in values) values.points = Number(values.points.normalize('NFKC').replace('−', '-') || 'none');
    const { points = 1, reason } = values;
    if (!Number.isInteger(points) || points === 0 || Math.abs(points) > POINTS) this.#fault('points', 'people.points_wrong');
    else if (!reason) this.#fault('reason', 'correct.reason_empty');
    else {
      this.#dialog.close();
      this.#confirmed(values);
    }
  }

  #fault(name, key) {
    this.#fields[name].fault(this.#text.say(key, { most: POINTS }));
    this.#fields[name].input.focus();
  }
}

customElements.define('reason-dialog', ReasonDialog);
