/**
 * The deals a console has entered and the server has not yet answered. A deal gets its id once, when it is entered, is
 * stored before it is sent, and is sent again with the same id after every cut: never lost, never counted twice.
 */
import { passes } from './problem.js';

/** Bytes of a deal's id: 128 random bits, so two consoles never meet. */
const ID_BYTES = 16;

export class Outbox {
  #storage;
  #key;
  #random;
  #deals = [];

  constructor({ storage, site = '', random = (bytes) => crypto.getRandomValues(bytes) }) {
    this.#storage = storage;
    this.#key = `floorcast.outbox ${site}`;
    this.#random = random;
    try {
      this.#deals = JSON.parse(storage?.getItem(this.#key) ?? '[]');
    } catch { /* a storage that cannot be read holds nothing */ }
  }

  /** Newest first: { sale, at, shown, refused? }; `shown` is the amount as typed. */
  get deals() {
    return this.#deals;
  }

  /** The messages to send after a connection: everything unanswered, oldest first. */
  get messages() {
    return this.#deals.filter(({ refused }) => !refused).map(message).reverse();
  }

  /** Keeps a deal, entered `at` (Unix ms) as `shown`, and returns the message to send. */
  enter(fields, at, shown) {
    const id = [...this.#random(new Uint8Array(ID_BYTES))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const deal = { sale: { id, ...fields }, at, shown };
    this.#deals = [deal, ...this.#deals];
    this.#store();
    return message(deal);
  }

  /** The server has it. Returns the deal, or undefined if it is not ours. */
  acknowledged(ref) {
    return this.#remove(ref);
  }

  /**
   * The server would not take it. Returns { deal, keeps }: a passing fault keeps the deal for another try, otherwise it
   * is set aside as refused, until it is taken back to be corrected.
   */
  refused(ref, problem) {
    const deal = this.#deals.find(({ sale }) => sale.id === ref);
    if (!deal) return undefined;
    if (passes(problem)) return { deal, keeps: true };
    deal.refused = problem;
    this.#store();
    return { deal, keeps: false };
  }

  /** Takes a refused deal out, to be entered anew. */
  takeBack(ref) {
    return this.#remove(ref);
  }

  #remove(ref) {
    const deal = this.#deals.find(({ sale }) => sale.id === ref);
    if (!deal) return undefined;
    this.#deals = this.#deals.filter((other) => other !== deal);
    this.#store();
    return deal;
  }

  #store() {
    try {
      this.#storage?.setItem(this.#key, JSON.stringify(this.#deals));
    } catch { /* full or switched off: kept in memory until the page is closed */ }
  }
}

const message = ({ sale }) => ({ kind: 'sale', ref: sale.id, sale });
