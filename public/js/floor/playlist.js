/**
 * What the wall's main area shows, and for how long: the scenes of the screen's playlist in turn, and the one that the phase
 * of the day prefers. Scenes with nothing to say are left out. Knows no DOM.
 */

/** A screen that nobody gave a playlist shows the standings. */
export const STANDINGS = [{ scene: 'standings', seconds: 40 }];
/** What is shown until anything has something to say. */
const NOTHING = { scene: 'standings', seconds: 0 };
/** How long a scene stays that the phase prefers and the playlist does not have (s). */
const PREFERRED = 20;
/** What a phase that prefers one of these shows all the time; any other comes every second turn. */
const HELD = ['morning', 'quiet'];

export class Playlist {
  #items = STANDINGS;
  #index = -1;
  #scene;
  #left = 0; // ms
  #last;

  /** Whether one scene is all it has. */
  get isSingle() {
    return this.#items.length === 1;
  }

  /** Takes a list of { scene, seconds }; it begins again if it is another one. */
  take(items) {
    const list = items?.length ? items : STANDINGS;
    if (JSON.stringify(list) === JSON.stringify(this.#items)) return;
    [this.#items, this.#index, this.#scene] = [list, -1, undefined];
  }

  /**
   * The scene to show at `now` (steady ms). `says(scene)`: whether it has something to say; `prefers`: the scene of the
   * phase; `isBusy`: a takeover or a show is on, then nothing changes and no time passes.
   */
  at(now, { says, prefers, isBusy = false }) {
    if (!isBusy) this.#left -= now - (this.#last ?? now);
    this.#last = now;
    if (isBusy && this.#scene) return this.#scene;
    const wanted = prefers && says(prefers) ? prefers : undefined;
    if (HELD.includes(wanted)) [this.#scene, this.#left] = [wanted, 0];
    else if (!(this.#left > 0 && this.#scene && says(this.#scene))) this.#turn(says, wanted);
    return this.#scene;
  }

  #turn(says, wanted) {
    const { length } = this.#items;
    const order = this.#items.map((_, step) => (this.#index + 1 + step) % length);
    const next = order.find((index) => this.#items[index].scene !== wanted && says(this.#items[index].scene));
    if (wanted && (next === undefined || (this.#scene && this.#scene !== wanted))) {
      this.#show(this.#items.find(({ scene }) => scene === wanted) ?? { scene: wanted, seconds: PREFERRED });
    } else {
      this.#index = next ?? this.#index;
      this.#show(this.#items[next] ?? NOTHING);
    }
  }

  #show({ scene, seconds }) {
    [this.#scene, this.#left] = [scene, seconds * 1_000];
  }
}
