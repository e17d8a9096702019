/**
 * The floor as a page knows it: applies the server's frames in their order, proves that none is missing, and says what is
 * new. It ranks and counts nothing itself: places and totals are drawn as given. Knows no DOM and no socket.
 */

/** A missed announcement older than this (ms) goes to the ticker only: nobody wants yesterday's gong. */
export const CATCH_UP = 90_000;
/** Announcements kept for the ticker; the server's snapshot carries as many. */
export const KEPT = 50;

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

  #epoch;
  #offset = 0;
  #assured = 0; // the server has promised us everything up to here
  #announced = 0; // the last announcement or correction taken
  #played;
  #page;

  /** `played` is the screen's record of plays; a page that plays nothing has none. */
  constructor({ played, page } = {}) {
    this.#played = played;
    this.#page = page;
  }

  /** Where to resume: { epoch, offset }, or undefined to start afresh. */
  get position() {
    return this.#epoch === undefined ? undefined : { epoch: this.#epoch, offset: this.#offset };
  }

  /** Drops the position: the next connection starts with a snapshot. */
  forget() {
    this.#epoch = undefined;
  }

  /**
   * Applies one frame. `now` is the server's time (Unix ms).
   * Returns { gap: true } if a frame before this one is missing, else { changed, takeovers, bells, revised }: the part
   * that changed ('floor', 'announcement', 'applause', 'own', 'desk', 'rhythm', 'phase', 'broadcast', 'notice', 'show',
   * 'gallery', 'welcome', 'screen' or undefined), what is to be played (broadcasts, phases and notices as { kind, .. }) or
   * rung, and what was known before as it stands now: a notice that was ended counts as voided.
   */
  apply(frame, now) {
    switch (frame.kind) {
      case 'welcome':
        this.welcome = frame;
        return news('welcome');
      case 'screen': {
        const { screen, playlist, theme } = frame;
        this.welcome = { ...this.welcome, screen, playlist, theme };
        return news('screen');
      }
      case 'snapshot':
        return this.#snapshot(frame, now);
      case 'resumed':
        this.#assured = Math.max(this.#assured, frame.to);
        return news();
      case 'standings':
        return this.#inOrder(frame) ? this.#standings(frame) : { gap: true };
      case 'announcement':
        return this.#inOrder(frame) ? this.#announcement(frame, now) : { gap: true };
      case 'correction':
        return this.#inOrder(frame) ? this.#correction(frame) : { gap: true };
      case 'applause':
        return this.#inOrder(frame) ? this.#applause(frame) : { gap: true };
      case 'phase':
      case 'broadcast':
        return this.#inOrder(frame) ? this.#cue(frame, now) : { gap: true };
      case 'notice':
        return this.#inOrder(frame) ? this.#notice(frame, now) : { gap: true };
      case 'show':
      case 'rhythm':
        return this.#inOrder(frame) ? this.#state(frame) : { gap: true };
      case 'tick':
        return frame.offset > Math.max(this.#offset, this.#assured) ? { gap: true } : news();
      case 'own':
      case 'desk':
      case 'gallery':
        this[frame.kind] = frame;
        return news(frame.kind);
      default:
        return news();
    }
  }

  /** What was not played after all: the ticker shows it, and it is counted. */
  pass(items) {
    for (const item of items) {
      this.#played?.settle(item.offset);
      if (item.kind === 'broadcast') this.#untell(item);
      else if (item.kind !== 'phase') this.caughtUp += 1;
    }
  }

  #inOrder(frame) {
    return this.known && !(frame.prev > this.#offset);
  }

  #snapshot(frame, now) {
    const sameLog = frame.epoch === this.#epoch;
    const wasHere = this.#played?.open(frame.epoch, this.welcome?.site?.id ?? '', this.#page) ?? false;
    this.#epoch = frame.epoch;
    this.#offset = this.#assured = frame.offset;
    this.known = true;
    this.#take(frame);
    const announcedBefore = this.#announced;
    const isMissed = ({ offset }) => !sameLog || offset > announcedBefore;
    const missed = frame.announcements.filter(isMissed);
    const revised = wasHere ? frame.announcements.filter((one) => !isMissed(one)) : [];
    this.#announced = frame.offset;
    this.announcements = [...frame.announcements].reverse();
    // A screen that was never on this log has missed nothing: what happened before it came is history.
    const told = wasHere ? missed.map((announcement) => this.#tell(announcement, now)) : [];
    const { rhythm, phase, broadcast, show, notices = [] } = frame;
    const ended = this.notices.filter(({ id }) => !notices.some((one) => one.id === id)).map(asEnded);
    Object.assign(this, { rhythm, phase, broadcast, show, notices });
    if (wasHere) {
      const cues = [['broadcast', broadcast], ['phase', phase], ...notices.map((notice) => ['notice', notice])];
      for (const [kind, cue] of cues) if (cue && isMissed(cue)) told.push(this.#call(kind, cue, now));
    }
    if (!wasHere) this.#played?.settle(frame.offset);
    revised.push(...ended);
    this.#withdraw(revised);
    return news('floor', told, revised);
  }

  #standings(frame) {
    if (frame.offset < this.#offset) return news();
    this.#offset = frame.offset;
    this.#take(frame);
    return news('floor');
  }

  #announcement({ offset, announcement }, now) {
    this.#offset = Math.max(this.#offset, offset);
    if (offset <= this.#announced) return news(); // the ring repeats the last ones after a cut
    this.#announced = offset;
    this.announcements = [announcement, ...this.announcements].slice(0, KEPT);
    return news('announcement', [this.#tell(announcement, now)]);
  }

  /** An announcement stands differently now: the ticker shows it so, and a voided one is not played any more. */
  #correction({ offset, announcement }) {
    this.#offset = Math.max(this.#offset, offset);
    if (offset <= this.#announced) return news();
    this.#announced = offset;
    this.announcements = this.announcements.map((one) => (one.offset === announcement.offset ? announcement : one));
    this.#withdraw([announcement]);
    return news('announcement', [], [announcement]);
  }

  /** Claps are counted by the server and never become fewer, so one that is repeated after a cut says nothing new. */
  #applause({ offset, announcement, applause }) {
    this.#offset = Math.max(this.#offset, offset);
    const isMore = (one) => one.offset === announcement && applause > (one.applause ?? 0);
    if (!this.announcements.some(isMore)) return news();
    this.announcements = this.announcements.map((one) => (isMore(one) ? { ...one, applause } : one));
    return news('applause');
  }

  /** A phase begins, or a broadcast is told. */
  #cue({ kind, offset, [kind]: cue }, now) {
    this.#offset = Math.max(this.#offset, offset);
    if (offset <= this.#announced) return news();
    this.#announced = offset;
    this[kind] = cue;
    return news(kind, [this.#call(kind, cue, now)]);
  }

  /** Somebody wrote to the walls, or took it back: then it is not played any more. */
  #notice({ offset, notice }, now) {
    this.#offset = Math.max(this.#offset, offset);
    if (offset <= this.#announced) return news();
    this.#announced = offset;
    const known = this.notices.filter(({ id }) => id === notice.id).map(asEnded);
    this.notices = this.notices.filter(({ id }) => id !== notice.id);
    if (notice.ended) {
      this.#withdraw(known);
      return news('notice', [], known);
    }
    this.notices = [...this.notices, notice];
    return news('notice', [this.#call('notice', notice, now)]);
  }

  /** What is true from now on: nothing is played once for it. */
  #state({ kind, offset, [kind]: state }) {
    this.#offset = Math.max(this.#offset, offset);
    if (offset < this.#announced) return news();
    this.#announced = offset;
    this[kind] = state;
    return news(kind);
  }

  #call(kind, cue, now) {
    const item = { ...cue, kind };
    if (!this.#played || this.#played.has(cue.offset)) return { announcement: item };
    const isLate = now - cue.at > CATCH_UP;
    if (isLate) this.pass([item]);
    else this.#played.queue(cue.offset);
    return { announcement: item, as: isLate ? undefined : 'takeover' };
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

  /** How a new announcement is shown, and the record of it. */
  #tell(announcement, now) {
    const played = this.#played;
    const { offset, at, play, voided } = announcement;
    if (!played || played.has(offset)) return { announcement };
    if (voided || now - at > CATCH_UP) {
      if (!voided) this.caughtUp += 1;
      played.settle(offset);
      return { announcement };
    }
    if (play === 'takeover') played.queue(offset);
    else played.settle(offset);
    return { announcement, as: play === 'takeover' ? 'takeover' : 'bell' };
  }
}

const asEnded = (notice) => ({ ...notice, kind: 'notice', voided: true });

function news(changed, told = [], revised = []) {
  const shown = (as) => told.filter((one) => one.as === as).map(({ announcement }) => announcement);
  return { changed, takeovers: shown('takeover'), bells: shown('bell'), revised };
}
