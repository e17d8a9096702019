/**
 * The voice: reads a sentence with a voice that lives on this machine. Network voices fail in silence, so without a
 * local one of the language nothing is said: the text is on the screen.
 */

/** Tags under which Mandarin voices are listed besides zh-CN; of two, the one named for Pinyin reads rightly. */
const MANDARIN = /^(zh|cmn)/i;
const RIGHT = /pinyin/i;
const WRONG = /latin as english/i;

export class Voice {
  #schedule;
  #isQuiet;
  #callOff = () => {};

  /** `isQuiet()` says whether nothing may be said. */
  constructor(schedule, isQuiet = () => false) {
    this.#schedule = schedule;
    this.#isQuiet = isQuiet;
  }

  /** Says `words` in `lang`, for `longest` ms at most: an utterance may never end and never fail. */
  say(words, lang, longest) {
    const speech = globalThis.speechSynthesis;
    const voice = speech && pick(speech.getVoices(), lang);
    if (!voice || !words || this.#isQuiet()) return;
    this.hush();
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    speech.speak(utterance);
    this.#callOff = this.#schedule.after(longest, () => this.hush());
  }

  hush() {
    this.#callOff();
    this.#callOff = () => {};
    globalThis.speechSynthesis?.cancel();
  }
}

function pick(voices, lang) {
  const wanted = lang.startsWith('zh') ? MANDARIN : new RegExp(`^${lang.slice(0, 2)}`, 'i');
  const fitting = voices.filter((voice) => voice.localService && wanted.test(voice.lang) && !WRONG.test(voice.name));
  return fitting.find(({ name }) => RIGHT.test(name)) ?? fitting.find((voice) => voice.lang.replace('_', '-') === lang) ?? fitting[0];
}
