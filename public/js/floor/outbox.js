/**
 * The deals and corrections a console has entered and the server has not yet answered. Each gets its id once, when it is
 * entered, is stored before it is sent, and is sent again with the same id after every cut: never lost, never counted
 * twice. A correction waits until its own deal is answered: before that there is nothing to correct.
 */
import { passes } from './problem.js';

/** Bytes of an id: 128 random bits, so two consoles never meet. */
const ID_BYTES = 16;

export class Outbox {
  #storage;
  #key;
  #random;
  #items = [];
  #gone = new Set();

  constructor({ storage, site = '', random = (bytes) => crypto.getRandomValues(bytes) }) {
    this.#storage = storage;
    this.#key = `floorcast.outbox ${site}`;
    this.#random = random;
    this.#items = this.#stored();
  }

  /** Newest first: { sale, at, shown, refused? }; `shown` is the amount as typed. */
  get deals() {
    return this.#items.filter(({ sale }) => sale);
  }

  /** Newest first: { correction, at }. */
  get corrections() {
    return this.#items.filter(({ correction }) => correction);
  }

  /** The messages to send after a connection: everything unanswered, oldest first. */
  get messages() {
    const open = new Set(this.deals.map(({ sale }) => sale.id));
    return this.#items.filter(({ refused, correction }) => !refused && !open.has(correction?.sale)).map(message).reverse();
  }

  /** Keeps a deal, entered `at` (Unix ms) as `shown`, and returns the message to send. */
  enter(fields, at, shown) {
    return this.#keep({ sale: { id: this.#id(), ...fields }, at, shown });
  }

  /** Keeps a correction { sale, change, reason, .. }, made `at` (Unix ms), and returns the message to send. */
  correct(fields, at) {
    return this.#keep({ correction: { id: this.#id(), ...fields }, at });
  }

  /** The server has it. Returns the deal or correction, or undefined if it is not ours. */
  acknowledged(ref) {
    return this.#remove(ref);
  }

  /**
   * The server would not take it. Returns { deal, keeps }: a passing fault keeps it for another try; otherwise a deal is
   * set aside as refused, until it is taken back to be corrected, and a correction is let go.
   */
  refused(ref, problem) {
    const deal = this.#items.find((item) => idOf(item) === ref);
    if (!deal) return undefined;
    if (passes(problem)) return { deal, keeps: true };
    deal.refused = problem;
    this.#drop(({ correction }) => correction && (correction.id === ref || correction.sale === ref));
    return { deal, keeps: false };
  }

  /** Takes out a refused deal, to be entered anew, or one never sent. */
  takeBack(ref) {
    return this.#remove(ref);
  }

  #remove(ref) {
    const deal = this.#items.find((item) => idOf(item) === ref);
    if (!deal) return undefined;
    this.#drop((other) => other === deal);
    return deal;
  }

  #drop(isGone) {
    for (const item of this.#items.filter(isGone)) this.#gone.add(idOf(item));
    this.#items = this.#items.filter((item) => !isGone(item));
    this.#store();
  }

  #id() {
    return [...this.#random(new Uint8Array(ID_BYTES))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  #keep(item) {
    this.#items = [item, ...this.#items];
    this.#store();
    return message(item);
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

const idOf = ({ sale, correction }) => (sale ?? correction).id;

const message = ({ sale, correction }) => (sale ? { kind: 'sale', ref: sale.id, sale } : { kind: 'correction', ref: correction.id, correction });
