/** The site's day by its own clock: what part of it it is, for how long still, and what comes next. Knows no DOM. */
import { dayPlan } from './day-plan.js';

const MINUTE = 60_000;
const DAY = 24 * 60;

/** { day, minute } of a moment (Unix ms) by the clock of a time zone; the minute has a fraction. */
export function localTime(at, zone) {
  const parts = Object.fromEntries(clockOf(zone).formatToParts(at).map(({ type, value }) => [type, value]));
  const minute = Number(parts.hour) * 60 + Number(parts.minute);
  return { day: `${parts.year}-${parts.month}-${parts.day}`, minute: minute + (((at % MINUTE) + MINUTE) % MINUTE) / MINUTE };
}

const clocks = new Map();

function clockOf(zone) {
  if (!clocks.has(zone)) {
    clocks.set(zone, new Intl.DateTimeFormat('en-CA', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
    }));
  }
  return clocks.get(zone);
}

/**
 * The minute of the business day `day` at `at`, counted from its midnight on to its end, which is at the minute `dayStart` of
 * the next date; undefined on another day.
 */
export function minuteOn(day, at, zone, dayStart = 0) {
  const { day: date, minute } = localTime(at, zone);
  // The server says which day it is: a clock put back over the start shows the minutes before it again.
  if (date === day) return Math.max(minute, dayStart);
  return minute < dayStart && Date.parse(date) - Date.parse(day) === DAY * MINUTE ? minute + DAY : undefined;
}

/**
 * { phase, left, next, isQuiet } at `at` (Unix ms of the server): the phase of the day, the whole minutes it still has, the
 * one after it. Empty on a day on which nobody works, and for a day the timetable is not about.
 */
export function phaseNow(rhythm, at, zone, dayStart = 0) {
  if (!rhythm || at === undefined) return {};
  const minute = minuteOn(rhythm.day, at, zone, dayStart);
  if (minute === undefined) return {};
  const { on, next } = dayPlan(rhythm, minute);
  if (!rhythm.working) return {};
  return { phase: on, next, left: on && Math.max(1, Math.ceil(Math.min(DAY + dayStart, on.to) - minute)), isQuiet: on?.quiet === true };
}
