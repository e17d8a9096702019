/**
 * What a page does when the server hangs up. The server holds the same table; Tests/Fixtures/close-codes.json is read by
 * the tests of both.
 *   resume: come back with the position    fresh: come back without it    stop: a person must act
 */
export const CLOSE_CODES = new Map([
  [1007, { reason: 'not UTF-8', rule: 'fresh' }],
  [1009, { reason: 'message too big', rule: 'fresh' }],
  [4000, { reason: 'restart', rule: 'resume' }],
  [4001, { reason: 'hello expected', rule: 'resume' }],
  [4003, { reason: 'forbidden', rule: 'stop' }],
  [4004, { reason: 'bad message', rule: 'fresh' }],
  [4006, { reason: 'revoked', rule: 'stop' }],
  [4008, { reason: 'too slow', rule: 'resume' }],
  [4010, { reason: 'too many messages', rule: 'resume' }],
]);

/** The rule of a close code; whatever is not in the table (1006: the network) resumes. */
export const ruleFor = (code) => CLOSE_CODES.get(code)?.rule ?? 'resume';
