/**
 * <scene-stage>: the wall's main area. One scene is on and is filled by what its view says; the others are not laid out. A
 * new scene slides in over half a second.
 */
import { VIEWS } from '../floor/views.js';
import { EASE_OUT, still } from './draw.js';
import { fill, rowOf } from './fill.js';

/** A scene's change, and the light on the winner's row (ms). */
const TURN = 500;
const LIGHT = 3_000;

export class SceneStage extends HTMLElement {
  // The scene's name.
  #on;
  // Ends the change that goes on.
  #finish;

  /** Whether a scene has something to say. */
  says(scene, floor, context) {
    return VIEWS[scene]?.(floor, context) !== undefined;
  }

  /** Shows a scene as the floor is now. */
  show(scene, floor, context) {
    const [node, last] = [scene, this.#on].map((name) => this.querySelector(`[data-scene="${name}"]`));
    const data = VIEWS[scene](floor, context) ?? {};
    fill(node, data, { ...context, money: data.money ?? context.money, moves: node === last });
    if (node === last) return;
    this.#on = scene;
    this.#finish?.();
    node.hidden = false;
    if (last) this.#slide(last, node, context.schedule);
  }

  /** Lights up an agent's row: the applause after a takeover. */
  light(id) {
    rowOf(this.querySelector('[data-travels]'), id)?.querySelector('.glow').animate([{ opacity: 1 }, { opacity: 1 }, { opacity: 0 }], LIGHT);
  }

  #slide(last, node, schedule) {
    const away = (way) => ({ opacity: 0, transform: still() ? 'none' : `translateX(${way})` });
    const here = { opacity: 1, transform: 'none' };
    const how = { duration: TURN, easing: EASE_OUT, fill: 'both' };
    const slides = [node.animate([away('6%'), here], how), last.animate([here, away('-6%')], how)];
    const end = () => {
      callOff();
      last.hidden = true;
      for (const slide of slides) slide.cancel();
      this.#finish = undefined;
    };
    const callOff = schedule.after(TURN, end);
    this.#finish = end;
  }
}

customElements.define('scene-stage', SceneStage);
