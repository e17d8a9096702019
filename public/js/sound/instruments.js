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

/** Partials over a note, each [ratio, gain, decay]. */
function chord(audio, out, note, partials, more) {
  for (const [ratio, gain, decay] of partials) partial(audio, out, { frequency: note * ratio, gain, decay, ...more });
}

/** The skin of the large drum. */
const drum = (audio, out, at, gain, decay, glide) => partial(audio, out, { at, frequency: D5 / 8, gain, decay, glide });

/** A small bell: two strokes, D and A. */
export function bell(audio, out) {
  for (const [at, degree] of [[0.01, 5], [0.16, 8]]) chord(audio, out, step(degree), [[0.5, 0.16, 1.3], [1, 0.5, 1.5], [2.76, 0.2, 0.7], [5.4, 0.09, 0.3]], { at });
}

/** One stroke of a large gong: low D under a cloud of inharmonic partials that swell late, as metal does. */
function strike(audio, out, from, gain, length) {
  const partials = [[1, 0.5, 5.5], [1.48, 0.36, 4.6], [2.02, 0.34, 4.2], [2.73, 0.26, 3.4], [3.41, 0.2, 2.8], [4.18, 0.15, 2.2], [5.63, 0.1, 1.6], [7.2, 0.06, 1.1]];
  partials.forEach(([ratio, loud, late], index) => {
    const [pan, decay] = [(index % 2 ? 1 : -1) * index * 0.07, late * length];
    partial(audio, out, { at: from + 0.01, frequency: (D5 / 8) * ratio, gain: loud * gain, decay, attack: 0.012 + index * 0.022, glide: 1.015, pan });
    partial(audio, out, { at: from + 0.01, frequency: (D5 / 8) * ratio * 1.004, gain: loud * gain * 0.6, decay: decay * 0.9, attack: 0.02 + index * 0.02, pan: -pan });
  });
  drum(audio, out, from, gain * 0.7, 0.35, 2.2);
}

/** A big deal: one stroke; two, with the drum between; or a roll that grows into the largest, and bells that run up over it. */
export function gong(audio, out, grade) {
  if (grade < 3) strike(audio, out, 0, grade === 2 ? 0.6 : 1, 0.5);
  if (grade === 2) {
    for (const at of [0.55, 0.8]) drum(audio, out, at, 0.8, 0.4, 2.4);
    strike(audio, out, 1.05, 1, 0.62);
  }
  if (grade < 3) return;
  roll(audio, out, 3, 1.4);
  strike(audio, out, 1.4, 1, 1);
  crash(audio, out, 1.4);
  for (let note = 0; note < 12; note += 1) partial(audio, out, { at: 2 + note * 0.11, frequency: step(note - 2), gain: 0.26, decay: 1.6, pan: (note % 4) * 0.3 - 0.45 });
  strike(audio, out, 3.5, 0.7, 0.6);
}

/** Somebody has something to say: two soft strokes that fall, as at a door. */
export function notice(audio, out) {
  for (const [at, degree] of [[0.01, 3], [0.38, 0]]) chord(audio, out, step(degree), [[1, 0.5, 1.3], [2, 0.12, 0.8], [3, 0.05, 0.4]], { at, attack: 0.012 });
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

/** The rise of the day; the week's answers it higher; the month's begins with the drum and ends with the gong. */
const DAY = [[0, 0.16], [1, 0.16], [2, 0.16], [3, 0.16], [4, 0.16], [5, 0.5], [3, 0.16], [4, 0.16], [5, 0.9]];
const WEEK = [...DAY.slice(0, -1), [5, 0.5], [5, 0.16], [6, 0.16], [7, 0.16], [8, 0.5], [6, 0.16], [7, 0.16], [8, 1]];

/** A first order: reeds over the drum, and bells at the top. */
export function rise(audio, out, grade) {
  let at = 0.02;
  const beats = [];
  if (grade === 3) {
    roll(audio, out, 2, 1.1);
    at = 1.1;
  }
  for (const [degree, length] of grade === 1 ? DAY : WEEK) {
    reed(audio, out, { at, frequency: step(degree), length: length + 0.05, gain: 0.3 });
    reed(audio, out, { at, frequency: step(degree) / 2, length: length + 0.05, gain: 0.12 });
    if (grade > 1) reed(audio, out, { at, frequency: step(degree - 2), length: length + 0.05, gain: 0.13 });
    if (length > 0.3) beats.push(at);
    at += length;
  }
  const top = beats.at(-1);
  for (const beat of [0.02, ...beats]) drum(audio, out, beat, 0.9, 0.5, 2.4);
  if (grade === 3) strike(audio, out, top, 0.4, 0.6);
  for (const [index, degree] of [5, 7, 8, 10].entries()) partial(audio, out, { at: top + index * 0.11, frequency: step(degree) * 2, gain: 0.22, decay: 1.8, pan: index * 0.2 - 0.3 });
}

/** A stroke of noise through a band: a drum's skin, a pair of hands. */
function stroke(audio, out, noise, { at, frequency, q = 0.8, gain, decay, offset = 0, pan = 0 }) {
  const source = audio.createBufferSource();
  const band = audio.createBiquadFilter();
  const level = audio.createGain();
  const place = audio.createStereoPanner();
  source.buffer = noise;
  band.type = 'bandpass';
  band.frequency.value = frequency;
  band.Q.value = q;
  level.gain.setValueAtTime(gain, at);
  level.gain.setTargetAtTime(0, at + 0.002, decay / 4);
  place.pan.value = pan;
  source.connect(band).connect(level).connect(place).connect(out);
  source.start(at, offset, decay * 2);
}

/** A second of noise, the same at each start. */
function noiseOf(audio) {
  const buffer = audio.createBuffer(1, audio.sampleRate, audio.sampleRate);
  const data = buffer.getChannelData(0);
  let seed = 7;
  for (let at = 0; at < data.length; at += 1) {
    seed = (seed * 16_807) % 2_147_483_647;
    data[at] = seed / 1_073_741_824 - 1;
  }
  return buffer;
}

/** The clock of the house: four notes that fall and rise again, and the hour on low D. */
export function chime(audio, out) {
  for (const [index, degree] of [2, 0, 1, -2].entries()) chord(audio, out, step(degree), [[1, 0.4, 1.6], [2.76, 0.1, 0.6]], { at: 0.01 + index * 0.42, pan: index * 0.2 - 0.3 });
  chord(audio, out, D5 / 2, [[0.5, 0.5, 2.6], [1, 0.35, 2.2], [2.4, 0.14, 1.1], [3.9, 0.06, 0.5]], { at: 1.85, attack: 0.01 });
}

/**
 * A drum roll of `seconds`: both sticks, a little uneven, over a low skin. Of grade 1 it can follow itself without a seam;
 * a higher one grows so much louder.
 */
export function roll(audio, out, grade, seconds) {
  const noise = noiseOf(audio);
  const strokes = Math.round(seconds * 20);
  for (let index = 0; index < strokes; index += 1) {
    const at = (index / strokes) * seconds;
    const loud = grade > 1 ? grade * (0.3 + index / strokes) : 1;
    stroke(audio, out, noise, { at, frequency: index % 2 ? 1_500 : 1_250, gain: loud * (0.34 + (index % 3) * 0.05), decay: 0.07, offset: (index * 0.137) % 0.8, pan: index % 2 ? 0.2 : -0.2 });
    if (index % 2 === 0) drum(audio, out, at, loud * 0.2, 0.09, 1.4);
  }
}

/** The hit: skin, and a cymbal that takes its time. */
export const hit = (audio, out) => crash(audio, out, 0);

function crash(audio, out, start) {
  const noise = noiseOf(audio);
  drum(audio, out, start, 1, 0.7, 2.6);
  stroke(audio, out, noise, { at: start + 0.005, frequency: 900, gain: 0.8, decay: 0.16 });
  for (const [index, frequency] of [5_200, 7_400, 9_600].entries()) stroke(audio, out, noise, { at: start + 0.01, frequency, q: 0.6, gain: 0.4, decay: 0.9 + index * 0.2, offset: index * 0.03, pan: index * 0.4 - 0.4 });
  for (const degree of [0, 2, 3, 5]) partial(audio, out, { at: start + 0.02, frequency: step(degree), gain: 0.16, decay: 2, attack: 0.03, pan: degree * 0.1 - 0.25 });
}

/** A roll and its hit. */
export function drums(audio, out) {
  roll(audio, out, 2.4, 1.4);
  crash(audio, out, 1.4);
}

/** Hands in so many seconds: a few, some, a room; it swells, stays and ebbs away. */
const CLAPS = [14, 70, 420];

export function applause(audio, out, grade, seconds) {
  const noise = noiseOf(audio);
  const claps = CLAPS[grade - 1];
  for (let index = 0; index < claps; index += 1) {
    // Spread evenly, in no order.
    const part = (index * 0.618_034) % 1;
    const swell = Math.min(1, part * 6, (1 - part) * 2.4);
    stroke(audio, out, noise, {
      at: part * (seconds - 0.3), frequency: 900 + ((index * 397) % 1_900), q: 1.4, gain: 0.5 * swell, decay: 0.05 + (index % 5) * 0.012,
      offset: (index * 0.0713) % 0.8, pan: ((index * 0.381) % 1) * 1.6 - 0.8,
    });
  }
}
