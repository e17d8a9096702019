/**
 * <screens-panel>: every wall of the sites one may see: how it is, in words and signs, and what can be done about it. A
 * new one is paired by its code. Sends out 'pair' and 'screen' with a body, 'order' with { id or viewer, order }; asks
 * before it revokes.
 */
import { KINDS, formOf, isCode, linesOf, needsCare, screenChange, typedCode } from '../floor/screens.js';
import { faultLine, problemLine } from '../floor/problem.js';
import { Field } from './fields.js';
import { keep, make, offer, write } from './draw.js';

const COLUMNS = ['stand', 'picture', 'sound', 'speed', 'device'];
const PAIRING = ['code', 'name', 'site', 'team', 'room', 'lang', 'playlist'];
const ORDERS = { identify: 'screens.identify', test_sound: 'screens.test_sound', reload: 'screens.reload' };

export class ScreensPanel extends HTMLElement {
  #pairing = Object.fromEntries(PAIRING.map((name) => [name, new Field(this.querySelector('.pairing form'), name)]));
  #outcome = this.querySelector('.pairing .outcome');
  #fault = this.querySelector('.all .fault');
  #count = this.querySelector('.all .panel-date');
  #body = this.querySelector('tbody');
  #settings = this.querySelector('.settings');
  #form = this.querySelector('.settings form');
  #note = this.querySelector('.settings .outcome');
  #confirm = this.querySelector('.confirm');
  #rows = new Map();
  #answer = { screens: [], unpaired: [], playlists: [] };
  #sites = [];
  #edited; // the screen whose settings are open
  #told = new Map(); // id: what became of an order
  #context;
  #teams = [];

  connectedCallback() {
    this.querySelector('.pairing form').onsubmit = (event) => this.#pair(event);
    this.#form.onsubmit = (event) => this.#save(event);
    this.#form.volume.oninput = () => write(this.#form.querySelector('.volume output'), this.#form.volume.value);
    for (const button of this.querySelectorAll('.cancel')) button.onclick = () => button.closest('dialog').close();
    this.querySelector('.revoke').onclick = () => this.#ask();
    this.#confirm.querySelector('form').onsubmit = (event) => this.#revoke(event);
    this.#body.onkeydown = (event) => this.#steer(event);
    const kinds = this.#form.querySelector('.kinds');
    kinds.append(...Object.keys(KINDS).map((kind) => {
      const input = Object.assign(make('input'), { type: 'number', min: 0, max: 100, step: 5, name: `kind_${kind}` });
      return make('label', '', make('span'), input);
    }));
  }

  get busy() {
    return this.#settings.open || this.#confirm.open;
  }

  /** The server's answer, { body } or { problem }; the sites that one may choose, { id, name }. */
  take({ body, problem }, sites) {
    this.#fault.hidden = !problem;
    write(this.#fault, problem ? problemLine(problem) || this.#context.text.say('unreachable') : '');
    this.#sites = sites;
    if (body) this.#answer = body;
    this.#draw();
  }

  /** `teams` are the site's; `context` holds text, zone, the site's id and name. */
  show(teams, context) {
    if (!this.#context) this.#pairing.lang.set(context.text.lang);
    [this.#teams, this.#context] = [teams, context];
    this.#draw();
  }

  /** Begins a pairing: the code came with the address, from a screen's QR code. */
  begin(code) {
    this.#pairing.code.set(typedCode(code));
    this.#pairing.name.input.focus();
  }

  /** What became of a pairing, a change or an order. */
  paired({ body, problem }, asked) {
    const { text } = this.#context;
    if (!problem) {
      for (const name of ['code', 'name', 'room']) this.#pairing[name].set('');
      this.#tell(this.#outcome, 'good', text.say('screens.paired', { name: asked.name }));
      return;
    }
    const faults = (problem.errors ?? []).map((fault) => [this.#pairing[fault.field?.split('.').pop()], faultLine(fault)]).filter(([field]) => field);
    for (const [field, sentence] of faults) field.fault(sentence);
    faults[0]?.[0].input.focus();
    this.#tell(this.#outcome, 'bad', faults.length ? '' : text.say('screens.not_paired', { detail: this.#problem(problem) }));
  }

  changed({ problem }) {
    if (problem) this.#tell(this.#note, 'bad', this.#problem(problem));
    else for (const dialog of [this.#confirm, this.#settings]) dialog.close();
  }

  ordered({ problem }, { id, viewer, order }) {
    const { text } = this.#context;
    this.#told.set(id ?? viewer, problem ? { state: 'bad', words: this.#problem(problem) } : { state: 'good', words: text.say('screens.ordered', { order: text.say(ORDERS[order]) }) });
    this.#draw();
  }

  #problem(problem) {
    return problemLine(problem) || this.#context.text.say('unreachable');
  }

  #tell(node, state, words) {
    node.className = `outcome ${state}`;
    write(node, words);
  }

  #draw() {
    const { text } = this.#context;
    const { screens, unpaired } = this.#answer;
    this.#offerChoices();
    const items = [...screens, ...unpaired.map((one) => ({ ...one, id: undefined }))];
    const lines = items.map((one) => linesOf(one, this.#answer, this.#context));
    this.querySelector('.all').classList.toggle('none', items.length === 0);
    const care = lines.filter(needsCare).length;
    const online = items.filter((one) => one.online).length;
    write(this.#count, items.length ? [text.say('screens.count', { count: items.length }), text.say('screens.count_online', { number: online }),
      care ? text.say('screens.count_care', { number: care }) : text.say('screens.all_well')].join(' · ') : '');
    keep(this.#body, this.#rows, items, idOf, () => this.#row()).forEach((row, index) => this.#fill(row, items[index], lines[index]));
  }

  #offerChoices() {
    const { text, siteID, site } = this.#context;
    const known = [{ id: siteID, name: text.pick(site) }, ...this.#sites.filter(({ id }) => id !== siteID)];
    const playlists = this.#answer.playlists.map(({ id, name }) => ({ id, name: text.pick(name) }));
    const usual = { id: '', name: text.say('screens.usual') };
    for (const form of [this.querySelector('.pairing form'), this.#form]) {
      choices(form.site, known);
      choices(form.team, [{ id: '', name: text.say('screens.no_team') }, ...this.#teams]);
      choices(form.playlist, [usual, ...playlists]);
    }
    choices(this.#form.theme, [usual, { id: 'night', name: text.say('screens.night') }, { id: 'festive', name: text.say('screens.festive') }]);
  }

  #row() {
    const row = { name: make('strong', 'name'), place: make('span', 'place'), tools: make('span', 'tools'), told: make('output', 'note'), cells: {} };
    for (const column of COLUMNS) row.cells[column] = make('td', column);
    row.root = make('tr', '', make('th', '', row.name, row.place), ...COLUMNS.map((column) => row.cells[column]), make('td', 'acts', row.tools, row.told));
    row.root.firstElementChild.scope = 'row';
    return row;
  }

  #fill(row, item, lines) {
    const { text } = this.#context;
    row.item = item;
    row.root.classList.toggle('offline', !item.online);
    write(row.name, item.name ?? text.say('screens.unpaired'));
    write(row.place, [this.#siteName(item.site), this.#teams.find(({ id }) => id === item.team)?.name ?? item.team, item.room].filter(Boolean).join(' · '));
    for (const column of COLUMNS) sayLines(row.cells[column], lines[column]);
    const orders = Object.entries(ORDERS).filter(() => item.online).map(([order, key]) => ({
      word: text.say(key), run: () => this.dispatchEvent(new CustomEvent('order', { detail: { ...(item.id ? { id: item.id } : { viewer: item.viewer }), order } })),
    }));
    offer(row.tools, [...orders, ...(item.id ? [{ word: text.say('screens.settings'), run: () => this.#open(row.item) }] : [])]);
    const { state = '', words = '' } = this.#told.get(idOf(item)) ?? {};
    row.told.className = `note ${state}`;
    write(row.told, words);
  }

  #siteName(id) {
    const { siteID, site, text } = this.#context;
    return id === siteID ? text.pick(site) : this.#sites.find((one) => one.id === id)?.name ?? id;
  }

  #pair(event) {
    event.preventDefault();
    const { text } = this.#context;
    const values = Object.fromEntries(PAIRING.map((name) => [name, this.#pairing[name].value]).filter(([, value]) => value));
    values.code = typedCode(values.code ?? '');
    const wrong = [[!isCode(values.code), 'code', 'screens.code_wrong'], [!values.name, 'name', 'screens.name_empty']].filter(([isWrong]) => isWrong);
    for (const [, name, key] of wrong) this.#pairing[name].fault(text.say(key));
    if (wrong.length) this.#pairing[wrong[0][1]].input.focus();
    else this.dispatchEvent(new CustomEvent('pair', { detail: values }));
  }

  #open(screen) {
    const { text, zone } = this.#context;
    this.#edited = screen;
    const values = formOf(screen);
    const form = this.#form;
    if (![...form.site.options].some(({ value }) => value === values.site)) form.site.append(option({ id: values.site, name: values.site }));
    if (![...form.team.options].some(({ value }) => value === values.team)) form.team.append(option({ id: values.team, name: values.team }));
    for (const field of ['name', 'site', 'team', 'room', 'lang', 'theme', 'playlist', 'volume']) form[field].value = values[field];
    for (const field of ['muted', 'voice']) form[field].checked = values[field];
    for (const [kind, key] of Object.entries(KINDS)) {
      form[`kind_${kind}`].value = values.volumes[kind];
      write(form[`kind_${kind}`].previousElementSibling, text.say(key));
    }
    form.volume.oninput();
    write(this.#settings.querySelector('h2'), screen.name);
    write(this.#settings.querySelector('.subject'), text.say('screens.paired_at', { day: text.date(screen.paired_at, zone), name: screen.paired_by }));
    const receipts = screen.receipts ?? [];
    this.#settings.querySelector('.receipts').replaceChildren(...receipts.toReversed().map(({ painted, latency }) => make('li', '', make('time', '', text.time(painted, zone)), make('span', '', text.say('screens.ms', { number: text.number(latency) })))));
    this.#settings.querySelector('.painted').hidden = receipts.length === 0;
    this.#tell(this.#note, '', '');
    this.#settings.showModal();
    form.name.focus();
  }

  #save(event) {
    event.preventDefault();
    const form = this.#form;
    const values = Object.fromEntries(['name', 'site', 'team', 'room', 'lang', 'theme', 'playlist'].map((field) => [field, form[field].value.trim()]));
    const volumes = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, Number(form[`kind_${kind}`].value)]));
    if (!values.name) {
      this.#tell(this.#note, 'bad', this.#context.text.say('screens.name_empty'));
      form.name.focus();
      return;
    }
    const body = screenChange(this.#edited, { ...values, volume: Number(form.volume.value), volumes, muted: form.muted.checked, voice: form.voice.checked });
    if (body) this.dispatchEvent(new CustomEvent('screen', { detail: body }));
    else this.#settings.close();
  }

  #ask() {
    const { text } = this.#context;
    write(this.#confirm.querySelector('h2'), text.say('screens.revoke_title', { name: this.#edited.name }));
    this.#confirm.showModal();
    this.#confirm.querySelector('.cancel').focus();
  }

  #revoke(event) {
    event.preventDefault();
    this.#confirm.close();
    this.dispatchEvent(new CustomEvent('screen', { detail: { id: this.#edited.id, revoked: true } }));
  }

  /** The arrows go from row to row, to the same button. */
  #steer(event) {
    const next = { ArrowUp: 'previousElementSibling', ArrowDown: 'nextElementSibling' }[event.key];
    const button = event.target.closest('.tools button');
    if (!next || !button) return;
    const buttons = button.closest('tr')[next]?.querySelectorAll('.tools button') ?? [];
    (buttons[[...button.parentElement.children].indexOf(button)] ?? buttons[buttons.length - 1])?.focus();
    event.preventDefault();
  }
}

const idOf = ({ id, viewer }) => id ?? `viewer ${viewer}`;
const option = ({ id, name }) => Object.assign(make('option', '', name), { value: id });

/** Fills a choice anew if it is another; what was chosen stays. */
function choices(select, options) {
  const known = JSON.stringify(options.map(({ id, name }) => [id, name]));
  if (select.dataset.known === known) return;
  select.dataset.known = known;
  const { value } = select;
  select.replaceChildren(...options.map(option));
  if (options.some(({ id }) => id === value)) select.value = value;
}

function sayLines(cell, lines) {
  if (cell.children.length !== lines.length) cell.replaceChildren(...lines.map(() => make('p')));
  lines.forEach(({ state, words }, index) => {
    const line = cell.children[index];
    line.className = state;
    write(line, words);
  });
}

customElements.define('screens-panel', ScreensPanel);
