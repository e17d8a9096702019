/** The instruments: each draws one sound into an audio graph, from time 0. Frequencies in Hz, times in s. */

const D5 = 587.33;
/** The pentatonic steps of D: D E F# A B. */
const step = (degree) => D5 * 2 ** ([0, 2, 4, 7, 9][((degree % 5) + 5) % 5] / 12 + Math.floor(degree / 5));

/** One decaying partial. */
function partial(audio, out, { at, frequency, gain, decay, attack = 0.004, glide = 1, pan = 0 }) {
  const tone = audio.createOscillator();
  const level = audio.createGain();
  const place = audio.createStereoPanner();
  tone.frequency.setValueAtTime(frequency * glide, at);
  tone.frequency.exponentialRampToValueAtTime(frequency, at + 0.35);
  level.gain.setValueAtTime(0, at);
  level.gain.linearRampToValueAtTime(gain, at + attack);
  level.gain.setTargetAtTime(0, at + attack, decay / 4);
  place.pan.value = pan;
  tone.connect(level).connect(place).connect(out);
  tone.start(at);
  tone.stop(at + decay * 1.6);
}

/** A small bell: two strokes, D and A. */
export function bell(audio, out) {
  for (const [at, note] of [[0.01, step(5)], [0.16, step(8)]]) {
    for (const [ratio, gain, decay] of [[0.5, 0.16, 1.3], [1, 0.5, 1.5], [2.76, 0.2, 0.7], [5.4, 0.09, 0.3]]) {
      partial(audio, out, { at, frequency: note * ratio, gain, decay, pan: ratio > 2 ? 0.2 : -0.1 });
    }
  }
}

/** A large gong: low D under a cloud of inharmonic partials that swell late, as metal does. */
export function gong(audio, out) {
  const partials = [[1, 0.5, 5.5], [1.48, 0.36, 4.6], [2.02, 0.34, 4.2], [2.73, 0.26, 3.4], [3.41, 0.2, 2.8], [4.18, 0.15, 2.2], [5.63, 0.1, 1.6], [7.2, 0.06, 1.1]];
  partials.forEach(([ratio, gain, decay], index) => {
    const pan = (index % 2 ? 1 : -1) * index * 0.07;
    partial(audio, out, { at: 0.01, frequency: (D5 / 8) * ratio, gain, decay, attack: 0.012 + index * 0.022, glide: 1.015, pan });
    partial(audio, out, { at: 0.01, frequency: (D5 / 8) * ratio * 1.004, gain: gain * 0.6, decay: decay * 0.9, attack: 0.02 + index * 0.02, pan: -pan });
  });
  partial(audio, out, { at: 0.005, frequency: D5 / 8, gain: 0.7, decay: 0.35, glide: 2.2 });
}

/** A reed: saw waves through a nasal band, a little vibrato. */
function reed(audio, out, { at, frequency, length, gain }) {
  const band = audio.createBiquadFilter();
  const level = audio.createGain();
  const sway = audio.createOscillator();
  const depth = audio.createGain();
  band.type = 'bandpass';
  band.frequency.value = Math.min(3_400, frequency * 2.6);
  band.Q.value = 1.1;
  sway.frequency.value = 6.2;
  depth.gain.value = frequency * 0.006;
  sway.connect(depth);
  level.gain.setValueAtTime(0, at);
  level.gain.linearRampToValueAtTime(gain, at + 0.03);
  level.gain.setValueAtTime(gain, at + length * 0.7);
  level.gain.linearRampToValueAtTime(0, at + length);
  for (const detune of [-5, 6]) {
    const tone = audio.createOscillator();
    tone.type = 'sawtooth';
    tone.frequency.setValueAtTime(frequency * 0.97, at);
    tone.frequency.exponentialRampToValueAtTime(frequency, at + 0.05);
    tone.detune.value = detune;
    depth.connect(tone.frequency);
    tone.connect(band);
    tone.start(at);
    tone.stop(at + length + 0.05);
  }
  sway.start(at);
  sway.stop(at + length + 0.05);
  band.connect(level).connect(out);
}

/** 开门红: a bright rise, answered an octave up, over a stroke of the drum and bells at the top. */
export function opening(audio, out) {
  const rise = [[0, 0.16], [1, 0.16], [2, 0.16], [3, 0.16], [4, 0.16], [5, 0.5], [3, 0.16], [4, 0.16], [5, 1.1]];
  let at = 0.02;
  for (const [degree, length] of rise) {
    reed(audio, out, { at, frequency: step(degree), length: length + 0.05, gain: 0.3 });
    reed(audio, out, { at, frequency: step(degree) / 2, length: length + 0.05, gain: 0.12 });
    at += length;
  }
  for (const beat of [0.02, 0.82, 1.64]) partial(audio, out, { at: beat, frequency: D5 / 8, gain: 0.9, decay: 0.5, glide: 2.4 });
  for (const [index, degree] of [5, 7, 8, 10].entries()) partial(audio, out, { at: 1.64 + index * 0.11, frequency: step(degree) * 2, gain: 0.22, decay: 1.8, pan: index * 0.2 - 0.3 });
}
