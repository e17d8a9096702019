/** The console: wires the entry to the outbox, the outbox to the line, and the desk to the lists. */
import '../js/elements/cut-strip.js';
import '../js/elements/deal-correction.js';
import '../js/elements/deal-entry.js';
import '../js/elements/deal-list.js';
import '../js/elements/deal-outcome.js';
import '../js/elements/floor-frame.js';
import '../js/elements/top-table.js';
import { stateOf } from '../js/elements/deal-list.js';
import { write } from '../js/elements/draw.js';
import { openPage, storage, whenBack } from '../js/elements/page.js';
import { Money } from '../js/floor/money.js';
import { Outbox } from '../js/floor/outbox.js';
import { faultLine, problemLine } from '../js/floor/problem.js';
import { Schedule } from '../js/floor/schedule.js';
import { UNDO, Undo } from '../js/floor/undo.js';
import { Delivery } from '../js/link/delivery.js';
import { Session } from '../js/link/session.js';
import { socketAddress } from '../js/link/address.js';

const [frame, strip, entry, outcome, recent, sortOut, table, correction] = ['floor-frame', 'cut-strip', 'deal-entry',
  'deal-outcome', '.recent', '.sort-out', 'top-table', 'deal-correction'].map((name) => document.querySelector(name));

const { text, query, token } = await openPage();
const schedule = new Schedule();
const outbox = new Outbox({ storage: storage(), site: query.site });

const session = new Session({
  url: socketAddress(location),
  schedule,
  hello: { role: 'console', site: query.site, token, page: 'console' },
  on: {
    changed: (part) => {
      if (part === 'welcome') delivery.restart();
      draw();
    },
    linked: () => draw(),
    ack: ({ ref, result }) => {
      outbox.acknowledged(ref);
      delivery.flush(); // a correction may have waited for this
      if (result.change) outcome.corrected(result, context);
      else outcome.accepted(result, context);
      draw();
    },
    error: ({ ref, problem }) => refuse(ref, problem),
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
const context = { text, schedule, clock: session.clock, zone: 'UTC', money: new Money(text.lang, 'CNY') };

entry.addEventListener('deal', ({ detail: { shown, ...fields } }) => {
  const { currency } = floor.welcome?.site ?? {};
  const message = outbox.enter({ ...fields, currency }, session.clock.now, shown);
  send(message);
  undo.offer(message.sale);
});

correction.addEventListener('correction', ({ detail }) => correct(detail));

document.addEventListener('keydown', (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== 'z') return;
  if (!undo.sale || !entry.amountEmpty || correction.busy) return;
  event.preventDefault();
  undoLast();
});

function send(message) {
  delivery.flush();
  if (!delivery.isSent(message.ref)) outcome.waiting(message, context);
  draw();
}

/** Corrects a deal: { sale, change, reason } with amount (minor units), product or agent. */
function correct({ amount, ...fields }) {
  undo.close();
  send(outbox.correct({ ...fields, ...(amount !== undefined && { amount: context.money.decimal(amount) }) }, session.clock.now));
  entry.focusFirst();
}

/** Takes the last deal back: before it was ever sent without a trace, else by a correction. */
function undoLast() {
  const { id } = undo.take();
  if (outbox.deals.some(({ sale }) => sale.id === id) && !delivery.mayHaveArrived(id)) {
    outcome.undone(outbox.takeBack(id), context);
    draw();
    entry.focusFirst();
  } else {
    correct({ sale: id, change: 'void', reason: text.say('correct.undo_reason') });
  }
}

function refuse(ref, problem) {
  const { deal, keeps } = outbox.refused(ref, problem) ?? {};
  if (!keeps) {
    if (undo.sale?.id === ref) undo.close();
    outcome.refused(problem, context, deal?.correction);
    if (deal?.sale && entry.empty) takeBack(deal, problem);
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
  if (welcome) Object.assign(context, { zone: welcome.site.time_zone });
  if (welcome && context.currency !== welcome.site.currency) {
    Object.assign(context, { currency: welcome.site.currency, money: new Money(text.lang, welcome.site.currency) });
  }
  const { phase } = session.linkState;
  document.body.dataset.phase = phase;
  frame.show(floor, context, phase);
  strip.show(session.linkState, context);
  entry.show(desk, context);
  recent.show([...pending(desk), ...counted(desk)], context);
  const waiting = desk?.to_sort_out ?? [];
  sortOut.hidden = waiting.length === 0;
  write(sortOut.querySelector('h2'), text.say('sort_out.title', { number: waiting.length }));
  sortOut.show(waiting.map((sale) => row(sale, undefined, SORTING)), context);
  table.show(floor, context);
}

const nameOf = (agent, desk) => agent?.name ?? desk?.agents.find(({ id }) => id === agent)?.name ?? agent ?? '';

function pending(desk) {
  return outbox.deals.map((deal) => {
    const { sale, at, refused } = deal;
    const state = refused ? { word: problemLine(refused), kind: 'refused' }
      : { word: text.say(delivery.isSent(sale.id) ? 'state.sending' : 'state.waiting'), kind: 'waits' };
    const actions = refused ? [{ word: text.say('state.correct'), run: () => takeBack(deal, refused) }] : [];
    return { ...sale, at, agent: nameOf(sale.agent, desk), state, actions };
  });
}

function counted(desk) {
  const elsewhere = new Set([...outbox.deals.map(({ sale }) => sale.id), ...(desk?.to_sort_out ?? []).map(({ id }) => id)]);
  return (desk?.sales ?? []).filter(({ id }) => !elsewhere.has(id))
    .map((sale) => row({ ...sale, agent: nameOf(sale.agent, desk) }, stateOf(sale, text), CORRECTIONS));
}

/** A deal on the books with what can be done about it; nothing while a correction of it is on its way. */
function row(sale, state, kinds) {
  const sent = outbox.corrections.find(({ correction: { sale: id } }) => id === sale.id);
  if (sent) return { ...sale, state: { word: text.say(delivery.isSent(sent.correction.id) ? 'state.correcting' : 'state.waiting'), kind: 'waits' } };
  const actions = sale.voided ? [] : Object.entries(kinds)
    .map(([kind, key]) => ({ word: text.say(key), run: () => correction.ask(kind, sale, floor.desk.agents, context) }));
  return { ...sale, state, actions };
}

document.title = `${text.say('console.title')} · Floorcast`;
whenBack(() => session.hurry());
session.start();
draw();
entry.focusFirst();
