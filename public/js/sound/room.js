/**
 * What the room hears: a sound, then the voice, never both and never two; and the hands that colleagues give, as soon as
 * nothing else is heard.
 */
import { LEAVE, lengthOf } from '../floor/player.js';
import { NAMED, soundOf } from '../floor/queue.js';
import { ems } from '../floor/text.js';
import { House } from './house.js';
import { Voice } from './voice.js';

/** How long a voice takes for what is as wide as a Chinese character (ms), near enough to know how much of a clip fits before it. */
const SAID = { 'zh-CN': 200, en: 120 };
/** A clip is heard for so long at least (ms), and the voice may end so long after the curtain has begun to fall. */
const CLIP = 3_000;
const AFTER = 1_800;
/** Hands of one sound of applause, from which on more of them are heard. */
const APPLAUSE = [['applause', 20], ['applause_2', 5], ['applause_1', 1]];

export class Room {
  house;
  voice;
  #schedule;
  #text;
  #hands = 0;
  // For a word, which is being said or comes after the sound.
  #isAsked = false;
  #callOff = () => {};

  /** `settings()` gives the screen's sound, `may()` whether it speaks, `isQuiet()` whether nothing is heard at all. */
  constructor({ schedule, text, settings, may, token, isQuiet, changed }) {
    this.#schedule = schedule;
    this.#text = text;
    this.house = new House({ schedule, isQuiet, changed, settings });
    this.voice = new Voice({ schedule, house: this.house, lang: text.lang, token, may: () => (isQuiet() ? {} : may()) });
  }

  /** Has ready what is heard of an item soon. `words`: what is said, if its words are not. */
  prepare(item, words = this.wordsOf(item)) {
    this.house.fetch(clipOf(item));
    this.voice.prepare(words, this.#langOf(item));
  }

  /** What is heard of an item, and then said. */
  sound(item, words = this.wordsOf(item)) {
    this.speak(soundOf(item), words, lengthOf(item) - LEAVE, { clip: clipOf(item), lang: this.#langOf(item) });
  }

  /** The sound, and the voice after it; all in `longest` ms, and the voice a little more. */
  speak(tone, words, longest, { clip, lang = this.#text.lang } = {}) {
    this.#callOff();
    const most = Math.max(CLIP, longest - ems(words) * SAID[lang]);
    const length = tone ? this.house.play(tone, { clip, most, done: () => this.#applaud() }) : 0;
    this.#isAsked = Boolean(words);
    const done = () => {
      this.#isAsked = false;
      this.#applaud();
    };
    if (words) this.#callOff = this.#schedule.after(length, () => this.voice.say(words, longest + AFTER - length, { lang, done }));
  }

  /** A deal like any other. */
  bell() {
    if (!this.#isAsked) this.house.play('bell', { done: () => this.#applaud() });
  }

  /** Hands for whoever is on stage: the more, the denser. */
  clap(hands) {
    this.#hands += hands;
    this.#applaud();
  }

  /** Falls silent with the picture. */
  hush() {
    this.#callOff();
    this.#isAsked = false;
    this.#hands = 0;
    this.voice.hush();
    this.house.hush(LEAVE);
  }

  /** What is said of an item, in the words for voices where there are any. */
  wordsOf({ kind, spoken, text, words, all }) {
    if (kind === 'notice') return spoken ? text : '';
    if (all) return [this.#text.say('broadcast.burst'), ...all.slice(0, NAMED).map(({ agent, team }) => (agent ?? team)?.name)].join(', ');
    return spoken?.[this.#text.lang] ?? this.#text.pick(words);
  }

  /** A notice is in one language, whatever the screen's is. */
  #langOf({ kind, text }) {
    return kind === 'notice' ? (/\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en') : this.#text.lang;
  }

  #applaud() {
    if (!this.#hands || this.#isAsked || this.house.isSounding) return;
    const [grade] = APPLAUSE.find(([, least]) => this.#hands >= least);
    this.#hands = 0;
    this.house.play(grade, { done: () => this.#applaud() });
  }
}

const clipOf = ({ agent, winners = [] }) => agent?.clip ?? (winners.length === 1 ? winners[0].agent?.clip : undefined);
