/** A site's day as its timetable has it, at a minute of it. Knows no clock and no DOM. */

const DAY = 24 * 60;

/** The time as a clock shows it of a minute of a day, which may be one of the next date. */
export const clockOf = (minute) => [Math.floor((minute % DAY) / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');

/**
 * The phases in their order, each with its `state` at `minute`: over, on, next or later; none on a day on which nobody
 * works. `told` is the minute of the next broadcast, if the server says when it broadcasts.
 */
export function dayPlan({ working, phases, broadcasts = [] }, minute) {
  const order = [...phases].sort((a, b) => a.from - b.from);
  const next = order.find(({ from }) => from > minute);
  const stateOf = (phase) => {
    if (!working) return '';
    if (phase === next) return 'next';
    if (phase.from > minute) return 'later';
    return minute < phase.to ? 'on' : 'over';
  };
  const rows = order.map((phase) => ({ ...phase, state: stateOf(phase) }));
  const [on] = rows.filter(({ state }) => state === 'on').slice(-1);
  return { rows, on, next: working ? next : undefined, told: working ? broadcasts.find((one) => one > minute) : undefined };
}
