/**
 * A stage on which something is played over the wall. The score stands in the page: each part says when it comes and how,
 * "beat+ms [land|even] ms from > to", the last two as transforms; several cues are parted by ";".
 *   data-cue    it appears, from that transform
 *   data-move   it is there, and moves in from one transform, or out to another
 *   data-flash  it comes and goes
 * All of it is handed to the compositor before the play begins, so a beat costs the page next to nothing. Whoever wants no
 * motion sees the same parts fade at the same times.
 */
import { BEATS, beatsOf } from '../floor/player.js';
import { EASE_OUT, still } from './draw.js';

const EASES = { land: 'cubic-bezier(0.2, 1.35, 0.4, 1)', even: 'linear' };
const CUE = /(\w+)(?:\+(\d+))? (?:(land|even) )?(\d+) ?([^>]*)>? ?(.*)/;
const OPACITY = { cue: [0, 1], flash: [0, 1, 0.9, 0] };
/** What comes and goes moves fast at first, but goes no sooner for it. */
const FLASH = [EASE_OUT, 'linear', 'linear', 'linear'];
/** A fade instead of a movement (ms). */
const FADE = 500;

function keyframes(kind, from, to) {
  if (!still()) return { ...((from || to) && { transform: [from || 'none', to || 'none'] }), ...(kind !== 'move' && { opacity: OPACITY[kind] }), ...(kind === 'flash' && { easing: FLASH }) };
  if (kind !== 'move') return { opacity: OPACITY[kind] };
  return from && to ? undefined : { opacity: to ? [1, 0] : [0, 1] };
}

/**
 * Plays the score of everything in `root`; `beats` are in ms from `began`, a moment of the page's own clock: until it is
 * known nothing moves. At a `pace` below 1 all comes sooner.
 */
export function play(root, beats, began, pace = 1) {
  const moves = [];
  for (const part of root.querySelectorAll('[data-cue], [data-move], [data-flash]')) {
    for (const kind of ['cue', 'move', 'flash']) {
      for (const cue of part.dataset[kind]?.split(';') ?? []) {
        const [, beat, after = 0, ease, ms, from, to] = cue.match(CUE);
        const frames = keyframes(kind, from.trim(), to);
        if (!frames) continue;
        const move = part.animate(frames, { delay: (beats[beat] + Number(after)) * pace, duration: still() && kind !== 'flash' ? FADE : Number(ms), easing: kind === 'flash' ? 'linear' : EASES[ease] ?? EASE_OUT, fill: 'both' });
        if (began === undefined) move.pause();
        else move.startTime = began;
        moves.push(move);
      }
    }
  }
  return moves;
}

export class Stage extends HTMLElement {
  #moves = [];
  #calls = [];

  disconnectedCallback() {
    this.clear();
  }

  /** One beat of an item's play. A stage of its own kind has a `dress(item, context)`. */
  beat(name, item, context) {
    if (name === 'prepare') {
      this.hidden = false;
      this.dress(item, context);
      this.#moves = play(this, beatsOf(item));
    }
    if (name === 'sound') for (const move of this.#moves) move.startTime = performance.now() - BEATS.sound;
    if (name === 'arrive' || name === 'leave') this.classList.add(name);
    if (name === 'end') this.clear();
  }

  /** Calls `run` in so many ms, if the play still goes on. */
  later(schedule, ms, run) {
    this.#calls.push(schedule.after(ms, run));
  }

  clear() {
    for (const callOff of this.#calls.splice(0)) callOff();
    for (const move of this.#moves.splice(0)) move.cancel();
    this.hidden = true;
    this.classList.remove('arrive', 'leave');
  }
}
