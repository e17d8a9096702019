/**
 * What a page has said and the server has not yet answered: deals, corrections, targets, awards and so on. Each gets its
 * id once, when it is entered, is stored before it is sent, and is sent again with the same id after every cut: never
 * lost, never counted twice. A correction waits until its own deal is answered: before that there is nothing to correct.
 */
import { passes } from './problem.js';

/** The kinds of messages. An item holds its message's body under the kind: { sale: { id, .. }, at, .. }. */
const KINDS = ['sale', 'correction', 'target', 'award', 'award_change', 'conduct', 'roster', 'applause', 'commentary'];
/** Bytes of an id: 128 random bits, so two consoles never meet. */
const ID_BYTES = 16;

/** An id that nobody else has. */
export const newId = (random = (bytes) => crypto.getRandomValues(bytes)) => [...random(new Uint8Array(ID_BYTES))]
  .map((byte) => byte.toString(16).padStart(2, '0')).join('');

export class Outbox {
  #storage;
  #key;
  #random;
  #items = [];
  #gone = new Set();

  /** `name` keeps pages that share the storage apart: a console's site. */
  constructor({ storage, name = '', random }) {
    this.#storage = storage;
    this.#key = `floorcast.outbox ${name}`;
    this.#random = random;
    this.#items = this.#stored();
  }

  /** The items of a kind, newest first: { [kind]: body, at }; a sale's also hold `shown`, the amount as typed, and `refused`. */
  of(kind) {
    return this.#items.filter((item) => item[kind]);
  }

  /** The messages to send after a connection: everything unanswered, oldest first. */
  get messages() {
    const open = new Set(this.of('sale').map(({ sale }) => sale.id));
    return this.#items.filter(({ refused, correction }) => !refused && !open.has(correction?.sale)).map(message).reverse();
  }

  /** Keeps a message of a kind, entered `at` (Unix ms), with whatever `more` the page wants back, and returns it to be sent. */
  enter(kind, fields, at, more = {}) {
    const item = { [kind]: { id: newId(this.#random), ...fields }, at, ...more };
    this.#items = [item, ...this.#items];
    this.#store();
    return message(item);
  }

  /** The server has it. Returns the item, or undefined if it is not ours. */
  acknowledged(ref) {
    return this.#remove(ref);
  }

  /**
   * The server would not take it. Returns { item, keeps }: a passing fault keeps it for another try; otherwise a deal is
   * set aside as refused, until it is taken back to be corrected, and anything else is let go.
   */
  refused(ref, problem) {
    const item = this.#items.find((one) => idOf(one) === ref);
    if (!item) return undefined;
    if (passes(problem)) return { item, keeps: true };
    if (item.sale) item.refused = problem;
    this.#drop((one) => (one === item && !item.sale) || one.correction?.sale === ref);
    return { item, keeps: false };
  }

  /** Takes out a refused deal, to be entered anew, or one never sent. */
  takeBack(ref) {
    return this.#remove(ref);
  }

  #remove(ref) {
    const item = this.#items.find((one) => idOf(one) === ref);
    if (item) this.#drop((one) => one === item);
    return item;
  }

  #drop(isGone) {
    for (const item of this.#items.filter(isGone)) this.#gone.add(idOf(item));
    this.#items = this.#items.filter((item) => !isGone(item));
    this.#store();
  }

  #stored() {
    try {
      return JSON.parse(this.#storage?.getItem(this.#key) ?? '[]');
    } catch {
      return [];
    }
  }

  /** Keeps what another tab has stored meanwhile. */
  #store() {
    const known = new Set([...this.#items.map(idOf), ...this.#gone]);
    const others = this.#stored().filter((item) => !known.has(idOf(item)));
    try {
      this.#storage?.setItem(this.#key, JSON.stringify([...this.#items, ...others]));
    } catch { /* full or switched off: kept in memory until the page is closed */ }
  }
}

/** The kind of an item of an outbox. */
export const kindOf = (item) => KINDS.find((kind) => item[kind]);

const idOf = (item) => item[kindOf(item)]?.id;

function message(item) {
  const kind = kindOf(item);
  const { id, ...fields } = item[kind];
  // Applause needs no id of its own: whose hand it is, and for what, says it all.
  return { kind, ref: id, [kind]: kind === 'applause' ? fields : item[kind] };
}
