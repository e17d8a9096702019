/**
 * <show-stage>: the show, step by step, as the show's clock calls it. A step may be entered in its middle: what has
 * happened by then is there at once, what is to come happens at its time.
 */
import { Confetti } from './confetti.js';
import { sceneOf } from './scenes.js';
import { play } from './stage.js';

/** The mark and the event that say that a step's picture is painted. */
export const STEP = 'floorcast:step';
/** A step entered later than this (ms) is entered quietly, without confetti. */
export const LATE = 2_000;
/** The curtain parts so long after the first step's begin, closes so long before the last one's end, and the stage fades when all is over (ms). */
const PART = 1_400;
const CLOSE = 2_600;
const FADE = 600;
/** A figure of the show counts up for this long (ms). */
const COUNT = 1_800;

export class ShowStage extends HTMLElement {
  #set = this.querySelector('.set');
  #caption = this.querySelector('.caption');
  #held = this.querySelector('.held');
  #confetti = new Confetti();
  // What is built, not shown: { root, sound, moves, beats }.
  #next;
  #scene;
  // Beats that are over.
  #done = 0;
  #calls = [];
  #fading = () => {};
  #context;

  connectedCallback() {
    this.append(this.#confetti.root);
  }

  disconnectedCallback() {
    this.#callOff();
    this.#fading();
    this.#confetti.root.remove();
  }

  /** Builds the picture of a step of `context.show`, unseen. */
  prepare(step, index, context) {
    this.#fading();
    this.#context = context;
    const { show, text } = context;
    if (this.dataset.show !== show.id) performance.clearMarks(STEP);
    this.classList.toggle('parted', this.classList.contains('parted') || index > 0 || step.scene !== 'opening');
    Object.assign(this.dataset, { kind: show.kind, show: show.id });
    this.hidden = false;
    this.#next?.root.remove();
    for (const faded of this.#set.querySelectorAll('.gone')) faded.remove();
    const { root, sound } = sceneOf(step, { ...context, index });
    const { last, throws, says } = root.dataset;
    // A step that is shorter than its play is played faster.
    const pace = last ? Math.min(1, (step.ms * 0.6) / last) : 1;
    root.classList.add('waits');
    this.#set.append(root);
    this.#next = { root, sound, throws, words: says === undefined ? '' : text.pick(step.words), moves: play(root, { begin: 0 }, undefined, pace), beats: this.#beats(step, index, root, pace) };
    if (throws) this.#confetti.prepare();
  }

  /** Shows the step that was prepared, `elapsed` ms after its begin. Answers what is heard. */
  step(step, index, elapsed, isHeld, context) {
    const scene = this.#next;
    this.#next = undefined;
    this.#context = context;
    this.#callOff();
    // It fades.
    this.#scene?.root.classList.add('gone');
    if (!scene.throws) this.#confetti.sweep();
    this.#scene = scene;
    Object.assign(this.dataset, { scene: step.scene, step: index });
    this.#caption.textContent = scene.words;
    this.#caption.hidden = !scene.words;
    scene.root.classList.remove('waits');
    this.classList.add('on');
    this.classList.toggle('calm', scene.root.classList.contains('nobody-scene'));
    this.#done = 0;
    this.go(elapsed, isHeld);
    requestAnimationFrame(() => this.#painted(step, index, elapsed));
    return scene.sound;
  }

  /** The step goes on, or is held, `elapsed` ms after its begin. */
  go(elapsed, isHeld) {
    this.#callOff();
    const { moves, beats } = this.#scene;
    const began = performance.now() - elapsed;
    for (const move of moves) {
      if (isHeld) move.pause();
      if (isHeld) move.currentTime = elapsed;
      else move.startTime = began;
    }
    this.#held.hidden = !isHeld;
    for (; this.#done < beats.length && beats[this.#done].at <= elapsed; this.#done += 1) beats[this.#done].run(elapsed - beats[this.#done].at > LATE);
    if (isHeld) return;
    for (const { at, run } of beats.slice(this.#done)) {
      this.#calls.push(this.#context.schedule.after(at - elapsed, () => {
        this.#done += 1;
        run(false);
      }));
    }
  }

  end() {
    this.#callOff();
    this.#next?.root.remove();
    this.#next = undefined;
    this.classList.remove('on');
    if (this.#context) this.#fading = this.#context.schedule.after(FADE, () => this.#clear());
  }

  /** What happens in a step besides its score, the earliest first. */
  #beats({ scene, ms }, index, root, pace) {
    const { throws, throwsAt } = root.dataset;
    const beats = [...root.querySelectorAll('[data-count]')].map((figure) => ({ at: figure.dataset.count * pace, run: (isPast) => isPast || figure.recount(COUNT) }));
    const curtain = (at, isParted) => beats.push({ at, run: () => this.classList.toggle('parted', isParted) });
    if (index === 0 && scene === 'opening') {
      curtain(0, false);
      curtain(PART * pace, true);
    }
    if (scene === 'closing') curtain(Math.max(2_000, ms - CLOSE), false);
    if (throws) beats.push({ at: throwsAt * pace, run: (isPast) => isPast || this.#confetti.throw(Number(throws)) });
    return beats.sort((a, b) => a.at - b.at);
  }

  #painted({ scene }, index, elapsed) {
    const detail = { show: this.dataset.show, index, scene, elapsed, time: this.#context.clock.now, steady: performance.now() };
    performance.mark(STEP, { detail });
    this.dispatchEvent(new CustomEvent(STEP, { detail, bubbles: true }));
  }

  #callOff() {
    for (const callOff of this.#calls.splice(0)) callOff();
  }

  #clear() {
    this.hidden = true;
    this.#scene = undefined;
    this.#set.replaceChildren();
    this.#confetti.sweep();
    this.#held.hidden = true;
    this.classList.remove('parted', 'calm');
    for (const name of ['kind', 'show', 'scene', 'step']) delete this.dataset[name];
  }
}

customElements.define('show-stage', ShowStage);
