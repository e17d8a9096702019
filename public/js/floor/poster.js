/** An award as a poster tells it. Knows no DOM. */

/** Whose portraits a poster has room for; more are named without one. */
export const PORTRAITS = 3;
/** Who gives the honours that a result decides: the server itself. */
const HOUSE = 'floorcast';
/** How the parts of a date are written. */
const PARTS = { year: 'numeric', month: 'long', day: 'numeric' };

/** Where an award's poster is. */
export const posterAddress = ({ award, site, lang }) => `/poster/?${new URLSearchParams({ award, site, lang })}`;

/** What stands for a face: the first sign of the name. */
export const initialOf = (name) => [...name.trim()][0]?.toLocaleUpperCase() ?? '';

/** The first and the last day (Unix ms, UTC) of a period { kind, start }. */
export function daysOf({ kind, start }) {
  const first = new Date(`${start}T00:00:00Z`);
  const last = new Date(first);
  if (kind === 'week') last.setUTCDate(last.getUTCDate() + 6);
  if (kind === 'month') last.setUTCMonth(last.getUTCMonth() + 1, 0);
  return [first.getTime(), last.getTime()];
}

/** A period as people say it: a day, from day to day, a month. */
export function periodText(period, lang) {
  const [first, last] = daysOf(period);
  const format = (...names) => new Intl.DateTimeFormat(lang, { timeZone: 'UTC', ...Object.fromEntries(names.map((name) => [name, PARTS[name]])) });
  const whole = format('year', 'month', 'day');
  if (period.kind === 'month') return format('year', 'month').format(first);
  if (period.kind === 'day') return whole.format(first);
  // From larger to smaller parts, Chinese leaves out of the second day what the first has said.
  if (!lang.startsWith('zh')) return whole.formatRange(first, last);
  const isSame = (end) => period.start.slice(0, end) === new Date(last).toISOString().slice(0, end);
  const second = isSame(7) ? format('day') : isSame(4) ? format('month', 'day') : whole;
  return `${whole.format(first)}–${second.format(last)}`;
}

/** Whether the award goes with a figure: what a leader honours somebody for is not counted. */
export const hasResult = ({ by }) => by === HOUSE;

/** The figures of whoever was honoured, out of the standings' rows of the period; undefined where a name fits several rows or none. */
export function resultOf({ who, team }, rows) {
  const found = rows.filter((row) => row.name === who[0] && (team === undefined || row.team === undefined || row.team === team));
  return found.length === 1 && found[0].deals > 0 ? { amount: found[0].amount, deals: found[0].deals } : undefined;
}

/** The team on the poster, { name, slogan }: the one honoured, or that of the one honoured. */
export const teamOf = ({ team }, teams = []) => (team ? teams.find(({ name }) => name === team) ?? { name: team } : undefined);
