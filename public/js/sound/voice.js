/**
 * The voice: reads a sentence with a voice that lives on this machine, else with speech that the server made, else not at
 * all: the text is on the screen. Network voices fail in silence and are never asked. An utterance may never begin, never
 * end and never fail, so each is watched.
 */

/** Tags under which Mandarin voices are listed besides zh-CN; of two, the one named for Pinyin reads rightly. */
const MANDARIN = /^(zh|cmn)/i;
const RIGHT = /pinyin/i;
const WRONG = /latin as english/i;
/** A voice that has not begun after so long (ms) does not work. */
const BEGINS = 1_500;
/** What the server says at once (signs); more is said up to the last sentence that fits. */
const MOST = 500;

export class Voice {
  #schedule;
  #house;
  #token;
  #may;
  #lang;
  // This machine's voice was tried and did not work.
  #isMute = false;
  // The server speaks, as far as known.
  #isServed = true;
  // What the server was asked last: { words, samples }.
  #speech = {};
  #calls = [];
  #done;

  /** `may()` says { speak, speech }: whether this screen is the voice now, and whether the server has speech; `token()` its secret. */
  constructor({ schedule, house, lang, token = () => undefined, may = () => ({ speak: true }) }) {
    this.#schedule = schedule;
    this.#house = house;
    this.#lang = lang;
    this.#token = token;
    this.#may = may;
  }

  /** Who speaks on this screen: browser, server or none. */
  get state() {
    const { speak, speech } = this.#may();
    return !speak ? 'none' : this.#local(this.#lang) ? 'browser' : speech && this.#isServed ? 'server' : 'none';
  }

  /** Has the words ready that are said soon. */
  prepare(words, lang = this.#lang) {
    const { speak, speech } = this.#may();
    if (speak && speech && words && !this.#local(lang)) this.#ask(words, lang);
  }

  /** Says `words` for `longest` ms at most; `done` is called when it is over, or nothing is said. */
  say(words, longest, { lang = this.#lang, done = () => {} } = {}) {
    this.hush();
    if (!words || !this.#may().speak || !this.#house.volumeOf('voice')) {
      done();
      return;
    }
    this.#done = done;
    this.#after(longest, () => this.hush());
    const voice = this.#local(lang);
    if (voice) this.#aloud(voice, words, lang);
    else this.#serve(words, lang);
  }

  hush() {
    const done = this.#done;
    this.#done = undefined;
    for (const callOff of this.#calls.splice(0)) callOff();
    globalThis.speechSynthesis?.cancel();
    this.#house.silence();
    done?.();
  }

  #local(lang) {
    return this.#isMute ? undefined : pick(globalThis.speechSynthesis?.getVoices() ?? [], lang);
  }

  #after(ms, run) {
    this.#calls.push(this.#schedule.after(ms, run));
  }

  #aloud(voice, words, lang) {
    const utterance = new SpeechSynthesisUtterance(words);
    const turn = this.#done;
    const fails = () => {
      if (this.#done !== turn) return;
      // cancel() is answered with an error, too
      utterance.onerror = utterance.onend = null;
      this.#isMute = this.#may().speech === true;
      globalThis.speechSynthesis.cancel();
      this.#serve(words, lang);
    };
    const watch = this.#schedule.after(BEGINS, fails);
    this.#calls.push(watch);
    Object.assign(utterance, { voice, lang: voice.lang, volume: this.#house.volumeOf('voice'), onstart: watch, onerror: fails, onend: () => this.#done === turn && this.hush() });
    this.#house.duck(true);
    speechSynthesis.speak(utterance);
  }

  async #serve(words, lang) {
    const turn = this.#done;
    const samples = await this.#ask(words, lang);
    if (this.#done !== turn) return;
    if (!samples || !this.#house.say(samples, () => this.hush())) this.hush();
  }

  /** Asks the server once for the same words. */
  #ask(words, lang) {
    if (this.#speech.words !== words) this.#speech = { words, samples: this.#may().speech ? this.#fetch(words, lang) : undefined };
    return this.#speech.samples;
  }

  async #fetch(words, lang) {
    const token = this.#token();
    const text = words.length > MOST ? words.slice(0, MOST).replace(/[^.。！!]*$/, '') : words;
    try {
      const answer = await fetch('/api/v1/speech', {
        method: 'POST', headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) }, body: JSON.stringify({ text, lang }),
      });
      this.#isServed = answer.ok;
      return answer.ok ? await this.#house.decode(await answer.arrayBuffer()) : undefined;
    } catch {
      this.#isServed = false;
      return undefined;
    }
  }
}

function pick(voices, lang) {
  const wanted = lang.startsWith('zh') ? MANDARIN : new RegExp(`^${lang.slice(0, 2)}`, 'i');
  const fitting = voices.filter((voice) => voice.localService && wanted.test(voice.lang) && !WRONG.test(voice.name));
  return fitting.find(({ name }) => RIGHT.test(name)) ?? fitting.find((voice) => voice.lang.replace('_', '-') === lang) ?? fitting[0];
}
