/**
 * <deal-correction>: voids or amends a deal that is on the books, or gives it to someone. Enter confirms, Esc leaves all
 * as it is. Sends out a 'correction' event with { sale, change, reason } and what becomes different: amount (minor
 * units), product or agent.
 */
import { AgentField, AmountField, Field } from './fields.js';
import { make, write } from './draw.js';

/** What can be done to a deal: its change and title, its fields, and the reason given if none is written. */
const KINDS = {
  void: { change: 'void', title: 'correct.void_title', fields: ['reason'], example: 'correct.void_example' },
  amend: { change: 'amend', title: 'correct.amend_title', fields: ['product', 'amount', 'reason'], reason: 'correct.amend_reason' },
  assign: { change: 'assign', title: 'correct.assign_title', fields: ['agent', 'reason'], reason: 'correct.assign_reason' },
  claim: { change: 'assign', title: 'correct.claim_title', fields: ['agent'], reason: 'correct.claim_reason' },
};

export class DealCorrection extends HTMLElement {
  #dialog = this.querySelector('dialog');
  #title = this.querySelector('h2');
  #deal = this.querySelector('.deal');
  #agent = new AgentField(this, () => this.querySelector('.send').focus());
  #fields = {
    agent: this.#agent, product: new Field(this, 'product'), amount: new AmountField(this, 'amount'), reason: new Field(this, 'reason'),
  };
  #open; // { kind, sale, text }

  connectedCallback() {
    this.querySelector('form').onsubmit = (event) => this.#submit(event);
    this.querySelector('.cancel').onclick = () => this.#dialog.close();
  }

  /** Whether a deal is being corrected. */
  get busy() {
    return this.#dialog.open;
  }

  /** Asks what is to become of `sale` (a deal of the desk); `kind` is void, amend, assign or claim. */
  ask(kind, sale, agents, context) {
    const { text, money } = context;
    const { title, fields, reason, example } = KINDS[kind];
    this.#open = { kind: KINDS[kind], sale, text };
    this.#agent.agents = agents;
    this.#fields.amount.context = context;
    write(this.#title, text.say(title));
    this.#deal.replaceChildren(make('strong', '', sale.agent), make('span', '', sale.product), make('strong', '', money.text(sale.amount)));
    const values = { product: sale.product, amount: money.exact(sale.amount).figure };
    for (const [name, field] of Object.entries(this.#fields)) {
      field.root.hidden = !fields.includes(name);
      field.set(values[name] ?? '');
    }
    this.#fields.reason.input.placeholder = text.say(reason ?? example);
    this.#dialog.showModal();
    const first = this.#fields[fields.includes('amount') ? 'amount' : fields[0]].input;
    first.focus();
    first.select();
  }

  #submit(event) {
    event.preventDefault();
    const { kind, sale, text } = this.#open;
    const changed = this.#read(kind, sale, (field, key) => {
      field.fault(text.say(key));
      field.input.focus();
    });
    if (!changed) return;
    const reason = this.#fields.reason.value || text.say(kind.reason);
    this.#dialog.close();
    this.dispatchEvent(new CustomEvent('correction', { detail: { sale: sale.id, change: kind.change, ...changed, reason } }));
  }

  /** What becomes different, or undefined when `fault` has been told. */
  #read({ change }, sale, fault) {
    const { agent, product, amount, reason } = this.#fields;
    if (change === 'void') return reason.value ? {} : fault(reason, 'correct.reason_empty');
    if (change === 'assign') {
      agent.settle();
      const { chosen, value } = agent;
      if (!chosen) return fault(agent, value ? 'correct.agent_unknown' : 'entry.agent_empty');
      return chosen.name === sale.agent ? fault(agent, 'correct.unchanged') : { agent: chosen.id };
    }
    const minor = amount.read();
    if (minor === undefined) return amount.input.focus();
    if (!product.value) return fault(product, 'entry.product_empty');
    const changed = { ...(minor !== sale.amount && { amount: minor }), ...(product.value !== sale.product && { product: product.value }) };
    return Object.keys(changed).length ? changed : fault(amount, 'correct.unchanged');
  }
}

customElements.define('deal-correction', DealCorrection);
