import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { House } from '../../public/js/sound/house.js';
import { Room } from '../../public/js/sound/room.js';
import { handClock, speaking, takeover } from './stagehand.mjs';

/** What the browser was asked to play and say: { at, what, .. } in its order, by the test's own clock. */
let heard;
let clock;
let running;
let stopped; // the sound's clock, at this moment
let resumes; // what resume() does, in its order; then it works
let voices;
let speech; // what the server answers
let asked;

/** Nodes of an audio graph: they answer themselves to everything but what is looked at. */
const parameter = () => ({ value: 1, setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {}, cancelScheduledValues() {}, setTargetAtTime(value) { this.value = value; } });
const node = () => ({ gain: parameter(), frequency: parameter(), detune: parameter(), pan: parameter(), Q: parameter(), connect: (next) => next, start() {}, stop() {} });
const samples = (seconds, mark) => ({ mark, duration: seconds, length: 8, sampleRate: 8, numberOfChannels: 1, getChannelData: () => new Float32Array(8).fill(0.5) });

class PaperAudio {
  destination = {};
  get state() { return running ? 'running' : 'suspended'; }
  get currentTime() { return (stopped ?? clock.schedule.now) / 1_000; }
  resume() { return resumes.shift()?.() ?? Promise.resolve(); }
  createGain = node;
  createBufferSource() {
    const source = {
      ...node(),
      start() {
        source.since = clock.schedule.now;
        heard.push({ at: clock.schedule.now, what: source.buffer.mark ?? `${source.buffer.duration} s`, source });
        this.callOff = clock.schedule.after(source.buffer.duration * 1_000, () => source.ends());
      },
      stop(at = 0) {
        this.callOff();
        this.callOff = clock.schedule.after(Math.max(0, at * 1_000 - clock.schedule.now), () => source.ends());
      },
      ends() {
        source.until = clock.schedule.now;
        source.onended?.();
      },
    };
    return source;
  }
  async decodeAudioData(bytes) {
    if (bytes.byteLength === 0) throw new Error('no sound');
    return samples(bytes.byteLength, 'file');
  }
}

class PaperOffline {
  constructor(channels, length, rate) { this.seconds = length / rate; this.sampleRate = 8; }
  createOscillator = node; createGain = node; createStereoPanner = node; createBiquadFilter = node; createBufferSource = node;
  createBuffer() { return samples(1); }
  async startRendering() {
    if (!running) throw new Error('no memory');
    return samples(this.seconds);
  }
}

class Utterance {
  constructor(words) { this.words = words; }
}

/** Lets what was promised happen. */
const settle = async () => { for (let turn = 0; turn < 60; turn += 1) await undefined; };

async function pass(ms) {
  for (let left = ms; left > 0; left -= 100) {
    clock.pass(Math.min(100, left));
    await settle();
  }
}

beforeEach(() => {
  [heard, asked, clock, running, speech, stopped, resumes] = [[], [], handClock(), true, undefined, undefined, []];
  voices = [{ name: 'Tingting', lang: 'zh-CN', localService: true }];
  Object.assign(globalThis, {
    AudioContext: PaperAudio, OfflineAudioContext: PaperOffline, SpeechSynthesisUtterance: Utterance,
    speechSynthesis: {
      getVoices: () => voices,
      speak(utterance) {
        heard.push({ at: clock.schedule.now, what: utterance.words, utterance });
        if (utterance.voice.name !== 'dead') utterance.onstart();
      },
      cancel() {
        const last = heard.at(-1)?.utterance;
        last?.onerror?.({ error: 'canceled' });
      },
    },
    fetch: async (address, options) => {
      asked.push([address, options]);
      const bytes = address.startsWith('/media/') ? address.length : speech;
      if (bytes === undefined) return { ok: false };
      return { ok: true, arrayBuffer: async () => new ArrayBuffer(address === '/media/broken' ? 0 : bytes) };
    },
  });
});

async function open({ settings = {}, quiet = () => false, may = { speak: true }, token } = {}) {
  const states = [];
  const { text } = speaking('zh-CN');
  const room = new Room({ schedule: clock.schedule, text, settings: () => settings, isQuiet: quiet, may: () => may, token: () => token, changed: (state) => states.push(state) });
  room.house.start();
  await settle();
  await pass(1_100);
  return { room, states, settings };
}

const big = (more = {}) => takeover(1, { duration: 10_000, words: { 'zh-CN': '恭喜', en: 'Congratulations' }, ...more });
const sounds = () => heard.map(({ what }) => what);

test('sound that moves is ready, and sound that does not is blocked until somebody touches the screen', async () => {
  const { states, room } = await open();
  assert.deepEqual([room.house.state, states.at(-1)], ['ready', 'ready']);
  running = false;
  const { room: other } = await open();
  assert.equal(other.house.state, 'blocked');
  assert.equal(other.house.play('bell'), 0, 'and is not played');
  running = true;
  other.house.start();
  await pass(1_000);
  assert.equal(other.house.state, 'ready');
});

test('a clock that stops without a word is found within a minute, and so is that it goes again', async () => {
  const { room: { house } } = await open();
  stopped = clock.schedule.now;
  await pass(62_000);
  assert.equal(house.state, 'blocked');
  stopped = undefined;
  await pass(62_000);
  assert.equal(house.state, 'ready');
});

test('a resume that was refused is tried again, one that is pending is not added to without a gesture', async () => {
  running = false;
  let asked = 0;
  const refused = () => Promise.reject(new Error('no device'));
  const pending = () => new Promise(() => { asked += 1; });
  resumes = [refused, ...Array.from({ length: 9 }, () => pending)];
  const { room: { house } } = await open();
  assert.equal(asked, 0);
  await pass(600_000);
  assert.equal(asked, 1);
  house.start();
  assert.equal(asked, 2);
});

test('sounds that could not be made are made a minute later', async () => {
  running = false;
  const { room: { house } } = await open();
  running = true;
  assert.equal(house.play('bell'), 0);
  await pass(62_000);
  assert.ok(house.play('bell') > 0);
});

test('the voice comes after the sound, and never over it', async () => {
  const { room } = await open();
  room.sound(big());
  await pass(10_000);
  assert.deepEqual(sounds(), ['2.8 s', '恭喜']);
  assert.ok(heard[1].at >= heard[0].source.until);
});

test('a new sound ends the one before', async () => {
  const { room } = await open();
  room.house.play('gong');
  await pass(500);
  room.house.play('bell');
  await pass(100);
  assert.ok(heard[0].source.until <= heard[1].at + 100);
  assert.equal(heard[0].source.onended, null, 'and it does not end the new one in its turn');
});

test('the words for voices are said where there are any, else those that are shown', async () => {
  const { room } = await open();
  assert.equal(room.wordsOf({ words: { 'zh-CN': '12800元' }, spoken: { 'zh-CN': '一万二千八百元' } }), '一万二千八百元');
  assert.equal(room.wordsOf({ words: { 'zh-CN': '12800元' }, spoken: { en: 'twelve thousand' } }), '12800元');
  assert.deepEqual([true, false].map((spoken) => room.wordsOf({ kind: 'notice', text: '开会', spoken })), ['开会', '']);
});

test('a screen that is not the voice of its room sounds, and says nothing', async () => {
  const { room } = await open({ may: { speak: false, speech: true } });
  room.prepare(big());
  room.sound(big());
  await pass(10_000);
  assert.deepEqual([sounds(), asked, room.voice.state], [['2.8 s'], [], 'none']);
});

test('without a voice of its own a screen says what the server made, which it asked for before the sound', async () => {
  voices = [];
  speech = 3;
  const { room } = await open({ may: { speak: true, speech: true }, token: 'fc_1' });
  assert.equal(room.voice.state, 'server');
  room.prepare(big());
  const [[address, { headers, body }]] = asked;
  assert.deepEqual([address, headers.Authorization, JSON.parse(body)], ['/api/v1/speech', 'Bearer fc_1', { text: '恭喜', lang: 'zh-CN' }]);
  await settle();
  room.sound(big());
  await pass(10_000);
  assert.deepEqual([sounds(), asked.length], [['2.8 s', 'file'], 1]);
  assert.ok(heard[1].at >= heard[0].source.until);
});

test('a voice that does not begin is replaced by the server, and not asked again', async () => {
  voices = [{ name: 'dead', lang: 'zh-CN', localService: true }];
  speech = 3;
  const { room } = await open({ may: { speak: true, speech: true } });
  assert.equal(room.voice.state, 'browser');
  room.sound(big());
  await pass(10_000);
  assert.deepEqual([sounds(), room.voice.state], [['2.8 s', '恭喜', 'file'], 'server'], 'once, although cancel() is answered with an error');
  room.sound(big());
  await pass(10_000);
  assert.deepEqual(sounds().slice(3), ['2.8 s', 'file']);
});

test('without any voice there is silence, and everything goes on', async () => {
  voices = [];
  const { room } = await open({ may: { speak: true, speech: true } });
  room.prepare(big());
  room.sound(big());
  await pass(12_000);
  assert.deepEqual([sounds(), room.voice.state], [['2.8 s'], 'none']);
  room.bell();
  assert.equal(sounds().length, 2);
});

test('an utterance that never ends is ended when its time is over', async () => {
  const { room } = await open();
  room.sound(big());
  room.clap(1);
  await pass(5_000);
  assert.equal(sounds().length, 2, 'it is being said, and hands wait');
  await pass(8_000);
  assert.equal(sounds().length, 3);
});

test('somebody\'s own clip takes the place of the sound, for so long that the words still fit; a broken one does not', async () => {
  const { room } = await open();
  for (const [clip, first, length] of [['/media/123456789', 'file', 8_000], ['/media/broken', '2.8 s', 2_800]]) {
    heard = [];
    const item = big({ agent: { id: 'a', clip }, duration: 20_000 });
    room.prepare(item);
    await settle();
    room.sound(item);
    await pass(20_000);
    assert.deepEqual([sounds()[0], Math.round((heard[0].source.until - heard[0].at) / 100) * 100], [first, length]);
    assert.ok(heard[1].at >= heard[0].source.until);
  }
  const item = big({ agent: { id: 'a', clip: '/media/123456789' }, words: { 'zh-CN': '恭'.repeat(30) } });
  heard = [];
  room.sound(item);
  await pass(10_000);
  assert.ok(heard[1].at - heard[0].at < 4_000, 'ten seconds with thirty words leave less to the clip');
});

test('each screen has a volume, and each kind; muted, nothing sounds or is said', async () => {
  const { room, settings } = await open({ settings: { volume: 50, volumes: { gong: 50, drums: 0 } } });
  assert.deepEqual(['gong', 'gong_3', 'hit', 'bell'].map((name) => room.house.volumeOf(name)), [0.25, 0.25, 0, 1]);
  assert.equal(room.house.play('roll'), 0);
  settings.muted = true;
  room.sound(big());
  await pass(10_000);
  assert.deepEqual([sounds(), room.house.state], [[], 'off']);
});

test('in quiet time nothing is heard at all', async () => {
  const { room } = await open({ quiet: () => true });
  room.sound(big());
  room.clap(5);
  room.bell();
  await pass(10_000);
  assert.deepEqual(sounds(), []);
});

test('hands are heard as soon as nothing else is, and the denser the more there were', async () => {
  const { room } = await open();
  room.sound(big());
  await pass(1_000);
  for (let hand = 0; hand < 30; hand += 1) room.clap(1);
  await pass(3_000);
  const [, { utterance }] = heard;
  assert.equal(sounds().length, 2, 'not while somebody speaks');
  utterance.onend();
  assert.equal(sounds()[2], '6 s', 'a whole room');
  room.clap(3);
  assert.equal(sounds().length, 3, 'never two');
  await pass(6_000);
  assert.equal(sounds()[3], '3 s', 'a few');
  await pass(10_000);
  assert.equal(sounds().length, 4);
});

test('what is voided on stage falls silent at once, voice and all', async () => {
  const { room } = await open();
  room.sound(big());
  await pass(500);
  room.hush();
  await pass(10_000);
  assert.equal(sounds().length, 1);
  assert.ok(heard[0].source.until - heard[0].at <= 900);
});

test('a house without Web Audio says so', async () => {
  globalThis.AudioContext = undefined;
  const states = [];
  const house = new House({ schedule: clock.schedule, changed: (state) => states.push(state) });
  house.start();
  assert.deepEqual([states, house.play('bell')], [['blocked'], 0]);
});
