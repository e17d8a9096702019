/**
 * <deal-entry>: who - what - how much, Enter. Says at once what it understood, and at the field what it did not. Sends
 * out a 'deal' event with { agent, product, amount, shown }.
 */
import { SUGGESTIONS, findAgents, theAgent } from '../floor/find-agent.js';
import { parseAmount } from '../floor/money.js';
import { make, write } from './draw.js';

/** What to say to each fault of an amount. */
const FAULTS = {
  empty: 'entry.amount_empty',
  unreadable: 'entry.amount_unreadable',
  grouping: 'entry.amount_grouping',
  decimals: 'entry.amount_decimals',
  zero: 'entry.amount_zero',
  large: 'entry.amount_large',
};

export class DealEntry extends HTMLElement {
  #form = make('form', 'entry');
  #agent = field('agent');
  #product = field('product');
  #amount = field('amount');
  #send = make('button', 'send');
  #list = make('ul', 'suggestions');
  #products = make('datalist');
  #context;
  #agents = [];
  #found = [];
  #marked = 0;
  #chosen; // the agent picked; typing on unpicks
  #asWritten; // a name nobody knows that Enter was pressed on once
  #listeners;

  connectedCallback() {
    this.#form.noValidate = true;
    this.#form.autocomplete = 'off';
    this.#send.type = 'submit';
    this.#list.id = 'suggestions';
    this.#list.role = 'listbox';
    this.#products.id = 'products';
    this.#product.input.setAttribute('list', 'products');
    this.#amount.input.inputMode = 'decimal';
    const { input } = this.#agent;
    input.role = 'combobox';
    input.setAttribute('aria-controls', 'suggestions');
    input.setAttribute('aria-autocomplete', 'list');
    this.#agent.root.append(this.#list);
    this.#form.append(this.#agent.root, this.#product.root, this.#amount.root, this.#send, this.#products);
    this.append(this.#form);
    this.#listeners = new AbortController();
    const on = (node, event, run) => node.addEventListener(event, run, { signal: this.#listeners.signal });
    on(input, 'input', () => this.#typed());
    on(input, 'keydown', (event) => this.#steer(event));
    on(input, 'blur', () => this.#settle());
    on(this.#list, 'pointerdown', (event) => this.#tapped(event));
    on(this.#product.input, 'keydown', (event) => this.#onward(event));
    on(this.#product.input, 'input', () => this.#clear(this.#product));
    on(this.#amount.input, 'input', () => this.#echo());
    on(this.#form, 'submit', (event) => this.#submit(event));
    this.#close();
  }

  disconnectedCallback() {
    this.#listeners.abort();
    this.#list.replaceChildren();
    this.#form.replaceChildren();
    this.replaceChildren();
  }

  /** `context` holds text and money. */
  show(desk, context) {
    const { text } = context;
    this.#context = context;
    write(this.#agent.label, text.say('entry.agent'));
    write(this.#product.label, text.say('entry.product'));
    write(this.#amount.label, text.say('entry.amount'));
    this.#agent.input.placeholder = text.say('entry.agent_example');
    this.#product.input.placeholder = text.say('entry.product_example');
    this.#amount.input.placeholder = text.say('entry.amount_example');
    write(this.#send, text.say('entry.send'));
    if (!desk) return;
    this.#agents = desk.agents;
    const products = [...this.#products.children].map(({ value }) => value);
    if (products.join('\n') === desk.products.join('\n')) return;
    this.#products.replaceChildren(...desk.products.map((name) => Object.assign(make('option'), { value: name })));
  }

  /** Whether nothing has been typed. */
  get empty() {
    return [this.#agent, this.#product, this.#amount].every(({ input }) => input.value === '');
  }

  focusFirst() {
    this.#agent.input.focus();
  }

  /** Puts a refused deal back, its faults { agent: '..', amount: '..' } at their fields. */
  restore({ sale, shown }, faults) {
    this.#chosen = this.#agents.find(({ id }) => id === sale.agent);
    this.#agent.input.value = this.#chosen?.name ?? sale.agent;
    this.#product.input.value = sale.product;
    this.#amount.input.value = shown ?? this.#context.money.exact(sale.amount).figure;
    this.#echo();
    const fields = { agent: this.#agent, product: this.#product, amount: this.#amount };
    const faulty = Object.entries(faults).filter(([name]) => fields[name]);
    for (const [name, fault] of faulty) this.#fault(fields[name], fault);
    const first = fields[faulty[0]?.[0]] ?? this.#amount;
    first.input.focus();
    first.input.select();
  }

  // the agent ---------------------------------------------------------------

  #typed() {
    this.#chosen = this.#asWritten = undefined;
    this.#clear(this.#agent);
    this.#found = findAgents(this.#agents, this.#agent.input.value, SUGGESTIONS);
    this.#mark(0);
  }

  #mark(index) {
    this.#marked = index;
    this.#list.replaceChildren(...this.#found.map(({ id, name, team, initials }, at) => {
      const option = make('li', '', make('strong', '', name), make('span', '', team ?? ''), make('kbd', '', initials ?? ''));
      option.id = `agent-${at}`;
      option.role = 'option';
      option.dataset.id = id;
      option.ariaSelected = String(at === index);
      return option;
    }));
    const open = this.#found.length > 0;
    this.#list.hidden = !open;
    this.#agent.input.ariaExpanded = String(open);
    if (open) this.#agent.input.setAttribute('aria-activedescendant', `agent-${index}`);
  }

  #close() {
    this.#found = [];
    this.#mark(0);
    this.#agent.input.removeAttribute('aria-activedescendant');
  }

  #steer(event) {
    if (event.isComposing) return; // Enter that ends Chinese input is not ours
    const last = this.#found.length - 1;
    if (event.key === 'ArrowDown' && last >= 0) this.#mark(this.#marked === last ? 0 : this.#marked + 1);
    else if (event.key === 'ArrowUp' && last >= 0) this.#mark(this.#marked === 0 ? last : this.#marked - 1);
    else if (event.key === 'Escape') this.#close();
    else if (event.key === 'Enter') this.#enterAgent();
    else return;
    event.preventDefault();
  }

  #enterAgent() {
    this.#settle();
    if (this.#chosen || this.#asWritten) {
      this.#product.input.focus();
      return;
    }
    const typed = this.#agent.input.value.trim();
    this.#fault(this.#agent, this.#context.text.say(typed ? 'entry.agent_unknown' : 'entry.agent_empty'));
    this.#asWritten = typed || undefined;
  }

  /** Takes the marked suggestion, or the agent whose name stands there in full. */
  #settle() {
    const agent = this.#chosen ?? this.#found[this.#marked] ?? theAgent(this.#agents, this.#agent.input.value);
    if (agent) this.#choose(agent);
    this.#close();
  }

  #choose(agent) {
    this.#chosen = agent;
    this.#asWritten = undefined;
    this.#agent.input.value = agent.name;
    write(this.#agent.note, agent.team ?? '');
    this.#agent.root.classList.add('good');
  }

  #tapped(event) {
    event.preventDefault(); // the field keeps the focus
    const id = event.target.closest('li')?.dataset.id;
    const agent = this.#found.find((one) => one.id === id);
    if (!agent) return;
    this.#choose(agent);
    this.#close();
    this.#product.input.focus();
  }

  // product and amount ------------------------------------------------------

  #onward(event) {
    if (event.key !== 'Enter' || event.isComposing || this.#amount.input.value !== '') return;
    event.preventDefault();
    this.#amount.input.focus();
  }

  #echo() {
    this.#clear(this.#amount);
    const { text, money } = this.#context;
    const { minor, fault } = parseAmount(this.#amount.input.value, money.digits);
    if (minor !== undefined) {
      this.#amount.root.classList.add('good');
      const short = money.dealText(minor);
      const exact = money.text(minor);
      write(this.#amount.note, short === exact ? exact : `${exact} · ${short}`);
    } else if (fault !== 'empty' && fault !== 'zero') {
      this.#fault(this.#amount, text.say(FAULTS[fault]));
    }
  }

  // sending -----------------------------------------------------------------

  #submit(event) {
    event.preventDefault();
    const { text, money } = this.#context;
    this.#settle();
    const typed = this.#agent.input.value.trim();
    const product = this.#product.input.value.trim();
    const { minor, fault } = parseAmount(this.#amount.input.value, money.digits);
    const faults = [];
    if (!this.#chosen && this.#asWritten !== typed) faults.push([this.#agent, typed ? 'entry.agent_unknown' : 'entry.agent_empty']);
    if (!product) faults.push([this.#product, 'entry.product_empty']);
    if (fault) faults.push([this.#amount, FAULTS[fault]]);
    for (const [where, key] of faults) this.#fault(where, text.say(key));
    if (faults.length) {
      faults[0][0].input.focus();
      if (typed) this.#asWritten = typed;
      return;
    }
    const detail = { agent: this.#chosen?.id ?? typed, product, amount: minor, shown: this.#amount.input.value.trim() };
    this.#reset();
    this.dispatchEvent(new CustomEvent('deal', { detail }));
  }

  #reset() {
    this.#chosen = this.#asWritten = undefined;
    for (const one of [this.#agent, this.#product, this.#amount]) {
      one.input.value = '';
      this.#clear(one);
    }
    this.focusFirst();
  }

  #fault(where, sentence) {
    where.root.classList.remove('good');
    where.root.classList.add('bad');
    where.input.ariaInvalid = 'true';
    write(where.note, sentence);
  }

  #clear(where) {
    where.root.classList.remove('good', 'bad');
    where.input.ariaInvalid = 'false';
    write(where.note, '');
  }
}

function field(name) {
  const one = { root: make('div', `field ${name}`), label: make('label'), input: make('input'), note: make('output', 'note') };
  one.input.id = one.label.htmlFor = `entry-${name}`;
  one.input.name = name;
  one.input.spellcheck = false;
  one.note.id = `note-${name}`;
  one.input.setAttribute('aria-describedby', one.note.id);
  one.root.append(one.label, one.input, one.note);
  return one;
}

customElements.define('deal-entry', DealEntry);
