/** The console: wires the entry and the panels to the outbox, the outbox to the line, and the desk to the lists. */
import '../js/elements/cut-strip.js';
import '../js/elements/day-plan.js';
import '../js/elements/day-words.js';
import '../js/elements/deal-correction.js';
import '../js/elements/deal-entry.js';
import '../js/elements/deal-list.js';
import '../js/elements/deal-outcome.js';
import '../js/elements/floor-frame.js';
import '../js/elements/honours-panel.js';
import '../js/elements/notices-panel.js';
import '../js/elements/people-panel.js';
import '../js/elements/reason-dialog.js';
import '../js/elements/screens-panel.js';
import '../js/elements/show-panel.js';
import '../js/elements/targets-panel.js';
import '../js/elements/top-table.js';
import { stateOf } from '../js/elements/deal-list.js';
import { write } from '../js/elements/draw.js';
import { openPage, storage, whenBack } from '../js/elements/page.js';
import { Director } from '../js/floor/director.js';
import { Money } from '../js/floor/money.js';
import { Outbox, kindOf } from '../js/floor/outbox.js';
import { faultLine, problemLine } from '../js/floor/problem.js';
import { Schedule } from '../js/floor/schedule.js';
import { UNDO, Undo } from '../js/floor/undo.js';
import { ask, post } from '../js/link/ask.js';
import { Delivery } from '../js/link/delivery.js';
import { Fresh } from '../js/link/fresh.js';
import { Session } from '../js/link/session.js';
import { socketAddress } from '../js/link/address.js';

const [frame, strip, entry, outcome, recent, sortOut, table, correction, reason, targets, honours, people, notices, screens, badge, plan, stage, words, live] = ['floor-frame', 'cut-strip',
  'deal-entry', 'deal-outcome', '.recent', '.sort-out', 'top-table', 'deal-correction', 'reason-dialog', 'targets-panel', 'honours-panel',
  'people-panel', 'notices-panel', 'screens-panel', '.badge', 'day-plan', 'show-panel', 'day-words', '.live'].map((name) => document.querySelector(name));

const { text, query, token } = await openPage();
const schedule = new Schedule();
const outbox = new Outbox({ storage: storage(), name: query.site });

const session = new Session({
  url: socketAddress(location),
  schedule,
  hello: { role: 'console', site: query.site, token, page: 'console' },
  on: {
    changed: (part) => {
      if (part === 'welcome') {
        delivery.restart();
        director.restart();
      }
      draw();
      if (part === 'welcome') refresh();
    },
    linked: () => draw(),
    ack: ({ ref, result }) => {
      if (director.acknowledged(ref)) return;
      const item = outbox.acknowledged(ref);
      delivery.flush(); // a correction may have waited for this
      if (result.change) outcome.corrected(result, context);
      else if (result.set_off) outcome.accepted(result, context);
      else if (item) recorded(kindOf(item), item[kindOf(item)]);
      draw();
    },
    error: ({ ref, problem }) => director.refused(ref, problem) || refuse(ref, problem),
  },
});
const { floor } = session;
/** What can be done about a deal that counts, and about one that waits to be sorted out. */
const CORRECTIONS = { amend: 'correct.amend', assign: 'correct.assign', void: 'correct.void' };
const SORTING = { claim: 'correct.claim', void: 'correct.void' };
const undo = new Undo({
  schedule,
  changed: (sale) => (sale ? outcome.offer(undoLast, UNDO, text.say('outcome.undo', { amount: context.money.text(sale.amount) })) : outcome.offer()),
});
const delivery = new Delivery({ schedule, outbox, send: (message) => session.send(message) });
const director = new Director({ schedule, send: (message) => session.send(message), changed: () => drawStage() });
/** How often an open list of screens is asked for (ms). */
const LIVE = 5_000;
/** How often what is on stage is looked at (ms): a step that ends is seen to end. */
const PULSE = 250;
const context = { text, schedule, clock: session.clock, zone: 'UTC', money: new Money(text.lang, 'CNY') };

entry.addEventListener('deal', ({ detail: { shown, ...fields } }) => {
  const { currency } = floor.welcome?.site ?? {};
  const message = outbox.enter('sale', { ...fields, currency }, session.clock.now, { shown });
  send(message);
  undo.offer(message.sale);
});

correction.addEventListener('correction', ({ detail }) => correct(detail));
targets.addEventListener('target', ({ detail }) => tell('target', detail));
honours.addEventListener('award', ({ detail }) => tell('award', detail));
honours.addEventListener('award-change', ({ detail }) => change(detail));
stage.addEventListener('direct', ({ detail }) => director.press(detail));
words.addEventListener('commentary', ({ detail }) => tell('commentary', { site: context.siteID, ...detail }));
people.addEventListener('roster', ({ detail }) => tell('roster', detail));
people.addEventListener('conduct', ({ detail }) => praise(detail));
people.addEventListener('media', async ({ detail }) => people.uploaded(await submit(`agents/${detail.what}`, detail.file, { agent: detail.agent }), detail));
notices.addEventListener('notice', async ({ detail }) => notices.answered(await submit('notices', detail)));
notices.addEventListener('notice-end', async ({ detail }) => notices.answered(await submit('notices/ends', detail), true));
screens.addEventListener('pair', async ({ detail }) => screens.paired(await submit('screens', detail), detail));
screens.addEventListener('screen', async ({ detail }) => screens.changed(await submit('screens/changes', detail)));
screens.addEventListener('order', async ({ detail }) => screens.ordered(await submit('screens/orders', detail), detail));
window.addEventListener('hashchange', () => openPanel());

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.defaultPrevented && !correction.busy && !reason.busy && !stage.busy && !screens.busy) entry.focusFirst();
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== 'z') return;
  if (!undo.sale || !entry.amountEmpty || correction.busy || reason.busy || stage.busy || screens.busy || event.target.matches('textarea')) return;
  event.preventDefault();
  undoLast();
});

/** The panel that each kind of message comes from, and what each panel asks the server for. */
const PANEL_OF = { target: targets, award: honours, award_change: honours, roster: people, conduct: people, commentary: words };
const fresh = {
  targets: new Fresh({ schedule, ask: () => get('targets'), show: (answer) => targets.take(answer) }),
  honours: new Fresh({ schedule, ask: () => get('awards'), show: (answer) => honours.take(answer) }),
  screens: new Fresh({ schedule, every: LIVE, ask: () => ask('/api/v1/screens', {}, token), show: (answer) => screens.take(answer, sites) }),
};

const get = (what) => ask(`/api/v1/${what}`, { site: floor.welcome.site.id }, token);

/** Tells the server something that somebody waits for; what a panel shows is asked for again then. */
async function submit(what, body, query) {
  const answer = await post(`/api/v1/${what}`, body, token, query);
  for (const one of Object.values(fresh)) one.again();
  return answer;
}

let sites = []; // those that a screen can hang at, as far as one may see them

/** Asked for once: sites come and go with a restart. */
async function learnSites() {
  const { body } = await ask('/api/v1/standings', { of: 'sites', period: 'day' }, token);
  sites = body?.rows ?? [];
}

/** Opens the panel that the address names; the deals, if it names none. */
function openPanel() {
  const panels = [...document.querySelectorAll('main > [data-panel]')];
  const named = location.hash.slice(1);
  const name = panels.some(({ dataset }) => dataset.panel === named) ? named : 'deals';
  document.body.dataset.panel = name;
  for (const panel of panels) panel.hidden = panel.dataset.panel !== name;
  for (const link of document.querySelectorAll('.panels a')) link.toggleAttribute('aria-current', link.dataset.panel === name);
  draw();
  refresh();
  if (name === 'day' && stage.isOn) stage.takeKeys();
  if (name === 'screens' && !sites.length) learnSites();
}

/** Asks for what the open panel shows, once it is known of which site. */
function refresh() {
  for (const [panel, one] of Object.entries(fresh)) one[floor.welcome && panel === document.body.dataset.panel ? 'open' : 'close']();
}

/** Tells the server something that is not a deal: kept and sent until it is answered. */
function tell(kind, body) {
  outbox.enter(kind, body, session.clock.now);
  delivery.flush();
  draw();
}

function change({ award, change: what, title }) {
  if (what !== 'revoke') {
    tell('award_change', { award, change: what });
    return;
  }
  const question = { title: text.say('honours.revoke_title'), subject: title, fields: ['reason'], example: text.say('honours.revoke_example') };
  reason.ask(question, text, (values) => tell('award_change', { award, change: what, ...values }));
}

function praise({ id, name }) {
  const question = { title: text.say('people.conduct_title'), subject: name, fields: ['for', 'points', 'reason'], example: text.say('people.conduct_example') };
  reason.ask(question, text, (values) => tell('conduct', { agent: id, ...values }));
}

function recorded(kind, body) {
  PANEL_OF[kind].recorded(body, kind);
  for (const one of Object.values(fresh)) one.again();
}

function send(message) {
  delivery.flush();
  if (!delivery.isSent(message.ref)) outcome.waiting(message, context);
  draw();
}

/** Corrects a deal: { sale, change, reason } with amount (minor units), product or agent. */
function correct({ amount, ...fields }) {
  undo.close();
  send(outbox.enter('correction', { ...fields, ...(amount !== undefined && { amount: context.money.decimal(amount) }) }, session.clock.now));
  entry.focusFirst();
}

/** Takes the last deal back: before it was ever sent without a trace, else by a correction. */
function undoLast() {
  const { id } = undo.take();
  if (outbox.of('sale').some(({ sale }) => sale.id === id) && !delivery.mayHaveArrived(id)) {
    outcome.undone(outbox.takeBack(id), context);
    draw();
    entry.focusFirst();
  } else {
    correct({ sale: id, change: 'void', reason: text.say('correct.undo_reason') });
  }
}

function refuse(ref, problem) {
  const { item, keeps } = outbox.refused(ref, problem) ?? {};
  if (keeps) return;
  const kind = item ? kindOf(item) : 'sale';
  if (PANEL_OF[kind]) {
    PANEL_OF[kind].refused(item[kind], problem, kind);
  } else {
    if (undo.sale?.id === ref) undo.close();
    outcome.refused(problem, context, item?.correction);
    if (item?.sale && entry.empty) takeBack(item, problem);
  }
  draw();
}

/** Takes a refused deal back into the entry, each fault at its field. */
function takeBack(deal, problem) {
  outbox.takeBack(deal.sale.id);
  const faults = (problem.errors ?? []).map((error) => [error.field?.split('.').pop(), faultLine(error)]);
  entry.restore(deal, Object.fromEntries(faults));
  draw();
}

function draw() {
  const { welcome, desk } = floor;
  if (welcome) Object.assign(context, { zone: welcome.site.time_zone, dayStart: welcome.site.day_start, site: welcome.site.name, siteID: welcome.site.id });
  if (welcome && context.currency !== welcome.site.currency) {
    Object.assign(context, { currency: welcome.site.currency, money: new Money(text.lang, welcome.site.currency) });
  }
  const { phase } = session.linkState;
  document.body.dataset.phase = phase;
  frame.show(floor, context, phase);
  strip.show(session.linkState, context);
  entry.show(desk, context);
  const waiting = desk?.to_sort_out ?? [];
  badge.hidden = waiting.length === 0;
  write(badge, text.say('sort_out.title', { number: waiting.length }));
  DRAW[document.body.dataset.panel]?.(desk, waiting);
  drawStage();
}

/** What is on stage moves by itself; that something is, is seen from every panel. */
function drawStage() {
  const { show, rhythm } = floor;
  stage.show(show, today(), rhythm, director, session.linkState.phase === 'live', context);
  live.hidden = !stage.isOn;
  if (document.body.dataset.panel === 'day') plan.show(rhythm, context);
}

const today = () => floor.rhythm?.day ?? floor.day;

/** What each panel shows while it is open. */
const DRAW = {
  deals: (desk, waiting) => {
    recent.show([...pending(desk), ...counted(desk)], context);
    sortOut.hidden = waiting.length === 0;
    write(sortOut.querySelector('h2'), text.say('sort_out.title', { number: waiting.length }));
    sortOut.show(waiting.map((sale) => row(sale, undefined, SORTING)), context);
    table.show(floor, context);
  },
  day: (desk) => words.show(today(), desk?.commentary, floor.show?.kind === 'ceremony' && floor.show.day === today(), unanswered('commentary'), context),
  targets: () => targets.show(unanswered('target'), context),
  honours: (desk) => honours.show(desk, floor.day, unanswered('award_change'), context),
  people: (desk) => people.show(desk, unanswered('roster'), context),
  notices: () => notices.show(floor.notices, context),
  screens: (desk) => screens.show(desk?.teams ?? [], context),
};

const unanswered = (kind) => outbox.of(kind).map((item) => item[kind]);

const nameOf = (agent, desk) => agent?.name ?? desk?.agents.find(({ id }) => id === agent)?.name ?? agent ?? '';

function pending(desk) {
  return outbox.of('sale').map((deal) => {
    const { sale, at, refused } = deal;
    const state = refused ? { word: problemLine(refused), kind: 'refused' }
      : { word: text.say(delivery.isSent(sale.id) ? 'state.sending' : 'state.waiting'), kind: 'waits' };
    const actions = refused ? [{ word: text.say('state.correct'), run: () => takeBack(deal, refused) }] : [];
    return { ...sale, at, agent: nameOf(sale.agent, desk), state, actions };
  });
}

function counted(desk) {
  const elsewhere = new Set([...outbox.of('sale').map(({ sale }) => sale.id), ...(desk?.to_sort_out ?? []).map(({ id }) => id)]);
  return (desk?.sales ?? []).filter(({ id }) => !elsewhere.has(id))
    .map((sale) => row({ ...sale, agent: nameOf(sale.agent, desk) }, stateOf(sale, text), CORRECTIONS));
}

/** A deal on the books with what can be done about it; nothing while a correction of it is on its way. */
function row(sale, state, kinds) {
  const sent = outbox.of('correction').find(({ correction: { sale: id } }) => id === sale.id);
  if (sent) return { ...sale, state: { word: text.say(delivery.isSent(sent.correction.id) ? 'state.correcting' : 'state.waiting'), kind: 'waits' } };
  const actions = sale.voided ? [] : Object.entries(kinds)
    .map(([kind, key]) => ({ word: text.say(key), run: () => correction.ask(kind, sale, floor.desk.agents, context) }));
  return { ...sale, state, actions };
}

document.title = `${text.say('console.title')} · Floorcast`;
whenBack(() => session.hurry());
for (const drawPanel of Object.values(DRAW)) drawPanel(undefined, []);
session.start();
schedule.every(PULSE, drawStage);
schedule.every(LIVE, () => document.body.dataset.panel === 'notices' && draw());
const code = new URLSearchParams(location.search).get('pair');
if (code) {
  const url = new URL(location.href);
  url.searchParams.delete('pair');
  history.replaceState(null, '', `${url.pathname}${url.search}#screens`);
}
openPanel();
if (code) screens.begin(code);
else entry.focusFirst();
