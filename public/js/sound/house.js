/**
 * The house's sounds, made by Web Audio in one key (D, pentatonic). Each is rendered once, set to the same loudness and
 * kept; clips that people bring are set to it too. One sound at a time, softer while the voice speaks, none in quiet
 * time. Says honestly whether a browser lets it sound.
 */
import { applause, bell, chime, drums, gong, hit, notice, rise, roll } from './instruments.js';

/** Samples a second: twice the highest cymbal, and a third less memory than 48,000. */
const RATE = 32_000;
/** Loudness every sound is set to: RMS of its loudest 400 ms; and the highest peak. */
const LOUDNESS = 0.16;
const PEAK = 0.9;
const WINDOW = 0.4;
/** What is left of a sound while the voice speaks. */
const DUCKED = 0.15;
/** How long a browser gets to start the sound before it counts as blocked (ms): resume() may stay pending for ever. */
const PATIENCE = 1_000;
/** How often a house proves again that it sounds, and makes what is missing (ms): no event tells of a clock that stopped. */
const PROOF = 60_000;
/** A screen's volume if nobody has set it (of 100). */
const VOLUME = 80;
/** What is played of somebody's own clip at most (ms), and how it fades (s). */
const CLIP = 8_000;
const FADE = 0.8;
/** Decoded clips and speeches that are kept: each is up to 2 MB. */
const KEPT = 4;

/** Each sound's instrument, length (s) and grade; what takes longest to render comes last. */
export const RECIPES = {
  bell: [bell, 2.4], gong: [gong, 2.8], rise: [rise, 3.6], notice: [notice, 1.8], chime: [chime, 4], drums: [drums, 4.2],
  applause_1: [applause, 3, 1], applause_2: [applause, 3, 2], roll: [roll, 2.4], hit: [hit, 3],
  gong_2: [gong, 4.2, 2], gong_3: [gong, 6.6, 3], rise_2: [rise, 5.4, 2], rise_3: [rise, 7.2, 3], applause: [applause, 6, 3],
};
/** What a sound is set with that has no volume of its own; grades of one go with it. */
const FAMILY = { roll: 'drums', hit: 'drums' };
/** Sounds that can follow themselves for as long as it takes. */
const LOOPS = ['roll'];
/** A sound as samples, at the house's loudness. */
export async function render(name) {
  const [instrument, seconds, grade = 1] = RECIPES[name];
  const offline = new OfflineAudioContext(2, Math.ceil(RATE * seconds), RATE);
  instrument(offline, offline.destination, grade, seconds);
  return level(await offline.startRendering());
}

export class House {
  #schedule;
  #changed;
  #isQuiet;
  #settings;
  #context;
  // The screen's volume, and that of what is not the voice.
  #volume;
  #duck;
  #rendering;
  #isAsking;
  #buffers = new Map();
  // Address to samples, the one used last at the end.
  #clips = new Map();
  // { source, level } of what sounds, and of the voice.
  #playing;
  #speaking;
  #state = 'off';

  /**
   * `changed(state)` hears of off, blocked, ready; `isQuiet()` says whether nothing may sound; `settings()` gives the
   * screen's { volume, volumes, muted }.
   */
  constructor({ schedule, changed = () => {}, isQuiet = () => false, settings = () => ({}) }) {
    this.#schedule = schedule;
    this.#isQuiet = isQuiet;
    this.#settings = settings;
    this.#changed = changed;
  }

  /** off (not tried yet, or muted), blocked by the browser, or ready. */
  get state() {
    return this.#settings().muted ? 'off' : this.#state;
  }

  /** How loud a kind of sound is on this screen, 0 to 1, before the screen's own volume. */
  volumeOf(name) {
    const { volumes = {}, muted } = this.#settings();
    return muted ? 0 : loudness(volumes[FAMILY[name] ?? name.split('_')[0]] ?? 100);
  }

  /** Tries to start; call it again from a gesture. Ready means that the sound's own clock moves. */
  start(isGesture = true) {
    if (!globalThis.AudioContext) {
      this.#become('blocked');
      return;
    }
    this.#open();
    this.#prove(isGesture);
    this.#rendering ??= this.#renderAll().catch(() => { this.#rendering = undefined; });
  }

  #open() {
    if (this.#context) return;
    this.#context = new AudioContext();
    this.#volume = this.#context.createGain();
    this.#duck = this.#context.createGain();
    this.#duck.connect(this.#volume).connect(this.#context.destination);
    // A set that takes its sound away, or gives it back.
    this.#context.onstatechange = () => this.#prove();
    this.#schedule.every(PROOF, () => this.start(false));
    this.tune();
  }

  /** A resume() that is pending may stay so for weeks: only a gesture adds another. */
  #prove(isGesture = true) {
    const context = this.#context;
    if (isGesture || !this.#isAsking) {
      const answered = () => { this.#isAsking = false; };
      this.#isAsking = true;
      context.resume().then(answered, answered);
    }
    const began = context.currentTime;
    this.#schedule.after(PATIENCE, () => this.#become(context.state === 'running' && context.currentTime > began ? 'ready' : 'blocked'));
  }

  /** Takes the screen's settings as they are now. */
  tune() {
    const { volume = VOLUME, muted } = this.#settings();
    this.#volume?.gain.setTargetAtTime(muted ? 0 : loudness(volume), this.#context.currentTime, 0.05);
    this.#changed(this.state);
  }

  /** Whether anything sounds that is not the voice. */
  get isSounding() {
    return this.#playing !== undefined;
  }

  /**
   * Plays a sound, or for `most` ms the clip that was fetched from `clip`, and ends the one before. Answers its length (ms),
   * 0 if it cannot or must not sound. `done` is called when it has ended by itself.
   */
  play(name, { clip, most = CLIP, done } = {}) {
    const own = this.#clips.get(clip);
    // a page that has just come up may not have the larger ones yet
    const samples = own ?? this.#buffers.get(name) ?? this.#buffers.get(name.split('_')[0]);
    const volume = samples ? this.#volumeNow(own ? 'clip' : name) : 0;
    if (!volume) return 0;
    this.hush();
    const length = own ? Math.min(most, CLIP, samples.duration * 1_000) : samples.duration * 1_000;
    this.#playing = this.#sound(samples, this.#duck, volume, () => {
      this.#playing = undefined;
      done?.();
    });
    const { source, level } = this.#playing;
    source.loop = LOOPS.includes(name);
    if (own) {
      const end = this.#context.currentTime + length / 1_000;
      level.gain.setValueAtTime(volume, end - FADE);
      level.gain.linearRampToValueAtTime(0, end);
      source.stop(end);
    }
    return length;
  }

  /** Says samples, and softens what sounds meanwhile. Answers whether it does; `done` is called at their end. */
  say(samples, done) {
    const volume = this.#volumeNow('voice');
    if (!volume) return false;
    this.duck(true);
    this.#speaking = this.#sound(samples, this.#volume, volume, done);
    return true;
  }

  /** Of a kind that is to sound now: 0 if it must not, or the browser does not let it. */
  #volumeNow(kind) {
    return this.#isQuiet() || this.#context?.state !== 'running' ? 0 : this.volumeOf(kind);
  }

  #sound(samples, out, volume, done) {
    const source = this.#context.createBufferSource();
    const level = this.#context.createGain();
    source.buffer = samples;
    level.gain.value = volume;
    source.connect(level).connect(out);
    source.onended = done;
    source.start();
    return { source, level };
  }

  /** What sounds is softer while somebody speaks. */
  duck(isDucked) {
    this.#duck?.gain.setTargetAtTime(isDucked ? DUCKED : 1, this.#context.currentTime, 0.08);
  }

  /** Ends what sounds, fading over `fade` ms. */
  hush(fade = 10) {
    this.#end(this.#playing, fade);
    this.#playing = undefined;
  }

  /** Ends what is said. */
  silence() {
    this.#end(this.#speaking, 60);
    this.#speaking = undefined;
    this.duck(false);
  }

  #end(playing, fade) {
    if (!playing) return;
    const { source, level } = playing;
    const { currentTime: now } = this.#context;
    source.onended = null;
    level.gain.cancelScheduledValues(now);
    level.gain.setTargetAtTime(0, now, fade / 4_000);
    source.stop(now + fade / 1_000);
  }

  /** Fetches somebody's clip, so that it is there when its time comes. One that fails is as if there were none. */
  async fetch(address) {
    if (!address || this.#clips.has(address)) return;
    try {
      const answer = await fetch(address);
      if (answer.ok) this.keep(address, await this.decode(await answer.arrayBuffer()));
    } catch {
      // the kind's own sound is played
    }
  }

  /** Samples of a file, at the house's loudness. */
  async decode(bytes) {
    this.#open();
    return level(await this.#context.decodeAudioData(bytes));
  }

  keep(address, samples) {
    this.#clips.set(address, samples);
    if (this.#clips.size > KEPT) this.#clips.delete(this.#clips.keys().next().value);
  }

  /** One after the other: a small set has few cores. */
  async #renderAll() {
    for (const name of Object.keys(RECIPES)) if (!this.#buffers.has(name)) this.#buffers.set(name, await render(name));
  }

  #become(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#changed(this.state);
  }
}

/** To the ear half the volume is half as loud. */
const loudness = (percent) => (percent / 100) ** 2;

/** Sets samples to the house's loudness; what would be louder than the peak is pressed under it. */
function level(buffer) {
  const channels = Array.from({ length: buffer.numberOfChannels }, (_, index) => buffer.getChannelData(index));
  const window = Math.round(buffer.sampleRate * WINDOW);
  let loudest = 0;
  for (let start = 0; start < buffer.length; start += window) {
    let sum = 0;
    for (const channel of channels) for (const sample of channel.subarray(start, start + window)) sum += sample * sample;
    loudest = Math.max(loudest, Math.sqrt(sum / (window * channels.length)));
  }
  const gain = LOUDNESS / (loudest || 1);
  for (const channel of channels) for (let at = 0; at < channel.length; at += 1) channel[at] = PEAK * Math.tanh((channel[at] * gain) / PEAK);
  return buffer;
}
