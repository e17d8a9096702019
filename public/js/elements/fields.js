/** The fields of the console: each says at once what it understood, and what it did not. */
import { SUGGESTIONS, findAgents, theAgent } from '../floor/find-agent.js';
import { parseAmount } from '../floor/typed-amount.js';
import { make, write } from './draw.js';

/** What to say to each fault of an amount. */
export const AMOUNT_FAULTS = {
  empty: 'entry.amount_empty',
  unreadable: 'entry.amount_unreadable',
  grouping: 'entry.amount_grouping',
  decimals: 'entry.amount_decimals',
  zero: 'entry.amount_zero',
  large: 'entry.amount_large',
};

export class Field {
  #note;

  /** The .field with that name in `form`. */
  constructor(form, name) {
    this.root = form.querySelector(`.field.${name}`);
    this.input = this.root.querySelector('input, select');
    this.#note = this.root.querySelector('.note');
    this.input.oninput = () => this.typed();
  }

  get value() {
    return this.input.value.trim();
  }

  set(value) {
    this.input.value = value;
    this.typed();
  }

  typed() {
    this.mark();
  }

  fault(sentence) {
    this.mark('bad', sentence);
  }

  mark(state = '', sentence = '') {
    this.root.classList.remove('good', 'bad');
    if (state) this.root.classList.add(state);
    this.input.ariaInvalid = String(state === 'bad');
    write(this.#note, sentence);
  }
}

/** An amount; says what it reads. */
export class AmountField extends Field {
  /** { text, money } of the page. */
  context;

  /** Minor units; undefined, and told, if it cannot be read. */
  read() {
    const { minor, fault } = parseAmount(this.input.value, this.context.money.digits);
    if (fault) this.fault(this.context.text.say(AMOUNT_FAULTS[fault]));
    return minor;
  }

  typed() {
    this.mark();
    const { money } = this.context;
    const { minor, fault } = parseAmount(this.input.value, money.digits);
    if (minor !== undefined) this.mark('good', [...new Set([money.text(minor), money.dealText(minor)])].join(' · '));
    else if (fault !== 'empty' && fault !== 'zero') this.read();
  }
}

/** An agent, suggested by name, pinyin or initials. */
export class AgentField extends Field {
  agents = [];
  /** The agent picked; typing on unpicks. */
  chosen;
  #list;
  #found = [];
  #marked = 0;
  #entered;

  /** `entered()` is called when Enter, or a tap, has settled the field. */
  constructor(form, entered) {
    super(form, 'agent');
    this.#entered = entered;
    this.#list = this.root.querySelector('.suggestions');
    this.input.onkeydown = (event) => this.#steer(event);
    this.input.onblur = () => this.settle();
    this.#list.onpointerdown = (event) => this.#tapped(event);
  }

  typed() {
    this.chosen = undefined;
    this.mark();
    this.#suggest(findAgents(this.agents, this.input.value, SUGGESTIONS));
  }

  /** Takes the marked suggestion, or the agent whose name stands there in full. */
  settle() {
    const agent = this.chosen ?? this.#found[this.#marked] ?? theAgent(this.agents, this.input.value);
    this.#suggest();
    if (!agent) return;
    this.chosen = agent;
    this.input.value = agent.name;
    this.mark('good', agent.team ?? '');
  }

  #suggest(found = [], index = 0) {
    this.#found = found;
    this.#marked = index;
    this.#list.replaceChildren(...found.map(({ id, name, team, initials }, at) => {
      const option = make('li', '', make('strong', '', name), make('span', '', team ?? ''), make('kbd', '', initials ?? ''));
      option.id = `${this.#list.id}-${at}`;
      option.role = 'option';
      option.dataset.id = id;
      option.ariaSelected = String(at === index);
      return option;
    }));
    this.#list.hidden = found.length === 0;
    this.input.ariaExpanded = String(found.length > 0);
    if (found.length) this.input.setAttribute('aria-activedescendant', `${this.#list.id}-${index}`);
    else this.input.removeAttribute('aria-activedescendant');
  }

  #steer(event) {
    if (event.isComposing) return; // Enter that ends Chinese input is not ours
    const { length } = this.#found;
    const step = { ArrowDown: 1, ArrowUp: length - 1 }[event.key];
    if (step && length) this.#suggest(this.#found, (this.#marked + step) % length);
    else if (event.key === 'Escape' && length) this.#suggest();
    else if (event.key === 'Enter') this.#enter();
    else return;
    event.preventDefault();
  }

  #enter() {
    this.settle();
    this.#entered();
  }

  #tapped(event) {
    event.preventDefault(); // the field keeps the focus
    const id = event.target.closest('li')?.dataset.id;
    this.chosen = this.#found.find((one) => one.id === id);
    if (this.chosen) this.#enter();
  }
}
