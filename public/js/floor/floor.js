/**
 * The floor as a page knows it: applies the server's frames in their order, proves that none is missing, and says what is
 * new. It ranks and counts nothing itself: places and totals are drawn as given. Knows no DOM and no socket.
 */
import { afterwards } from './queue.js';

/** A missed announcement older than this (ms) goes to the ticker only: nobody wants yesterday's gong. */
export const CATCH_UP = 90_000;
/** Announcements kept for the ticker; the server's snapshot carries as many. */
export const KEPT = 50;

/**
 * What is played or shown once, so that a repetition says nothing; the frames of the log's sequence. One entry can correct
 * many announcements: those of somebody who is hidden.
 */
const ONCE = ['announcement', 'phase', 'broadcast', 'notice'];
const IN_ORDER = [...ONCE, 'correction', 'standings', 'applause', 'show', 'rhythm'];

const NOTHING = { amount: 0, deals: 0 };

export class Floor {
  welcome;
  day;
  total = NOTHING;
  agents = [];
  teams = [];
  /** Newest first. */
  announcements = [];
  own;
  desk;
  /** The site's slow data for scenes: pace, teams, sites, yesterday, fame. */
  gallery;
  /** What people wrote for the walls and nobody has ended, newest last; each also says until when it holds. */
  notices = [];
  /** The day's timetable, the phase called last, the broadcast told last, the latest show and where it stands. */
  rhythm;
  phase;
  broadcast;
  show;
  /** Announcements that were not played: missed during cuts and too old, or waiting for too long. */
  caughtUp = 0;
  /** Broadcasts of the day that were not played, newest first: the ticker tells them. */
  untold = [];
  /** Whether a snapshot has arrived: before that, empty lists mean "not known", not "none". */
  known = false;
  /** As of when (Unix ms) the floor is that a page has only recalled. */
  recalled;

  #epoch;
  // Whether the next connection asks only for what comes after #offset.
  #isPlaced = false;
  #offset = 0;
  // The server has promised us everything up to here.
  #assured = 0;
  // The last announcement or correction taken.
  #announced = 0;
  #played;
  #page;

  /** `played` is the screen's record of plays; a page that plays nothing has none. */
  constructor({ played, page } = {}) {
    this.#played = played;
    this.#page = page;
  }

  /** Where to resume: { epoch, offset }, or undefined to start afresh. */
  get position() {
    return this.#isPlaced ? { epoch: this.#epoch, offset: this.#offset } : undefined;
  }

  /** Drops the position: the next connection starts with a snapshot. */
  forget() {
    this.#isPlaced = false;
  }

  /** Shows a floor again that was kept as JSON, until the server says what is true now. */
  recall(json = null) {
    Object.assign(this, JSON.parse(json), { caughtUp: 0 });
  }

  /**
   * Applies one frame. `now` is the server's time (Unix ms).
   * Returns { gap: true } if a frame before this one is missing, else { changed, takeovers, bells, revised, otherLog }: the part
   * that changed ('floor', 'announcement', 'applause', 'own', 'desk', 'rhythm', 'phase', 'broadcast', 'notice', 'show',
   * 'gallery', 'welcome', 'screen' or undefined), what is to be played (broadcasts, phases and notices as { kind, .. }) or
   * rung, and what was known before as it stands now: a notice that was ended counts as voided. On another log nothing of
   * the one before is played or counted any more: a restored backup goes on below the offsets that were seen.
   */
  apply(frame, now) {
    const { kind } = frame;
    switch (kind) {
      case 'welcome':
      case 'own':
      case 'desk':
      case 'gallery':
        this[kind] = frame;
        return news(kind);
      case 'screen':
        this.welcome = { ...this.welcome, ...frame };
        return news(kind);
      case 'snapshot':
        return this.#snapshot(frame, now);
      case 'resumed':
        this.#assured = Math.max(this.#assured, frame.to);
        return news();
      case 'tick':
        return frame.offset > Math.max(this.#offset, this.#assured) ? { gap: true } : news();
      default:
        if (!IN_ORDER.includes(kind)) return news();
        return !this.position || frame.prev > this.#offset ? { gap: true } : this.#next(frame, now);
    }
  }

  /** What was not played after all: the ticker shows it, and it is counted. */
  pass(items) {
    for (const item of items) {
      this.#played?.settle(item.offset);
      if (item.kind === 'broadcast') this.#untell(item);
      else if (afterwards(item) !== 'frame') this.caughtUp += 1;
    }
  }

  /** A frame of the log's sequence; the ring repeats the last ones after a cut. */
  #next(frame, now) {
    const { kind, offset, [kind]: body } = frame;
    const isRepeated = offset < (kind === 'standings' ? this.#offset : this.#announced);
    this.#offset = Math.max(this.#offset, offset);
    if (kind === 'applause') return this.#applause(frame);
    if (isRepeated || (offset === this.#announced && ONCE.includes(kind))) return news();
    if (kind === 'standings') {
      this.#take(frame);
      return news('floor');
    }
    this.#announced = offset;
    switch (kind) {
      case 'announcement':
        this.announcements = [body, ...this.announcements].slice(0, KEPT);
        return news(kind, [this.#tell(body, now)]);
      case 'correction':
        return this.#correction(frame.announcement);
      case 'notice': {
        this.notices = this.notices.filter(({ until }) => !(until <= now));
        const others = this.notices.filter(({ id }) => id !== body.id);
        const ended = this.#put(body.ended ? others : [...others, body]);
        return news(kind, body.ended ? [] : [this.#tell({ ...body, kind }, now)], ended);
      }
      default:
        this[kind] = body;
        return news(kind, ONCE.includes(kind) ? [this.#tell({ ...body, kind }, now)] : []);
    }
  }

  #snapshot(frame, now) {
    const sameLog = frame.epoch === this.#epoch;
    const wasHere = this.#played?.open(frame.epoch, this.welcome?.site?.id ?? '', this.#page, frame.offset) ?? false;
    // The record that is open now knows nothing of their offsets.
    if (!sameLog) this.notices = [];
    this.#epoch = frame.epoch;
    this.#offset = this.#assured = frame.offset;
    this.#isPlaced = this.known = true;
    this.#take(frame);
    const announcedBefore = this.#announced;
    const isMissed = ({ offset }) => !sameLog || offset > announcedBefore;
    const { announcements, rhythm, phase, broadcast, show, notices = [] } = frame;
    const revised = wasHere ? announcements.filter((one) => !isMissed(one)) : [];
    this.#announced = frame.offset;
    Object.assign(this, { announcements: [...announcements].reverse(), rhythm, phase, broadcast, show });
    revised.push(...this.#put(notices));
    const cues = [['broadcast', broadcast], ['phase', phase], ...notices.map((notice) => ['notice', notice])];
    const items = [...announcements, ...cues.filter(([, cue]) => cue).map(([kind, cue]) => ({ ...cue, kind }))];
    // A screen that was never on this log has missed nothing: what happened before it came is history.
    const told = wasHere ? items.filter(isMissed).map((item) => this.#tell(item, now)) : [];
    if (!wasHere) this.#played?.settle(frame.offset);
    this.#withdraw(revised);
    return { ...news('floor', told, revised), otherLog: !sameLog };
  }

  /** An announcement stands differently now: the ticker shows it so, and a voided one is not played any more. */
  #correction(announcement) {
    this.announcements = this.announcements.map((one) => (one.offset === announcement.offset ? announcement : one));
    this.#withdraw([announcement]);
    return news('announcement', [], [announcement]);
  }

  /** Claps are counted by the server and never become fewer, so one that is repeated after a cut says nothing new. */
  #applause({ announcement, applause }) {
    const isMore = (one) => one.offset === announcement && applause > (one.applause ?? 0);
    if (!this.announcements.some(isMore)) return news();
    this.announcements = this.announcements.map((one) => (isMore(one) ? { ...one, applause } : one));
    return news('applause');
  }

  /** These notices are up now; answers those that were taken down, as voided ones: they are not played any more. */
  #put(notices) {
    const ended = this.notices.filter(({ id }) => !notices.some((one) => one.id === id)).map((one) => ({ ...one, kind: 'notice', voided: true }));
    this.notices = notices;
    this.#withdraw(ended);
    return ended;
  }

  #untell(broadcast) {
    if (broadcast.day === this.day) this.untold = [broadcast, ...this.untold.filter(({ offset }) => offset !== broadcast.offset)];
  }

  #withdraw(announcements) {
    for (const { offset, voided } of announcements) if (voided) this.#played?.settle(offset);
  }

  #take({ day, total, agents, teams }) {
    if (day !== this.day) [this.announcements, this.untold] = [[], []];
    Object.assign(this, { day, total, agents, teams });
  }

  /** How something new is shown, and the record of it. */
  #tell(item, now) {
    const played = this.#played;
    const { offset, at, voided, play = 'takeover' } = item;
    if (!played || played.has(offset)) return { item };
    if (!voided && now - at <= CATCH_UP) {
      played[play === 'takeover' ? 'queue' : 'settle'](offset);
      return { item, play };
    }
    if (voided) played.settle(offset);
    else this.pass([item]);
    return { item };
  }
}

function news(changed, told = [], revised = []) {
  const shown = (how) => told.filter(({ play }) => play === how).map(({ item }) => item);
  return { changed, takeovers: shown('takeover'), bells: shown('ticker'), revised };
}
