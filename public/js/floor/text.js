/** What the page says, in one language: the table of i18n/, numbers, dates and times of the site's zone. */

/** The languages that exist; the first is the default. */
export const LANGUAGES = ['zh-CN', 'en'];

/** The language asked for, or the default. */
export const chooseLanguage = (asked) => (LANGUAGES.includes(asked) ? asked : LANGUAGES[0]);

export class Text {
  #table;
  #plural;
  #formats = new Map();

  constructor(lang, table) {
    this.lang = lang;
    this.#table = table;
    this.#plural = new Intl.PluralRules(lang);
  }

  /** The sentence of a key with its {values}; with a `count`, the form the language wants for that number. */
  say(key, values = {}) {
    const form = 'count' in values ? `${key}.${this.#plural.select(values.count)}` : key;
    const sentence = this.#table[form] ?? this.#table[`${key}.other`] ?? key;
    return sentence.replace(/\{(\w+)\}/g, (hole, name) => String(values[name] ?? hole));
  }

  /** A number with its grouping. */
  number(value) {
    return this.#format('number', () => new Intl.NumberFormat(this.lang)).format(value);
  }

  /** hh:mm of a moment (Unix ms) in a time zone. */
  time(at, zone) {
    return this.#format(`time ${zone}`, () => new Intl.DateTimeFormat(this.lang, {
      timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
    })).format(at);
  }

  /** Month, day and weekday of a moment (Unix ms) in a time zone. */
  date(at, zone) {
    return this.#format(`date ${zone}`, () => new Intl.DateTimeFormat(this.lang, {
      timeZone: zone, month: 'long', day: 'numeric', weekday: 'long',
    })).format(at);
  }

  /** Month and day of a civil date, "2026-11-21"; nothing for anything else. */
  day(date) {
    const at = Date.parse(`${date}T00:00:00Z`);
    return Number.isNaN(at) ? '' : this.#format('day', () => new Intl.DateTimeFormat(this.lang, { timeZone: 'UTC', month: 'short', day: 'numeric' })).format(at);
  }

  /** The name of the month a civil date lies in. */
  month(date) {
    return this.#format('month', () => new Intl.DateTimeFormat(this.lang, { timeZone: 'UTC', month: 'long' })).format(Date.parse(`${date}T00:00:00Z`));
  }

  /** Names as the language lists them. */
  list(names) {
    return this.#format('list', () => new Intl.ListFormat(this.lang)).format(names);
  }

  /** A weekday's name, 1 (Monday) to 7. */
  weekday(number) {
    return this.#format('weekday', () => new Intl.DateTimeFormat(this.lang, { timeZone: 'UTC', weekday: 'short' })).format(Date.UTC(2024, 0, number));
  }

  /** The text in this language out of { "zh-CN": .., en: .. }, else any. */
  pick(versions = {}) {
    return versions[this.lang] ?? Object.values(versions)[0] ?? '';
  }

  #format(name, make) {
    if (!this.#formats.has(name)) this.#formats.set(name, make());
    return this.#formats.get(name);
  }
}

/** A line's width in ems, near enough to choose a type size: a Chinese character is 1, a Latin letter or digit less. */
export function ems(line) {
  let width = 0;
  for (const sign of line) {
    if (/[,.:;'!|il ]/.test(sign)) width += 0.32;
    else if (/[mwMW@%]/.test(sign)) width += 0.92;
    else if (/[A-Z]/.test(sign)) width += 0.7;
    else if (sign.codePointAt(0) < 0x2e80 && sign !== '·') width += 0.6;
    else width += 1;
  }
  return Math.max(width, 1);
}
