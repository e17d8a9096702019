/** Money as integers of the minor unit, written as people read it. No floating point. */

/** Decimal places of a currency's minor unit (CNY 2, JPY 0). */
export function minorDigits(currency) {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
}

/** Writes money in one language and currency. */
export class Money {
  #digits;
  // Minor units in one major unit.
  #unit;
  #grouped;
  #sign;
  #usesWan;

  constructor(lang, currency) {
    this.#digits = minorDigits(currency);
    this.#unit = 10n ** BigInt(this.#digits);
    this.#grouped = new Intl.NumberFormat(lang, { maximumFractionDigits: 0 });
    this.#sign = new Intl.NumberFormat(lang, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
      .formatToParts(0).find((part) => part.type === 'currency').value;
    this.#usesWan = lang.startsWith('zh');
  }

  get digits() {
    return this.#digits;
  }

  /** To the last minor unit: { sign: '¥', figure: '12,800.50', unit: '' }. */
  exact(minor) {
    return this.#parts(minor, this.#fraction(BigInt(minor) % this.#unit));
  }

  /** As the server reads a decimal: '12800.50'. */
  decimal(minor) {
    return `${BigInt(minor) / this.#unit}${this.#fraction(BigInt(minor) % this.#unit)}`;
  }

  /** For a board: whole units, and in Chinese 万 with two decimals from five digits on. Cut, never rounded up. */
  board(minor) {
    const wan = this.#unit * 10_000n;
    const amount = BigInt(minor);
    if (!this.#usesWan || amount < wan) return this.#parts(minor, '');
    const hundredths = ((amount % wan) * 100n) / wan;
    return { sign: this.#sign, figure: `${this.#grouped.format(amount / wan)}.${pad(hundredths, 2)}`, unit: '万' };
  }

  /** For one deal: 万 where that loses nothing, otherwise exact. */
  deal(minor) {
    const amount = BigInt(minor);
    const short = this.#usesWan && amount >= this.#unit * 10_000n && amount % (this.#unit * 100n) === 0n;
    if (!short) return this.exact(minor);
    const { sign, figure, unit } = this.board(minor);
    return { sign, figure: figure.replace(/\.?0+$/, ''), unit };
  }

  /** For a board, in one string. */
  boardText(minor) {
    return join(this.board(minor));
  }

  /** Exact, in one string. */
  text(minor) {
    return join(this.exact(minor));
  }

  /** Whole units, cut, in one string: for distances and shares, which nobody counts in cents. */
  whole(minor) {
    return join(this.#parts(minor, ''));
  }

  /** One deal, in one string. */
  dealText(minor) {
    return join(this.deal(minor));
  }

  #parts(minor, fraction) {
    return { sign: this.#sign, figure: this.#grouped.format(BigInt(minor) / this.#unit) + fraction, unit: '' };
  }

  #fraction(rest) {
    return rest === 0n ? '' : `.${pad(rest, this.#digits)}`;
  }
}

const pad = (value, digits) => String(value).padStart(digits, '0');
const join = ({ sign, figure, unit }) => sign + figure + unit;
