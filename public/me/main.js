/** The agent's page: wires the line to my place, my deals and the top of the table. */
import '../js/elements/cut-strip.js';
import '../js/elements/deal-list.js';
import '../js/elements/floor-frame.js';
import '../js/elements/own-place.js';
import '../js/elements/top-table.js';
import { stateOf } from '../js/elements/deal-list.js';
import { openPage, storage, whenBack } from '../js/elements/page.js';
import { Money } from '../js/floor/money.js';
import { Schedule } from '../js/floor/schedule.js';
import { Session } from '../js/link/session.js';
import { socketAddress } from '../js/link/address.js';

const ME = 'floorcast.agent';
const [frame, strip, form, fault, mine, place, deals, table] = ['floor-frame', 'cut-strip', '.who-am-i', '.fault', '.mine',
  'own-place', 'deal-list', 'top-table'].map((name) => document.querySelector(name));

const { text, query, token } = await openPage();
const agent = query.agent ?? storage()?.getItem(ME) ?? undefined;
const isKnown = agent !== undefined || token !== undefined; // a token says whose page it is
const schedule = new Schedule();

const session = new Session({
  url: socketAddress(location),
  schedule,
  hello: { role: 'agent', agent, site: query.site, token, page: 'me' },
  on: {
    changed: (part) => {
      if (part === 'own') storage()?.setItem(ME, floor.own.agent.id);
      draw();
    },
    linked: () => draw(),
  },
});
const { floor } = session;
const context = { text, schedule, clock: session.clock, zone: 'UTC', money: new Money(text.lang, 'CNY') };

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const url = new URL(location.href);
  url.searchParams.set('agent', form.elements.agent.value.trim());
  location.assign(url);
});

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
  deals.show(text.say('me.sales'), text.say('me.sales_empty'), own.sales.map(({ at, product, amount, reasons }) => ({ at, product, amount, state: stateOf(reasons, text) })), context);
  table.show(floor, context, { own: own.agent.id });
}

document.title = `${text.say('landing.me')} · Floorcast`;
if (isKnown) {
  whenBack(() => session.hurry());
  session.start();
}
draw();
