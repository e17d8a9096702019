/**
 * How somebody stands against a target, in words and a shape. The server says what is expected by now; a target that is
 * not reached in time is a distance, never a reproach.
 */

/** A sentence, a word and a shape for each state; `open`: the server names none. */
const STATES = {
  none: { line: 'pace.none', word: 'pace.word_none', shape: '' },
  open: { line: 'pace.open', word: 'pace.word_open', shape: '○' },
  behind: { line: 'pace.behind', word: 'pace.word_behind', shape: '↗' },
  on_track: { line: 'pace.on_track', word: 'pace.word_on_track', shape: '●' },
  ahead: { line: 'pace.ahead', word: 'pace.word_ahead', shape: '▲' },
  just_reached: { line: 'pace.just_reached', word: 'pace.word_reached', shape: '★' },
  reached: { line: 'pace.reached', word: 'pace.word_reached', shape: '★' },
};

/**
 * { kind, shape, line, word, share, mark, percent } of { target, achieved, expected, state } (minor units): `share` of
 * the target is achieved and `mark` expected by now, 0 to 1, where there is a target; both texts hold the amount that
 * matters, in whole units.
 */
export function paceOf({ target, achieved = 0, expected, state } = {}, { text, money }) {
  const kind = kindOf(target, achieved, state);
  const { line, word, shape } = STATES[kind === 'reached' && achieved === target ? 'just_reached' : kind];
  const apart = { behind: expected - achieved, ahead: achieved - expected, reached: achieved - target }[kind] ?? target - achieved;
  const amount = Number.isFinite(apart) ? money.whole(Math.max(0, apart)) : '';
  const part = (value) => (target > 0 && Number.isFinite(value) ? Math.min(1, Math.max(0, value / target)) : undefined);
  return {
    kind, shape, line: text.say(line, { amount }), word: text.say(word, { amount }), share: part(achieved), mark: part(expected),
    percent: target > 0 ? text.say('percent', { number: text.number(Math.floor((achieved * 100) / target)) }) : '',
  };
}

function kindOf(target, achieved, state) {
  if (!(target > 0)) return 'none';
  if (achieved >= target) return 'reached';
  return ['behind', 'on_track', 'ahead'].includes(state) ? state : 'open';
}
