/**
 * <honours-panel>: gives honours, keeps the promises that go with them in sight until they are handed over, and lists who
 * has been honoured. Sends out 'award' with an award's body, and 'award-change' with { award, change, title }.
 */
import { PROMISES, awardBody, daysAfter, promises, withOneMore } from '../floor/awards.js';
import { PERIODS } from '../floor/explain.js';
import { posterAddress } from '../floor/poster.js';
import { problemLine } from '../floor/problem.js';
import { keep, make, offer, write } from './draw.js';
import { AgentField, Field } from './fields.js';

/** The names of the form's plain fields. */
const FIELDS = ['honour', 'period', 'day', 'citation', 'what', 'due', 'presenter'];

export class HonoursPanel extends HTMLElement {
  #who = new AgentField(this, () => this.#nameOne());
  #chosen = this.querySelector('.chosen');
  #fields = Object.fromEntries(FIELDS.map((name) => [name, new Field(this, name)]));
  #outcome = this.querySelector('.outcome');
  #fault = this.querySelector('.panel-fault');
  #lists = { promise: this.querySelector('.promises'), hall: this.querySelector('.hall') };
  #rows = { promise: new Map(), hall: new Map() };
  #awards = [];
  #site;
  #names = [];
  #offered = '';
  #day;
  #desk;
  #context;
  #waiting = [];

  connectedCallback() {
    this.querySelector('form').onsubmit = (event) => this.#submit(event);
    this.#fields.honour.input.onchange = () => this.#proposeReward();
  }

  /** The server's answer, { body } or { problem }. */
  take({ body, problem }) {
    this.#fault.hidden = !problem;
    write(this.#fault, problem ? problemLine(problem) || this.#context.text.say('unreachable') : '');
    if (!body) return;
    [this.#awards, this.#site] = [body.awards, body.site];
    this.#draw();
  }

  /** `waiting` are the award changes not yet answered; `day` is today at the site; `context` holds text. */
  show(desk, day, waiting, context) {
    [this.#desk, this.#context, this.#waiting] = [desk, context, waiting];
    if (desk && day) this.#offerChoices(day);
    this.#draw();
  }

  /** An award or a change was recorded, or refused: said below the form; a refused award goes back into it, if it is empty. */
  recorded({ honour }) {
    if (honour) this.#tell('good', this.#context.text.say('honours.given', { title: this.#titleOf(honour) }));
  }

  refused(body, problem) {
    this.#tell('bad', this.#context.text.say('honours.refused', { detail: problemLine(problem) }));
    if (!body.honour || this.#names.length || this.#fields.citation.value) return;
    const { honour, citation, period, reward = {}, agents = [], team } = body;
    const values = { honour, citation, period: period.kind, day: period.day, ...reward };
    for (const name of FIELDS) this.#fields[name].set(values[name] ?? '');
    this.#names = this.#who.agents.filter(({ id, isTeam }) => (isTeam ? id === team : agents.includes(id)));
    this.#drawNames();
    const fields = { ...this.#fields, agents: this.#who, team: this.#who };
    for (const { field = '', fault } of problem.errors ?? []) fields[field.split('.').pop().replace(/\[.*/, '')]?.fault(fault);
  }

  #titleOf(id) {
    return this.#context.text.pick(this.#desk?.honours?.find((one) => one.id === id)?.title) || id;
  }

  #offerChoices(day) {
    const { text } = this.#context;
    const { agents, teams = [], honours = [] } = this.#desk;
    this.#who.agents = [...agents, ...teams.map(({ id, name }) => ({ id, name, team: text.say('honours.team'), isTeam: true }))];
    const known = JSON.stringify([day, honours]);
    if (known === this.#offered) return; // what is being filled in stays
    [this.#offered, this.#day] = [known, day];
    const option = (value, words) => Object.assign(make('option', '', words), { value });
    this.#fields.honour.input.replaceChildren(...honours.map(({ id, title }) => option(id, text.pick(title))));
    this.#fields.period.input.replaceChildren(...Object.entries(PERIODS).map(([id, key]) => option(id, text.say(key))));
    this.#empty();
  }

  /** The reward that usually goes with the honour, to be handed over in so many days. */
  #proposeReward() {
    const { reward } = this.#desk?.honours?.find(({ id }) => id === this.#fields.honour.input.value) ?? {};
    this.#fields.what.set(reward?.what ?? '');
    this.#fields.presenter.set(reward?.presenter ?? '');
    // Left empty, the server promises what goes with the honour.
    this.#fields.what.input.placeholder = this.#context.text.say(reward ? 'honours.what_usual' : 'honours.what_example', { what: reward?.what });
    this.#fields.due.set(reward ? daysAfter(this.#day, reward.days ?? 0) : '');
  }

  #empty() {
    this.#names = [];
    this.#fields.citation.set('');
    this.#fields.day.set(this.#day);
    this.#proposeReward();
    this.#drawNames();
  }

  #nameOne() {
    const { chosen } = this.#who;
    if (!chosen && this.#who.value) {
      this.#who.fault(this.#context.text.say('correct.agent_unknown'));
      return;
    }
    if (!chosen) {
      this.#fields.citation.input.focus();
      return;
    }
    this.#names = withOneMore(this.#names, chosen);
    this.#who.chosen = undefined;
    this.#who.set('');
    this.#drawNames();
  }

  #drawNames() {
    this.#chosen.replaceChildren(...this.#names.map((one) => {
      const chip = make('button', 'chip', `${one.name} ✕`);
      chip.type = 'button';
      chip.ariaLabel = this.#context.text.say('honours.take_out', { name: one.name });
      chip.onclick = () => {
        this.#names = this.#names.filter((other) => other !== one);
        this.#drawNames();
        this.#who.input.focus();
      };
      return chip;
    }));
  }

  #submit(event) {
    event.preventDefault();
    const { text } = this.#context;
    const values = Object.fromEntries(FIELDS.map((name) => [name, this.#fields[name].value]));
    this.#who.settle();
    if (this.#who.chosen) this.#nameOne();
    const missing = [
      [!this.#names.length, this.#who, 'honours.who_empty'],
      [!values.citation, this.#fields.citation, 'honours.citation_empty'],
      [!values.day, this.#fields.day, 'honours.day_empty'],
      [values.what && !values.due, this.#fields.due, 'honours.due_empty'],
    ].filter(([isMissing]) => isMissing);
    for (const [, field, key] of missing) field.fault(text.say(key));
    if (missing.length) {
      missing[0][1].input.focus();
      return;
    }
    const body = awardBody({ ...values, who: this.#names });
    this.#empty();
    this.#tell('waits', text.say('state.sending'));
    this.#who.input.focus();
    this.dispatchEvent(new CustomEvent('award', { detail: body }));
  }

  #tell(state, words) {
    this.#outcome.className = `outcome ${state}`;
    write(this.#outcome, words);
  }

  #draw() {
    const { text } = this.#context;
    const open = promises(this.#awards);
    this.querySelector('.owed').classList.toggle('none', open.length === 0);
    this.querySelector('.fame').classList.toggle('none', this.#awards.length === 0);
    keep(this.#lists.promise, this.#rows.promise, open, ({ id }) => id, newRow).forEach((row, index) => {
      const { reward, ...award } = open[index];
      row.root.className = `award ${reward.state}`;
      write(row.title, reward.what);
      write(row.state, text.say(PROMISES[reward.state], { day: text.day(reward.due) }));
      write(row.who, [names(award, text), text.pick(award.title), reward.presenter && text.say('honours.by_hand', { name: reward.presenter })].filter(Boolean).join(' · '));
      this.#act(row, award, [{ word: text.say('honours.hand_over'), change: 'hand_over' }]);
    });
    keep(this.#lists.hall, this.#rows.hall, this.#awards, ({ id }) => id, newRow).forEach((row, index) => {
      const award = this.#awards[index];
      row.root.className = `award${award.revoked ? ' revoked' : ''}`;
      write(row.title, `${text.pick(award.title)} · ${names(award, text)}`);
      write(row.state, award.revoked ? text.say('honours.revoked', { reason: award.revoked.reason ?? '' }) : handedOver(award, text));
      write(row.words, award.citation);
      write(row.who, [text.day(award.on), text.say('why.by', { name: award.by })].join(' · '));
      row.poster.hidden = award.revoked !== undefined;
      row.poster.href = posterAddress({ award: award.id, site: this.#site, lang: text.lang });
      write(row.poster, text.say('poster.link'));
      this.#act(row, award, award.revoked ? [] : [{ word: text.say('honours.revoke'), change: 'revoke' }]);
    });
  }

  /** What can be done about an award; nothing while a change of it is on its way. */
  #act(row, award, actions) {
    const isSent = this.#waiting.some((change) => change.award === award.id);
    offer(row.tools, isSent ? [] : actions.map(({ word, change }) => ({
      word, run: () => this.dispatchEvent(new CustomEvent('award-change', { detail: { award: award.id, change, title: row.title.textContent } })),
    })));
    row.root.classList.toggle('waits', isSent);
  }
}

const names = ({ who }, text) => who.join(text.say('why.and'));

const handedOver = ({ reward }, text) => (reward?.handed_over ? text.say('honours.kept', { what: reward.what, day: text.day(reward.handed_over.on) }) : '');

function newRow() {
  const row = { title: make('strong', 'title'), state: make('span', 'state'), words: make('span', 'citation'), who: make('span', 'sub'), poster: make('a', 'poster'), tools: make('span', 'tools') };
  Object.assign(row.poster, { target: '_blank', rel: 'noopener', hidden: true });
  row.root = make('li', 'award', row.title, row.state, row.words, row.who, make('span', 'links', row.poster, row.tools));
  return row;
}

customElements.define('honours-panel', HonoursPanel);
