/**
 * The house's sounds, made by Web Audio in one key (D, pentatonic): bell for a deal, gong for a big deal, a rising
 * suona-like arpeggio for the first order, the chime of the hour, drums and applause for the show. Each is rendered once,
 * set to the same loudness and kept. One sound at a time, none in quiet time. Says honestly whether a browser lets it sound.
 */
import { applause, bell, chime, drums, gong, hit, rise, roll } from './instruments.js';

const RATE = 44_100;
/** Loudness every sound is set to: RMS of its loudest 400 ms; and the highest peak. */
const LOUDNESS = 0.16;
const PEAK = 0.9;
const WINDOW = 0.4;
/** How long a browser gets to start the sound before it counts as blocked (ms): resume() may stay pending for ever. */
const PATIENCE = 1_000;

/** Each sound's instrument and length (s). */
const RECIPES = {
  bell: [bell, 2.4], gong: [gong, 6], rise: [rise, 4.4], chime: [chime, 5], roll: [roll, 2.4], hit: [hit, 3], drums: [drums, 4.6], applause: [applause, 6],
};
/** Sounds that can follow themselves for as long as it takes. */
const LOOPS = ['roll'];

export class House {
  #schedule;
  #changed;
  #isQuiet;
  #context;
  #buffers = new Map();
  #source;
  #level;
  #state = 'off';

  /** `changed(state)` hears of off, blocked, ready; `isQuiet()` says whether nothing may sound. */
  constructor({ schedule, changed = () => {}, isQuiet = () => false }) {
    this.#schedule = schedule;
    this.#isQuiet = isQuiet;
    this.#changed = changed;
  }

  get state() {
    return this.#state;
  }

  /** Tries to start; call it again from a gesture. Ready means that the sound's own clock moves. */
  start() {
    if (!globalThis.AudioContext) {
      this.#become('blocked');
      return;
    }
    this.#context ??= new AudioContext();
    const context = this.#context;
    context.resume().catch(() => {});
    const began = context.currentTime;
    this.#schedule.after(PATIENCE, () => {
      this.#become(context.state === 'running' && context.currentTime > began ? 'ready' : 'blocked');
    });
    for (const name of Object.keys(RECIPES)) this.#render(name);
  }

  /** Plays a sound, ending the one before it. Returns its length (ms), 0 if it cannot or must not sound. */
  play(name) {
    const buffer = this.#buffers.get(name);
    if (!buffer || this.#isQuiet() || this.#context?.state !== 'running') return 0;
    this.hush();
    this.#source = this.#context.createBufferSource();
    this.#level = this.#context.createGain();
    this.#source.buffer = buffer;
    this.#source.loop = LOOPS.includes(name);
    this.#source.connect(this.#level).connect(this.#context.destination);
    this.#source.start();
    return buffer.duration * 1_000;
  }

  /** Ends what sounds, fading over `fade` ms. */
  hush(fade = 10) {
    if (!this.#source) return;
    const end = this.#context.currentTime + fade / 1_000;
    this.#level.gain.setTargetAtTime(0, this.#context.currentTime, fade / 4_000);
    this.#source.stop(end);
    this.#source = undefined;
  }

  async #render(name) {
    if (this.#buffers.has(name)) return;
    const [recipe, seconds] = RECIPES[name];
    const offline = new OfflineAudioContext(2, Math.ceil(RATE * seconds), RATE);
    recipe(offline, offline.destination);
    this.#buffers.set(name, level(await offline.startRendering()));
  }

  #become(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#changed(state);
  }
}

/** Sets a rendered sound to the house's loudness. */
function level(buffer) {
  const channels = Array.from({ length: buffer.numberOfChannels }, (_, index) => buffer.getChannelData(index));
  const window = Math.round(buffer.sampleRate * WINDOW);
  let loudest = 0;
  let peak = 0;
  for (let start = 0; start < buffer.length; start += window) {
    let sum = 0;
    for (const channel of channels) {
      for (const sample of channel.subarray(start, start + window)) {
        sum += sample * sample;
        peak = Math.max(peak, Math.abs(sample));
      }
    }
    loudest = Math.max(loudest, Math.sqrt(sum / (window * channels.length)));
  }
  const gain = Math.min(LOUDNESS / (loudest || 1), PEAK / (peak || 1));
  for (const channel of channels) for (let at = 0; at < channel.length; at += 1) channel[at] *= gain;
  return buffer;
}
