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
/** A fade instead of a movement (ms). */
const FADE = 500;

function keyframes(kind, from, to) {
  if (!still()) return { ...((from || to) && { transform: [from || 'none', to || 'none'] }), ...(kind === 'cue' && { opacity: [0, 1] }) };
  if (kind === 'cue') return { opacity: [0, 1] };
  return from && to ? undefined : { opacity: to ? [1, 0] : [0, 1] };
}

/**
 * What comes and goes, `after` so long in a `span` (ms): fast at first, but it goes no sooner for it. All that flash at a beat
 * begin and end as one, and wait in their keyframes, because the page wakes for every begin and end.
 */
function flashes(after, ms, span, from, to) {
  const at = (share) => (after + ms * share) / span;
  const [first, last] = still() ? [] : [{ transform: from }, { transform: to }];
  return [
    { opacity: 0, ...first }, { offset: at(0), opacity: 0, easing: EASE_OUT, ...first }, { offset: at(1 / 3), opacity: 1 }, { offset: at(2 / 3), opacity: 0.9 },
    { offset: at(1), opacity: 0, ...last }, { opacity: 0, ...last },
  ];
}

/** A cue as it is written in the page, its times in ms. */
function cueOf(written, pace) {
  const [, beat, after = 0, ease, ms, from, to] = written.match(CUE);
  return { beat, after: after * pace, ms: Number(ms), easing: EASES[ease] ?? EASE_OUT, from: from.trim(), to };
}

/**
 * Plays the score of everything in `root`; `beats` are in ms from `began`, a moment of the page's own clock: until it is
 * known nothing moves. At a `pace` below 1 all comes sooner.
 */
export function play(root, beats, began, pace = 1) {
  // What is not there would wake the page for every frame of its movement.
  const parts = [...root.querySelectorAll('[data-cue], [data-move], [data-flash]')].filter(({ hidden }) => !hidden);
  const cues = parts.flatMap((part) => ['cue', 'move', 'flash'].flatMap((kind) => (part.dataset[kind]?.split(';') ?? []).map((cue) => ({ part, kind, ...cueOf(cue, pace) }))));
  const spans = {};
  for (const { kind, beat, after, ms } of cues) if (kind === 'flash') spans[beat] = Math.max(spans[beat] ?? 0, after + ms);
  const moves = [];
  for (const { part, kind, beat, after, ms, easing, from, to } of cues) {
    const span = kind === 'flash' && spans[beat];
    const frames = span ? flashes(after, ms, span, from, to) : keyframes(kind, from, to);
    if (!frames) continue;
    const delay = beats[beat] * pace;
    // What has come to where it belongs needs no layer of its own any more.
    const move = part.animate(frames, { fill: to ? 'both' : 'backwards', ...(span ? { delay, duration: span } : { delay: delay + after, duration: still() ? FADE : ms, easing }) });
    if (began === undefined) move.pause();
    else move.startTime = began;
    moves.push(move);
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
