/**
 * The line to the server: one socket at a time, opened again for ever. It knows nothing of what the messages mean except
 * what keeps a line honest: that some message must come every two seconds, and which close codes say resume, start
 * afresh or stop. No DOM.
 */
import { backoff } from './backoff.js';
import { ruleFor } from './close-codes.js';
import { passes } from '../floor/problem.js';

const SUBPROTOCOL = 'floorcast.v1';
/** Silence after which a page says that it is cut off (ms); the server ticks every 2 s. */
export const SILENCE = 5_000;
/** How soon a page that was away says that it is cut off, if it does not find the server (ms). */
const AGAIN = 1_000;
/** Silence after which the socket is given up and another is tried (ms): a dead Wi-Fi never says goodbye. */
export const GIVE_UP = 10_000;

export class Link {
  #is;
  #socket;
  #welcomed = false;
  #attempt = 0;
  // Steady ms of the last message, and of the last try.
  #heard;
  #opened;
  #state = { phase: 'connecting' };
  #callOffRetry = () => {};
  #callOffWatch = () => {};

  /**
   * `hello()` builds the first message of each connection; `receive(message)` answers 'gap' if one before it is missing;
   * `changed(state)` hears of { phase: connecting | live | lost | stopped, heard, code, problem }; `forget()` drops the position.
   */
  constructor(parts) {
    this.#is = { changed() {}, forget() {}, random: Math.random, open: (address, protocol) => new WebSocket(address, protocol), ...parts };
  }

  get state() {
    return this.#state;
  }

  start() {
    this.stop();
    this.#heard ??= this.#is.schedule.now;
    this.#watch(AGAIN);
    this.#connect();
  }

  stop() {
    this.#callOffRetry();
    this.#callOffWatch();
    this.#drop();
  }

  /** Sends a message; false if there is no line (the caller keeps it). */
  send(message) {
    if (!this.#welcomed || this.#socket?.readyState !== 1) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** Tries at once if it is waiting: the page is seen again, or the network is back. */
  hurry() {
    if (this.#socket || this.#state.phase === 'stopped') return;
    this.#callOffRetry();
    this.#connect();
  }

  #connect() {
    const socket = this.#is.open(this.#is.url, SUBPROTOCOL);
    this.#socket = socket;
    this.#opened = this.#is.schedule.now;
    this.#welcomed = false;
    socket.onopen = () => socket.send(JSON.stringify({ kind: 'hello', ...this.#is.hello() }));
    socket.onmessage = ({ data }) => this.#hear(data);
    socket.onclose = ({ code }) => this.#closed(code);
  }

  #hear(data) {
    let message;
    try {
      message = JSON.parse(data);
    } catch {
      // What it said is lost, so its place in the order is too.
      this.#resume();
      return;
    }
    this.#heard = this.#is.schedule.now;
    if (message.kind === 'welcome') this.#welcomed = true;
    if (message.kind === 'error' && !this.#welcomed && !passes(message.problem)) {
      // Our hello was refused, and would be again.
      this.#halt({ problem: message.problem });
      return;
    }
    if (message.kind === 'snapshot' || message.kind === 'resumed') this.#attempt = 0;
    if (this.#welcomed) this.#become('live');
    if (this.#is.receive(message) === 'gap') this.#resume();
  }

  #closed(code) {
    this.#drop();
    const rule = ruleFor(code);
    if (rule === 'stop') {
      this.#halt({ code });
      return;
    }
    if (rule === 'fresh') this.#is.forget();
    this.#retry();
  }

  /** A person must act before another try makes sense. */
  #halt(why) {
    this.stop();
    this.#become('stopped', why);
  }

  /** Hangs up and comes back with the position. */
  #resume() {
    this.#drop();
    this.#retry();
  }

  #retry() {
    this.#callOffRetry();
    this.#callOffRetry = this.#is.schedule.after(backoff(this.#attempt, this.#is.random), () => this.#connect());
    this.#attempt += 1;
  }

  /** Lets go of the socket without waiting for its goodbye, which may never come. */
  #drop() {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#welcomed = false;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    if (socket.readyState < 2) socket.close();
  }

  #watch(ms) {
    this.#callOffWatch();
    this.#callOffWatch = this.#is.schedule.after(ms, () => this.#listen());
  }

  #listen() {
    const silent = this.#is.schedule.now - this.#heard;
    if (silent < SILENCE) {
      this.#watch(SILENCE - silent);
      return;
    }
    this.#watch(GIVE_UP - SILENCE);
    this.#become('lost');
    if (this.#socket && this.#is.schedule.now - Math.max(this.#heard, this.#opened) >= GIVE_UP) this.#resume();
  }

  #become(phase, more = {}) {
    if (phase === this.#state.phase) return;
    this.#state = { phase, heard: this.#heard, ...more };
    this.#is.changed(this.#state);
  }
}
