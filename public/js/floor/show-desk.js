/** How a show stands, as whoever directs it needs to know: what is on stage, for how long, and what can be done. */
import { stepAt } from './show.js';

/** What each scene is called. */
export const SCENES = {
  opening: 'director.scene_opening', company: 'director.scene_company', team: 'director.scene_team', top_team: 'director.scene_top_team',
  top_sales: 'director.scene_top_sales', countdown: 'director.scene_countdown', winner: 'director.scene_winner',
  applause: 'director.scene_applause', closing: 'director.scene_closing',
};

/** How a show stands, in words. */
export const STATES = {
  none: 'director.none', on: 'director.on', held: 'director.held', over: 'director.over', ended: 'director.ended',
  unplayed: 'director.unplayed',
};

/** What is said where a scene would stand, while none is on stage. */
export const LINES = { none: 'director.none_line', over: 'director.over_line', ended: 'director.ended_line', unplayed: 'director.unplayed_line' };

/** What can be done about a show that stands so. */
const CHANGES = {
  none: ['start', 'greet'],
  on: ['back', 'hold', 'skip', 'repeat', 'abort'],
  held: ['back', 'resume', 'skip', 'repeat', 'abort'],
  over: ['again'],
  ended: ['again'],
  unplayed: ['again'],
};
/** What is asked once more before it is done, and what follows from it: it takes or clears every screen of the site. */
export const ASKED = {
  start: ['director.ask_start', 'director.ask_start_line'], greet: ['director.ask_greet', 'director.ask_greet_line'],
  again: ['director.ask_again', 'director.ask_again_line'], abort: ['director.ask_abort', 'director.ask_abort_line'],
};

/** What is done by each key, while nothing else wants it. */
export const KEYS = { ' ': ['hold', 'resume'], ArrowLeft: ['back'], ArrowRight: ['skip'] };

/**
 * How `show` (undefined: there was none, and without a timetable there will be none) stands on `day` at `now` (Unix ms of
 * the server): { state, changes } and, while it is on stage, { step, index, count, left, whole, next } with the milliseconds
 * left of the step and of all of it.
 *
 * A show without an anchor was recorded too late and is `unplayed`, if the server says so; else it has `ended` early.
 */
export function standOf(show, day, now, hasPlan = true) {
  if (!show || show.day !== day) return { state: 'none', changes: hasPlan ? CHANGES.none : [] };
  const on = stepAt(show, now);
  if (!on) {
    const state = show.anchor ? 'over' : show.played === false ? 'unplayed' : 'ended';
    // After the month's greeting the day's ceremony is still to come.
    return { state, changes: [...(show.kind === 'greeting' ? ['start'] : []), ...CHANGES[state]] };
  }
  const state = show.anchor.held_at === undefined ? 'on' : 'held';
  const { steps } = show;
  const step = steps[on.index];
  const left = Math.min(step.ms, step.ms - on.elapsed);
  const whole = steps.slice(on.index + 1).reduce((sum, { ms }) => sum + ms, left);
  return { state, changes: CHANGES[state], step, index: on.index, count: steps.length, left, whole, next: steps[on.index + 1] };
}

/** The body of the change that a button or a key stands for. */
export function changeOf(change, site) {
  if (change === 'start') return { site, action: 'start', show: 'ceremony' };
  if (change === 'greet') return { site, action: 'start', show: 'greeting' };
  return { site, action: change === 'again' ? 'repeat' : change };
}

/** What follows a scene's name: the team on stage, or the time whose Top Sales it is. */
export const subjectOf = ({ scene, team, period }) => (scene === 'team' ? team?.name : undefined) ?? (scene === 'top_sales' ? period?.kind : undefined);

/** Minutes and seconds left, "1:05": a second that has begun counts. */
export function lengthOf(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
