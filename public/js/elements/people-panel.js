/**
 * <people-panel>: who works here: who joins, moves, is called otherwise on screens, is kept off them, leaves and returns.
 * Sends out 'roster' with a roster's body, and 'conduct' with the person.
 */
import { findAgents } from '../floor/find-agent.js';
import { asPerson, peopleNow, personBody } from '../floor/people.js';
import { problemLine } from '../floor/problem.js';
import { keep, make, offer, write } from './draw.js';
import { Field } from './fields.js';

/** The fields of who joins. */
const JOIN = ['id', 'name', 'team', 'pinyin'];

export class PeoplePanel extends HTMLElement {
  #join = Object.fromEntries(JOIN.map((name) => [name, new Field(this.querySelector('form'), name)]));
  #outcome = this.querySelector('.outcome');
  #find = this.querySelector('.find');
  #count = this.querySelector('.panel-date');
  #body = this.querySelector('tbody');
  #rows = new Map();
  #left = []; // who left while the page was open, to be asked back
  #faults = new Map(); // agent's id: sentence
  #teams = '';
  #desk = { agents: [] };
  #waiting = [];
  #context;

  connectedCallback() {
    this.querySelector('form').onsubmit = (event) => this.#submit(event);
    this.#find.oninput = () => this.#draw();
    this.#body.onkeydown = (event) => this.#steer(event);
  }

  /** `waiting` are the roster bodies not yet answered, newest first. */
  show(desk, waiting, context) {
    [this.#desk, this.#waiting, this.#context] = [desk ?? this.#desk, waiting, context];
    this.#offerTeams(this.#join.team.input);
    this.#draw();
  }

  /** A roster body, or conduct points, were recorded or refused. */
  recorded({ agents = [], points }) {
    if (points) this.#tell('good', this.#context.text.say('people.conduct_recorded', { number: this.#context.text.number(points) }));
    for (const one of agents) {
      this.#faults.delete(one.id);
      this.#left = this.#left.filter(({ id }) => id !== one.id);
      if (one.left) this.#left = [asPerson(one, this.#teamName), ...this.#left];
      this.#tell('good', this.#context.text.say('people.recorded', { name: one.name }));
    }
    this.#draw();
  }

  refused({ agents, agent }, problem) {
    const { id, name } = agents?.[0] ?? this.#desk.agents.find((one) => one.id === agent) ?? { id: agent, name: agent };
    this.#tell('bad', this.#context.text.say('people.refused', { name, detail: problemLine(problem) }));
    if (!agents || this.#desk.agents.some((one) => one.id === id)) {
      this.#faults.set(id, problemLine(problem));
    } else {
      // who was to join goes back into the form, each fault at its field
      for (const field of JOIN) if (!this.#join[field].value || field === 'team') this.#join[field].set(agents[0][field] ?? '');
      for (const { field = '', fault } of problem.errors ?? []) this.#join[field.split('.').pop()]?.fault(fault);
    }
    this.#draw();
  }

  #teamName = (id) => (this.#desk.teams ?? []).find((team) => team.id === id)?.name ?? '';

  #offerTeams(select) {
    const teams = this.#desk.teams ?? [];
    const known = JSON.stringify(teams);
    if (select.dataset.known === known) return;
    select.dataset.known = known;
    const { value } = select;
    select.replaceChildren(...teams.map(({ id, name }) => Object.assign(make('option', '', name), { value: id })));
    if (teams.some(({ id }) => id === value)) select.value = value;
  }

  #submit(event) {
    event.preventDefault();
    const { text } = this.#context;
    const values = Object.fromEntries(JOIN.map((name) => [name, this.#join[name].value]));
    const missing = [[!values.id, 'id', 'people.id_empty'], [!values.name, 'name', 'people.name_empty']].filter(([isMissing]) => isMissing);
    if (this.#desk.agents.some(({ id }) => id === values.id)) missing.push([true, 'id', 'people.id_taken']);
    for (const [, name, key] of missing) this.#join[name].fault(text.say(key));
    if (missing.length) {
      this.#join[missing[0][1]].input.focus();
      return;
    }
    for (const name of ['id', 'name', 'pinyin']) this.#join[name].set('');
    this.#join.id.input.focus();
    this.#send({ id: values.id, name: values.name, team_id: values.team }, { ...(values.pinyin && { pinyin: values.pinyin }) });
  }

  #send(person, changes) {
    this.#faults.delete(person.id);
    this.dispatchEvent(new CustomEvent('roster', { detail: personBody(person, changes) }));
  }

  #tell(state, words) {
    this.#outcome.className = `outcome ${state}`;
    write(this.#outcome, words);
  }

  #draw() {
    const { text } = this.#context;
    const all = peopleNow(this.#desk.agents, this.#waiting, this.#left, this.#teamName);
    const people = this.#find.value.trim() ? findAgents(all, this.#find.value, all.length) : all;
    write(this.#count, text.say('people.count', { count: all.filter(({ left }) => !left).length }));
    keep(this.#body, this.#rows, people, ({ id }) => id, () => this.#row()).forEach((row, index) => this.#fill(row, people[index]));
  }

  #row() {
    const input = (field) => Object.assign(make('input', field), { spellcheck: false, autocomplete: 'off' });
    const row = {
      id: make('span', 'id'), name: input('name'), team: make('select', 'team'), alias: input('alias'), hidden: make('input'),
      word: make('span', 'word'), tools: make('span', 'tools'), note: make('output', 'note'),
    };
    row.hidden.type = 'checkbox';
    const change = (changes) => this.#send(row.person, changes);
    // A field that was emptied by mistake keeps its name; an alias that was emptied is none.
    row.name.onchange = () => (row.name.value.trim() ? change({ name: row.name.value.trim() }) : this.#draw());
    row.alias.onchange = () => change({ alias: row.alias.value.trim() || undefined });
    row.team.onchange = () => change({ team_id: row.team.value });
    row.hidden.onchange = () => change({ hidden: !row.hidden.checked });
    const onScreen = make('label', 'switch', row.hidden, row.word);
    row.root = make('tr', '', ...[row.id, row.name, row.team, row.alias, onScreen].map((node) => make('td', '', node)), make('td', '', make('div', 'last', row.note, row.tools)));
    row.root.firstElementChild.className = 'id';
    return row;
  }

  #fill(row, person) {
    const { text } = this.#context;
    const { id, name, team_id: team = '', alias = '', hidden = false, left = false, waits } = person;
    row.person = person;
    row.root.className = left ? 'left' : '';
    write(row.id, id);
    this.#offerTeams(row.team);
    for (const [field, value] of Object.entries({ name, alias })) {
      if (document.activeElement !== row[field]) row[field].value = value;
      row[field].ariaLabel = text.say(LABELS[field], { name });
      row[field].disabled = left;
    }
    row.alias.placeholder = name;
    row.team.value = team;
    row.team.ariaLabel = text.say('people.team_of', { name });
    row.team.disabled = row.hidden.disabled = left;
    row.hidden.checked = !hidden;
    write(row.word, text.say(hidden ? 'people.off_screen' : 'people.on_screen'));
    const fault = this.#faults.get(id);
    row.note.className = `note ${fault ? 'bad' : waits ? 'waits' : ''}`;
    write(row.note, fault ?? (waits ? text.say('state.sending') : ''));
    const leave = { word: text.say(left ? 'people.return' : 'people.leave'), run: () => this.#send(person, { left: !left }) };
    const praise = { word: text.say('people.conduct'), run: () => this.dispatchEvent(new CustomEvent('conduct', { detail: person })) };
    offer(row.tools, left ? [leave] : [praise, leave]);
  }

  #steer(event) {
    const { target, key } = event;
    const row = [...this.#rows.values()].find(({ root }) => root.contains(target));
    const field = ['name', 'alias'].find((name) => row?.[name] === target);
    if (!field || event.isComposing) return;
    const next = { ArrowUp: 'previousElementSibling', ArrowDown: 'nextElementSibling', Enter: 'nextElementSibling' }[key];
    if (key === 'Escape' && target.value !== (row.person[field] ?? '')) target.value = row.person[field] ?? '';
    else if (next) row.root[next]?.querySelector(`input.${field}`)?.focus();
    else return;
    event.preventDefault();
  }
}

/** What a row's fields are called for those who do not see the column's head. */
const LABELS = { name: 'people.name_of', alias: 'people.alias_of' };

customElements.define('people-panel', PeoplePanel);
