/**
 * <show-stage>: the show, step by step, as the show's clock calls it. A step may be entered in its middle: what has
 * happened by then is there at once, what is to come happens at its time.
 */
import { Confetti } from './confetti.js';
import { still } from './draw.js';
import { sceneOf } from './scenes.js';

/** The mark and the event that say that a step's picture is painted. */
export const STEP = 'floorcast:step';
/** A step entered later than this (ms) is entered quietly, without confetti. */
export const LATE = 2_000;
/** The curtain parts so long after the first step's begin, and the stage fades when all is over (ms). */
const PART = 1_400;
const FADE = 600;

export class ShowStage extends HTMLElement {
  #set = this.querySelector('.set');
  #caption = this.querySelector('.caption');
  #held = this.querySelector('.held');
  #confetti = new Confetti();
  #next; // { index, scene }: built, not shown
  #scene;
  #beats = [];
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
    if (this.dataset.show !== context.show.id) performance.clearMarks(STEP);
    this.classList.toggle('parted', this.classList.contains('parted') || index > 0 || step.scene !== 'opening');
    this.dataset.kind = context.show.kind;
    this.dataset.show = context.show.id;
    this.hidden = false;
    this.#next?.scene.root.remove();
    for (const faded of this.#set.querySelectorAll('.gone')) faded.remove();
    const scene = sceneOf(step, { ...context, index });
    scene.root.classList.add('waits');
    this.#set.append(scene.root);
    this.#next = { index, scene, words: scene.says ? context.text.pick(step.words) : '' };
    if (scene.throws && !still()) this.#confetti.prepare();
  }

  /** Shows the step that was prepared, `elapsed` ms after its begin. Answers what is heard. */
  step(step, index, elapsed, isHeld, context) {
    const { scene, words } = this.#next;
    this.#next = undefined;
    this.#context = context;
    this.#callOff();
    this.#scene?.classList.add('gone'); // it fades
    if (!scene.throws) this.#confetti.sweep();
    this.#scene = scene.root;
    this.dataset.scene = step.scene;
    this.dataset.step = String(index);
    this.#caption.textContent = words;
    this.#caption.hidden = !words;
    scene.root.classList.remove('waits');
    this.classList.add('on');
    this.classList.toggle('calm', scene.root.classList.contains('nobody-scene'));
    this.#beats = this.#play(step, index, scene);
    this.#done = 0;
    this.go(elapsed, isHeld);
    requestAnimationFrame(() => this.#painted(step, index, elapsed));
    return scene.sound;
  }

  /** The step goes on, or is held, `elapsed` ms after its begin. */
  go(elapsed, isHeld) {
    this.#callOff();
    if (isHeld || this.hasAttribute('data-held')) this.#hold(isHeld);
    for (; this.#done < this.#beats.length && this.#beats[this.#done].at <= elapsed; this.#done += 1) {
      this.#beats[this.#done].run(elapsed - this.#beats[this.#done].at > LATE);
    }
    if (isHeld) return;
    for (const { at, run } of this.#beats.slice(this.#done)) {
      this.#calls.push(this.#context.schedule.after(at - elapsed, () => {
        this.#done += 1;
        run(false);
      }));
    }
  }

  /** Stops what moves, or lets it move on. Asking what moves costs a look at every style: not in the frame of a step. */
  #hold(isHeld) {
    this.#held.hidden = !isHeld;
    this.toggleAttribute('data-held', isHeld);
    for (const animation of this.#set.getAnimations({ subtree: true })) {
      if (animation instanceof CSSTransition) continue; // what appears half is not left half
      if (isHeld) animation.pause();
      else if (animation.playState === 'paused') animation.play();
    }
  }

  end() {
    this.#callOff();
    this.#next?.scene.root.remove();
    this.#next = undefined;
    this.classList.remove('on');
    if (this.#context) this.#fading = this.#context.schedule.after(FADE, () => this.#clear());
  }

  /** Everything that happens in a step, the earliest first. A step that is shorter than its play is played faster. */
  #play(step, index, { root, beats, throws, throwsAt = 0, closesAt }) {
    const last = Math.max(...beats.map(([at]) => at), throwsAt);
    const pace = Math.min(1, (step.ms * 0.6) / last);
    const play = beats.map(([at, what]) => ({
      at: step.scene === 'countdown' ? at : at * pace,
      run: typeof what === 'number' ? () => root.classList.add(`act-${what}`) : what,
    }));
    const opens = index === 0 && step.scene === 'opening';
    if (opens) {
      this.classList.remove('parted');
      play.push({ at: PART * pace, run: () => this.classList.add('parted') });
    }
    if (closesAt) play.push({ at: closesAt, run: () => this.classList.remove('parted') });
    if (throws) play.push({ at: throwsAt * pace, run: (isPast) => isPast || still() || this.#confetti.throw(throws) });
    return play.sort((a, b) => a.at - b.at);
  }

  #painted({ scene }, index, elapsed) {
    const detail = { show: this.dataset.show, index, scene, elapsed, time: this.#context.clock.now, steady: performance.now() };
    performance.mark(STEP, { detail });
    this.dispatchEvent(new CustomEvent(STEP, { detail, bubbles: true }));
  }

  #callOff() {
    for (const callOff of this.#calls) callOff();
    this.#calls = [];
  }

  #clear() {
    this.hidden = true;
    this.#scene = undefined;
    this.#set.replaceChildren();
    this.#confetti.sweep();
    this.#held.hidden = true;
    this.classList.remove('parted', 'calm');
    for (const name of ['kind', 'show', 'scene', 'step', 'held']) delete this.dataset[name];
  }
}

customElements.define('show-stage', ShowStage);
