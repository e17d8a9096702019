/** The agent's page: wires the line to my place, my targets and deals, and my hands to the line. */
import '../js/elements/clap-list.js';
import '../js/elements/cut-strip.js';
import '../js/elements/deal-list.js';
import '../js/elements/explain-sheet.js';
import '../js/elements/floor-frame.js';
import '../js/elements/own-goals.js';
import '../js/elements/own-place.js';
import '../js/elements/top-table.js';
import { stateOf } from '../js/elements/deal-list.js';
import { openPage, storage, whenBack } from '../js/elements/page.js';
import { Claps } from '../js/floor/applause.js';
import { Money } from '../js/floor/money.js';
import { Outbox } from '../js/floor/outbox.js';
import { problemLine } from '../js/floor/problem.js';
import { Schedule } from '../js/floor/schedule.js';
import { ask } from '../js/link/ask.js';
import { Delivery } from '../js/link/delivery.js';
import { Session } from '../js/link/session.js';
import { socketAddress } from '../js/link/address.js';

const ME = 'floorcast.agent';
const [frame, strip, form, fault, mine, place, goals, moments, deals, table, sheet] = ['floor-frame', 'cut-strip', '.who-am-i', '.who-am-i .fault',
  '.mine', 'own-place', 'own-goals', 'clap-list', 'deal-list', 'top-table', 'explain-sheet'].map((name) => document.querySelector(name));

const { text, query, token } = await openPage();
const agent = query.agent ?? storage()?.getItem(ME) ?? undefined;
const isKnown = agent !== undefined || token !== undefined; // a token says whose page it is
const schedule = new Schedule();
const claps = new Claps(storage());
const outbox = new Outbox({ storage: storage(), name: `me ${agent ?? ''}` });

const session = new Session({
  url: socketAddress(location),
  schedule,
  hello: { role: 'agent', agent, site: query.site, token, page: 'me' },
  on: {
    changed: (part) => {
      if (part === 'welcome') delivery.restart();
      if (part === 'own') storage()?.setItem(ME, floor.own.agent.id);
      draw();
    },
    linked: () => draw(),
    ack: ({ ref }) => outbox.acknowledged(ref),
    error: ({ ref, problem }) => refuse(ref, problem),
  },
});
const { floor } = session;
const delivery = new Delivery({ schedule, outbox, send: (message) => session.send(message) });
const context = { text, schedule, clock: session.clock, zone: 'UTC', money: new Money(text.lang, 'CNY') };

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const url = new URL(location.href);
  url.searchParams.set('agent', form.elements.agent.value.trim());
  location.assign(url);
});

place.querySelector('.why').addEventListener('click', () => explain('day'));
goals.addEventListener('why', ({ detail: { period } }) => explain(period));
moments.addEventListener('clap', ({ detail: { offset } }) => clap(offset));

function explain(period) {
  const who = floor.own.agent.id;
  sheet.open(period, (chosen) => ask('/api/v1/explain', { agent: who, ...chosen }, token), context);
}

/** A hand counts at once for whoever gives it; the server's count follows. */
function clap(offset) {
  claps.add(offset);
  moments.fault();
  outbox.enter('applause', { announcement: offset, agent: floor.own.agent.id }, session.clock.now);
  delivery.flush();
  draw();
}

function refuse(ref, problem) {
  const { item, keeps } = outbox.refused(ref, problem) ?? {};
  if (!item || keeps) return;
  claps.remove(item.applause.announcement);
  moments.fault(text.say('claps.refused', { detail: problemLine(problem) }));
  draw();
}

function draw() {
  const { welcome, own } = floor;
  if (welcome && context.currency !== welcome.site.currency) {
    const { time_zone: zone, currency } = welcome.site;
    Object.assign(context, { zone, currency, money: new Money(text.lang, currency) });
  }
  const { phase } = session.linkState;
  document.body.dataset.phase = phase;
  frame.show(floor, context, phase);
  const unknown = session.linkState.problem?.errors?.some(({ field }) => field === 'agent') ?? false;
  form.hidden = isKnown && !unknown;
  fault.hidden = !(unknown && isKnown);
  frame.hidden = !form.hidden;
  strip.show(form.hidden ? session.linkState : { phase: 'live' }, context);
  mine.hidden = !own;
  if (!own) return;
  place.show(own, context);
  goals.show(own.targets, context);
  if (floor.position) claps.open(floor.position.epoch, own.agent.id);
  moments.show(floor, context, { me: own.agent.id, claps });
  deals.show(own.sales.map(({ agent: _, ...sale }) => ({ ...sale, state: stateOf(sale, text) })), context);
  table.show(floor, context, { own: own.agent.id });
}

document.title = `${text.say('landing.me')} · Floorcast`;
if (isKnown) {
  whenBack(() => session.hurry());
  session.start();
}
draw();
