/**
 * <people-panel>: who works here: who joins, moves, is called otherwise on screens, is kept off them, leaves and returns; what
 * they look like, and what is heard when they win. Sends out 'roster' with a roster's body, 'conduct' with the person, and
 * 'media' with { agent, name, what: photo | clip, file }.
 */
import { findAgents } from '../floor/find-agent.js';
import { asPerson, peopleNow, personBody } from '../floor/people.js';
import { problemLine } from '../floor/problem.js';
import { keep, make, offer, write } from './draw.js';
import { Field } from './fields.js';
import { LARGEST, smallPhoto } from './photo.js';

/** What a person can bring. */
const FILES = ['photo', 'clip'];
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
  #picks = Object.fromEntries(FILES.map((what) => [what, this.querySelector(`.pick-${what}`)]));
  #picker; // whose file is chosen

  connectedCallback() {
    for (const [what, input] of Object.entries(this.#picks)) input.onchange = () => this.#picked(what, input);
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

  /** A file was taken, or not. */
  uploaded({ problem }, { name, what }) {
    const { text } = this.#context;
    if (problem) this.#tell('bad', text.say('people.refused', { name, detail: problemLine(problem) || text.say('unreachable') }));
    else this.#tell('good', text.say(what === 'photo' ? 'people.photo_saved' : 'people.clip_saved', { name }));
  }

  #pick(what, person) {
    this.#picker = person;
    this.#picks[what].value = '';
    this.#picks[what].click();
  }

  async #picked(what, { files: [file] }) {
    const { text } = this.#context;
    const { id, name } = this.#picker;
    if (!file) return;
    this.#tell('', text.say('state.sending'));
    const sent = what === 'photo' ? await smallPhoto(file) : file;
    if (!sent) this.#tell('bad', text.say('people.no_photo', { name: file.name }));
    else if (sent.size > LARGEST) this.#tell('bad', text.say('people.too_large', { name: file.name, kilobytes: LARGEST / 1_000 }));
    else this.dispatchEvent(new CustomEvent('media', { detail: { agent: id, name, what, file: sent } }));
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
      id: make('span', 'id'), name: input('name'), team: make('select', 'team'), alias: input('alias'), spoken: input('spoken'), hidden: make('input'),
      word: make('span', 'word'), tools: make('span', 'tools'), note: make('output', 'note'),
      photo: button('photo'), image: Object.assign(make('img'), { alt: '' }), noPhoto: button('remove'), clip: button('clip'), noClip: button('remove'),
    };
    row.photo.append(row.image);
    row.hidden.type = 'checkbox';
    const change = (changes) => this.#send(row.person, changes);
    // A field that was emptied by mistake keeps its name; an alias that was emptied is none.
    row.name.onchange = () => (row.name.value.trim() ? change({ name: row.name.value.trim() }) : this.#draw());
    row.alias.onchange = () => change({ alias: row.alias.value.trim() || undefined });
    row.team.onchange = () => change({ team_id: row.team.value });
    row.hidden.onchange = () => change({ hidden: !row.hidden.checked });
    const onScreen = make('label', 'switch', row.hidden, row.word);
    row.spoken.onchange = () => change({ spoken: row.spoken.value.trim() });
    row.photo.onclick = () => this.#pick('photo', row.person);
    row.clip.onclick = () => (row.person.clip ? new Audio(row.person.clip).play() : this.#pick('clip', row.person));
    row.noPhoto.onclick = () => change({ photo: '' });
    row.noClip.onclick = () => change({ clip: '' });
    const [face, tune] = [make('div', 'media', row.photo, row.noPhoto), make('div', 'media', row.clip, row.noClip)];
    row.root = make('tr', '', ...[row.id, face, row.name, row.team, row.alias, row.spoken, tune, onScreen].map((node) => make('td', '', node)), make('td', '', make('div', 'last', row.note, row.tools)));
    row.root.firstElementChild.className = 'id';
    return row;
  }

  #fill(row, person) {
    const { text } = this.#context;
    const { id, name, team_id: team = '', alias = '', spoken = '', photo, clip, hidden = false, left = false, waits } = person;
    row.person = person;
    row.root.className = left ? 'left' : '';
    write(row.id, id);
    this.#offerTeams(row.team);
    for (const [field, value] of Object.entries({ name, alias, spoken })) {
      if (document.activeElement !== row[field]) row[field].value = value;
      row[field].ariaLabel = text.say(LABELS[field], { name });
      row[field].disabled = left;
    }
    row.alias.placeholder = row.spoken.placeholder = name;
    this.#fillMedia(row, { name, photo, clip, left });
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

  #fillMedia(row, { name, photo, clip, left }) {
    const { text } = this.#context;
    row.image.hidden = !photo;
    if (photo && row.image.getAttribute('src') !== photo) row.image.src = photo;
    row.photo.classList.toggle('none', !photo);
    row.photo.title = row.photo.ariaLabel = text.say(photo ? 'people.photo_change' : 'people.photo_add', { name });
    write(row.clip, clip ? '▶' : '+');
    row.clip.title = row.clip.ariaLabel = text.say(clip ? 'people.clip_play' : 'people.clip_add', { name });
    for (const [remove, file, key] of [[row.noPhoto, photo, 'people.photo_remove'], [row.noClip, clip, 'people.clip_remove']]) {
      write(remove, '✕');
      remove.hidden = !file;
      remove.title = remove.ariaLabel = text.say(key, { name });
    }
    for (const one of [row.photo, row.noPhoto, row.clip, row.noClip]) one.disabled = left;
  }

  #steer(event) {
    const { target, key } = event;
    const row = [...this.#rows.values()].find(({ root }) => root.contains(target));
    const field = ['name', 'alias', 'spoken'].find((name) => row?.[name] === target);
    if (!field || event.isComposing) return;
    const next = { ArrowUp: 'previousElementSibling', ArrowDown: 'nextElementSibling', Enter: 'nextElementSibling' }[key];
    if (key === 'Escape' && target.value !== (row.person[field] ?? '')) target.value = row.person[field] ?? '';
    else if (next) row.root[next]?.querySelector(`input.${field}`)?.focus();
    else return;
    event.preventDefault();
  }
}

/** What a row's fields are called for those who do not see the column's head. */
const LABELS = { name: 'people.name_of', alias: 'people.alias_of', spoken: 'people.spoken_of' };

const button = (className) => Object.assign(make('button', className), { type: 'button' });

customElements.define('people-panel', PeoplePanel);
