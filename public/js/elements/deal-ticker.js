/**
 * <deal-ticker>: what was just signed, and by whom, in whole words, and broadcasts that could not be played. Turns its
 * pages; a new deal goes first at once.
 */
import { firstOf } from '../floor/reasons.js';
import { make, pop, still, write, EASE_OUT } from './draw.js';
import { copy, fill } from './fill.js';

/** Deals that are shown in turn, and deals on one page at most: a wide screen shows as many as stand there uncut. */
const DEALS = 9;
const PAGE = { wide: 3, upright: 2 };
/** How long a page stays, how long it takes to turn (ms). */
const STAY = 9_000;
const TURN = 500;
/** How long the ticker says how many deals were caught up after a cut (ms). */
const TOLD = 120_000;

export class DealTicker extends HTMLElement {
  #label = this.querySelector('.ticker-label');
  #items = this.querySelector('.ticker-deals');
  #upright = matchMedia('(orientation: portrait)');
  #turned = () => this.#draw();
  // Deals that do not fit are taken away when the browser has laid them out; to ask sooner would lay out twice.
  #laidOut = new ResizeObserver(() => this.#cut());
  // The first deal of the page, and how many are on it.
  #start = 0;
  #shown = 0;
  #newest;
  // What is on the page, as it was drawn.
  #drawn;
  #latest = {};
  #callOff;
  // Of the announcements drawn last: offset to applause.
  #claps = new Map();
  // Of those caught up, how many have been told for long enough.
  #told = 0;
  #forget;

  connectedCallback() {
    this.#upright.addEventListener('change', this.#turned);
  }

  disconnectedCallback() {
    this.#upright.removeEventListener('change', this.#turned);
    this.#laidOut.disconnect();
    this.#callOff?.();
    this.#callOff = undefined;
    this.#forget?.();
    this.#forget = undefined;
  }

  show(floor, context) {
    this.#latest = { floor, context };
    this.#callOff ??= context.schedule.every(STAY, () => this.#turn());
    if (floor.caughtUp > this.#told) this.#forget ??= context.schedule.after(TOLD, () => this.#settle());
    const newest = this.#deals[0]?.offset;
    if (newest !== this.#newest) this.#start = 0;
    const arrived = newest !== this.#newest && this.#newest !== undefined;
    this.#newest = newest;
    this.#draw();
    if (arrived) this.#slide(this.#items.firstElementChild, '-2vmin');
  }

  get #deals() {
    const { announcements, untold } = this.#latest.floor;
    const told = untold.length ? [...announcements, ...untold].sort((a, b) => b.offset - a.offset) : announcements;
    return told.slice(0, DEALS);
  }

  #turn() {
    const { length } = this.#deals;
    if (length <= this.#shown || this.#latest.context.isBusy()) return;
    this.#start += this.#shown;
    if (this.#start >= length) this.#start = 0;
    this.#draw();
    for (const item of this.#items.children) this.#slide(item, '3vmin');
  }

  #settle() {
    this.#forget = undefined;
    this.#told = this.#latest.floor.caughtUp;
    this.#draw();
  }

  #slide(item, way) {
    const from = still() ? { opacity: 0 } : { opacity: 0, transform: `translateX(${way})` };
    item?.animate([from, { opacity: 1, transform: 'none' }], { duration: TURN, easing: EASE_OUT });
  }

  #draw() {
    const { floor, context } = this.#latest;
    if (!floor) return;
    const { text } = context;
    const upright = this.#upright.matches;
    const deals = this.#deals.slice(this.#start, this.#start + (upright ? PAGE.upright : PAGE.wide));
    const late = floor.caughtUp - this.#told;
    write(this.#label, late > 0 ? text.say('wall.caught_up', { count: late }) : text.say('wall.latest'));
    const drawn = JSON.stringify([context.zone, context.currency, deals]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#shown = deals.length;
    this.#items.replaceChildren(...(deals.length ? deals.map((deal) => item(deal, context)) : [make('li', 'dim', text.say('wall.ticker_empty'))]));
    deals.forEach(({ offset, applause }, index) => {
      const claps = this.#items.children[index].querySelector('.claps');
      if (claps && applause > this.#claps.get(offset)) pop(claps);
    });
    this.#claps = new Map(deals.map(({ offset, applause = 0 }) => [offset, applause]));
    // Whoever begins to be observed is told once it is laid out, in the same frame.
    this.#laidOut.unobserve(this.#items);
    this.#laidOut.observe(this.#items);
  }

  #cut() {
    const { right } = this.#items.getBoundingClientRect();
    const over = [...this.#items.children].slice(1).filter((deal) => !this.#upright.matches && deal.getBoundingClientRect().right > right);
    for (const deal of over) deal.remove();
    this.#shown -= over.length;
  }
}

/** A deal, or a broadcast nobody saw, in one line. */
function item(deal, context) {
  const { kind, voided, reasons, applause } = deal;
  const node = copy(kind === 'broadcast' ? 'digest' : 'ticker-deal');
  const more = voided ? { is: 'voided', reasons: undefined } : { is: firstOf(reasons) && 'opened', hands: applause || undefined };
  fill(node, { ...deal, ...more, hour: true }, context);
  return node;
}

customElements.define('deal-ticker', DealTicker);
