/**
 * What a page does when the server hangs up. The server holds the same table; Tests/Fixtures/close-codes.json is read by
 * the tests of both.
 *   resume: come back with the position    fresh: come back without it    stop: a person must act
 */
export const CLOSE_CODES = new Map([
  [1009, { reason: 'tooBig', rule: 'fresh' }],
  [4000, { reason: 'restart', rule: 'resume' }],
  [4001, { reason: 'helloExpected', rule: 'fresh' }],
  [4003, { reason: 'forbidden', rule: 'stop' }],
  [4004, { reason: 'badMessage', rule: 'fresh' }],
  [4008, { reason: 'slow', rule: 'resume' }],
  [4010, { reason: 'tooFast', rule: 'resume' }],
]);

/** The rule of a close code; whatever is not in the table (1006: the network) resumes. */
export const ruleFor = (code) => CLOSE_CODES.get(code)?.rule ?? 'resume';
