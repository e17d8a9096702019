/**
 * <deal-entry>: who - what - how much, Enter. Sends out a 'deal' event with { agent, product, amount, shown }.
 */
import { AgentField, AmountField, Field } from './fields.js';
import { make } from './draw.js';

export class DealEntry extends HTMLElement {
  #agent = new AgentField(this, () => this.#enterAgent());
  #product = new Field(this, 'product');
  #amount = new AmountField(this, 'amount');
  #products = this.querySelector('datalist');
  #context;
  #asWritten; // a name nobody knows that Enter was pressed on once

  connectedCallback() {
    this.#product.input.onkeydown = (event) => this.#onward(event);
    this.querySelector('form').onsubmit = (event) => this.#submit(event);
  }

  /** `context` holds text and money. */
  show(desk, context) {
    this.#context = this.#amount.context = context;
    if (!desk) return;
    this.#agent.agents = desk.agents;
    const products = [...this.#products.children].map(({ value }) => value);
    if (products.join('\n') === desk.products.join('\n')) return;
    this.#products.replaceChildren(...desk.products.map((name) => Object.assign(make('option'), { value: name })));
  }

  get #fields() {
    return [this.#agent, this.#product, this.#amount];
  }

  /** Whether nothing has been typed; whether no amount has. */
  get empty() {
    return this.#fields.every(({ input }) => input.value === '');
  }

  get amountEmpty() {
    return this.#amount.input.value === '';
  }

  focusFirst() {
    this.#agent.input.focus();
  }

  /** Puts a refused deal back, its faults { agent: '..', amount: '..' } at their fields. */
  restore({ sale, shown }, faults) {
    this.#agent.set(this.#agent.agents.find(({ id }) => id === sale.agent)?.name ?? sale.agent);
    this.#agent.settle();
    this.#product.set(sale.product);
    this.#amount.set(shown ?? this.#context.money.exact(sale.amount).figure);
    const fields = { agent: this.#agent, product: this.#product, amount: this.#amount };
    const faulty = Object.entries(faults).filter(([name]) => fields[name]);
    for (const [name, fault] of faulty) fields[name].fault(fault);
    const first = fields[faulty[0]?.[0]] ?? this.#amount;
    first.input.focus();
    first.input.select();
  }

  #enterAgent() {
    const { chosen, value } = this.#agent;
    if (chosen || (value && this.#asWritten === value)) {
      this.#product.input.focus();
      return;
    }
    this.#strange(value);
  }

  /** Says that nobody has that name; said once more, it goes as written. */
  #strange(name) {
    this.#agent.fault(this.#context.text.say(name ? 'entry.agent_unknown' : 'entry.agent_empty'));
    this.#asWritten = name;
  }

  #onward(event) {
    if (event.key !== 'Enter' || event.isComposing || !this.amountEmpty) return;
    event.preventDefault();
    this.#amount.input.focus();
  }

  #submit(event) {
    event.preventDefault();
    this.#agent.settle();
    const { chosen, value } = this.#agent;
    const product = this.#product.value;
    const amount = this.#amount.read();
    const faulty = [];
    if (!chosen && !(value && this.#asWritten === value)) faulty.push(this.#agent);
    if (!product) faulty.push(this.#product);
    if (amount === undefined) faulty.push(this.#amount);
    if (faulty[0] === this.#agent) this.#strange(value);
    if (!product) this.#product.fault(this.#context.text.say('entry.product_empty'));
    if (faulty.length) {
      faulty[0].input.focus();
      return;
    }
    const detail = { agent: chosen?.id ?? value, product, amount, shown: this.#amount.value };
    this.#asWritten = undefined;
    for (const field of this.#fields) field.set('');
    this.focusFirst();
    this.dispatchEvent(new CustomEvent('deal', { detail }));
  }
}

customElements.define('deal-entry', DealEntry);
