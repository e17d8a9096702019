/** Notices as a console writes and lists them. Knows no DOM. */
import { newId } from './outbox.js';

/** Characters of a notice, and the minutes that one may be up, at most. */
export const LONGEST = 200;
export const MINUTES = { least: 1, usual: 30, most: 600 };

/** What is wrong with a notice that was typed: { text: key, minutes: key }; empty if nothing is. */
export function faultsOf({ text, minutes }) {
  const number = Number(minutes);
  const isWrong = !Number.isInteger(number) || number < MINUTES.least || number > MINUTES.most;
  return { ...(!text.trim() && { text: 'notices.empty' }), ...([...text.trim()].length > LONGEST && { text: 'notices.long' }), ...(isWrong && { minutes: 'notices.minutes_wrong' }) };
}

/** The body of a notice for a site's screens. */
export const noticeBody = ({ text, minutes, isSpoken }, site) => ({ id: newId(), site, text: text.trim(), minutes: Number(minutes), ...(isSpoken && { spoken: true }) });

/** Those that are up at `now` (Unix ms), the newest first. */
export const up = (notices, now) => notices.filter(({ until }) => !(until <= now)).reverse();
