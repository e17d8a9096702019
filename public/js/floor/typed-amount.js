/** Amounts as people type them, read into integers of the minor unit. No floating point. */

/** A typed figure's multipliers, as a power of ten: 1.28万, 1.28w, 3千, 3k. */
const MULTIPLIERS = new Map([['万', 4], ['w', 4], ['千', 3], ['k', 3]]);
/** Longest typed amount that is looked at (characters). */
const LONGEST = 32;

/**
 * Reads `12800`, `12,800.50`, `1.28万` (also full-width, ¥ and 元) into minor units.
 * Returns { minor } or { fault } with fault one of empty, unreadable, grouping, decimals, zero, large.
 */
export function parseAmount(typed, digits = 2) {
  const text = typed.normalize('NFKC').replace(/\s/g, '').replace(/^¥|[元块]$/g, '').toLowerCase();
  if (text === '') return { fault: 'empty' };
  if (text.length > LONGEST) return { fault: 'large' };
  const match = /^([\d,]*)(?:\.(\d*))?([万千wk])?$/.exec(text);
  if (!match || !/\d/.test(match[1] + (match[2] ?? ''))) return { fault: 'unreadable' };
  const [, whole, decimals = '', multiplier] = match;
  if (whole.includes(',') && !/^\d{1,3}(,\d{3})+$/.test(whole)) return { fault: 'grouping' };
  const places = digits + (MULTIPLIERS.get(multiplier) ?? 0);
  const kept = decimals.replace(/0+$/, '');
  if (kept.length > places) return { fault: 'decimals' };
  const minor = BigInt(whole.replaceAll(',', '') + kept.padEnd(places, '0'));
  if (minor === 0n) return { fault: 'zero' };
  if (minor > BigInt(Number.MAX_SAFE_INTEGER)) return { fault: 'large' };
  return { minor: Number(minor) };
}
