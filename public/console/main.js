/** The console: wires the entry to the outbox, the outbox to the line, and the desk to the lists. */
import '../js/elements/cut-strip.js';
import '../js/elements/deal-entry.js';
import '../js/elements/deal-list.js';
import '../js/elements/deal-outcome.js';
import '../js/elements/floor-frame.js';
import '../js/elements/top-table.js';
import { stateOf } from '../js/elements/deal-list.js';
import { openPage, storage, whenBack } from '../js/elements/page.js';
import { Money } from '../js/floor/money.js';
import { Outbox } from '../js/floor/outbox.js';
import { faultLine, problemLine } from '../js/floor/problem.js';
import { Schedule } from '../js/floor/schedule.js';
import { Delivery } from '../js/link/delivery.js';
import { Session } from '../js/link/session.js';
import { socketAddress } from '../js/link/address.js';

const [frame, strip, entry, outcome, recent, sortOut, table] = ['floor-frame', 'cut-strip', 'deal-entry', 'deal-outcome',
  '.recent', '.sort-out', 'top-table'].map((name) => document.querySelector(name));

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
      outcome.accepted(result, context);
      draw();
    },
    error: ({ ref, problem }) => refuse(ref, problem),
  },
});
const { floor } = session;
const delivery = new Delivery({ schedule, outbox, send: (message) => session.send(message) });
const context = { text, schedule, clock: session.clock, zone: 'UTC', money: new Money(text.lang, 'CNY') };

entry.addEventListener('deal', ({ detail: { shown, ...fields } }) => {
  const { currency } = floor.welcome?.site ?? {};
  const message = outbox.enter({ ...fields, currency }, session.clock.now, shown);
  delivery.flush();
  if (!delivery.isSent(message.ref)) outcome.waiting(message, context);
  draw();
});

function refuse(ref, problem) {
  const refused = outbox.refused(ref, problem);
  if (!refused?.keeps) outcome.refused(problem, context);
  if (refused && !refused.keeps && entry.empty) correct(refused.deal, problem);
  draw();
}

/** Takes a refused deal back into the entry, each fault at its field. */
function correct(deal, problem) {
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
  recent.show(text.say('recent.title'), text.say('recent.empty'), [...pending(desk), ...counted(desk)], context);
  const waiting = desk?.to_sort_out ?? [];
  sortOut.hidden = waiting.length === 0;
  sortOut.show(text.say('sort_out.title', { number: waiting.length }), '', waiting.map((deal) => (
    { ...deal, state: { word: text.say('sort_out.state'), kind: 'waits' } })), context);
  table.show(floor, context);
}

const nameOf = (agent, desk) => agent?.name ?? desk?.agents.find(({ id }) => id === agent)?.name ?? agent ?? '';

function pending(desk) {
  return outbox.deals.map((deal) => {
    const { sale, at, refused } = deal;
    const state = refused ? { word: problemLine(refused), kind: 'refused' }
      : { word: text.say(delivery.isSent(sale.id) ? 'state.sending' : 'state.waiting'), kind: 'waits' };
    const action = refused ? { word: text.say('state.correct'), run: () => correct(deal, refused) } : undefined;
    return { at, agent: nameOf(sale.agent, desk), product: sale.product, amount: sale.amount, state, action };
  });
}

function counted(desk) {
  const waiting = new Set(outbox.deals.map(({ sale }) => sale.id));
  return (desk?.sales ?? []).filter(({ id }) => !waiting.has(id))
    .map((sale) => ({ ...sale, agent: nameOf(sale.agent, desk), state: stateOf(sale.reasons, text) }));
}

document.title = `${text.say('console.title')} · Floorcast`;
whenBack(() => session.hurry());
session.start();
draw();
outcome.hint(text.say('outcome.hint'));
entry.focusFirst();
