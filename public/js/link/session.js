/** A page's link, floor and clock together: round trips set the clock, every frame is applied in order, a gap asks for a resume. */
import { Link } from './link.js';
import { RoundTrips } from './round-trips.js';
import { Floor } from '../floor/floor.js';
import { ServerClock } from '../floor/server-clock.js';

export class Session {
  #link;
  #trips;

  /**
   * `hello` holds the first message's fixed fields (role, site, agent, token, page). `on` holds any of:
   * changed(part), takeovers(list), bells(list), revised(list), otherLog(), clock(), linked(state), ack(message), error(message),
   * order(message): what this screen is to do now.
   */
  constructor({ url, schedule, hello, played, on = {}, ...more }) {
    this.floor = new Floor({ played, page: hello.page });
    this.clock = new ServerClock(schedule);
    this.#link = new Link({
      url,
      schedule,
      ...more,
      hello: () => ({ ...hello, position: this.floor.position }),
      receive: (message) => this.#receive(message, on),
      changed: (state) => on.linked?.(state),
      forget: () => this.floor.forget(),
    });
    this.#trips = new RoundTrips({ schedule, send: (message) => this.send(message) });
  }

  get linkState() {
    return this.#link.state;
  }

  start() {
    this.#link.start();
  }

  stop() {
    this.#trips.stop();
    this.#link.stop();
  }

  send(message) {
    return this.#link.send(message);
  }

  hurry() {
    this.#link.hurry();
  }

  #receive(message, on) {
    if (message.kind === 'time') {
      this.clock.trip(message.sent, message.time, undefined, message.rate);
      on.clock?.();
      return undefined;
    }
    const saysRate = message.kind === 'welcome' || message.kind === 'tick';
    const asks = this.clock.sample(message.time, saysRate ? message.rate ?? 1 : undefined);
    if (message.kind === 'welcome') this.#trips.restart();
    else if (asks || message.kind === 'show') this.#trips.hurry();
    if (asks) on.clock?.();
    if (message.kind === 'ack' || message.kind === 'error' || message.kind === 'order') {
      on[message.kind]?.(message);
      return undefined;
    }
    const { gap, changed, takeovers = [], bells = [], revised = [], otherLog } = this.floor.apply(message, this.clock.now);
    if (gap) return 'gap';
    if (otherLog) on.otherLog?.();
    if (revised.length) on.revised?.(revised);
    // First, so that the curtain falls before the board moves.
    if (takeovers.length) on.takeovers?.(takeovers);
    if (bells.length) on.bells?.(bells);
    if (changed) on.changed?.(changed);
    return undefined;
  }
}
