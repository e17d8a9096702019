/** Awards and the rewards promised with them, as a console shows and makes them. Knows no DOM. */

/** A promise's states, the most urgent first, and what each is called. */
export const PROMISES = { overdue: 'honours.overdue', due: 'honours.due', owed: 'honours.owed' };

/** The civil date so many days after `day`. */
export function daysAfter(day, days) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The awards whose rewards are not handed over, the most urgent first. */
export function promises(awards) {
  const urgency = Object.keys(PROMISES);
  const open = awards.filter(({ reward, revoked }) => !revoked && urgency.includes(reward?.state));
  return open.sort((a, b) => urgency.indexOf(a.reward.state) - urgency.indexOf(b.reward.state) || a.reward.due.localeCompare(b.reward.due));
}

/** The body of an award as the form has it: `who` are agents { id }, or one team { id, isTeam }. */
export function awardBody({ honour, who, period, day, citation, what, due, presenter }) {
  const team = who.find(({ isTeam }) => isTeam);
  return {
    honour,
    ...(team ? { team: team.id } : { agents: who.map(({ id }) => id) }),
    period: { kind: period, day },
    citation,
    ...(what && { reward: { what, due, ...(presenter && { presenter }) } }),
  };
}

/** Who receives an award when one more is named: a team stands alone, agents stand together, nobody twice. */
export function withOneMore(who, one) {
  if (one.isTeam || who.some(({ isTeam }) => isTeam)) return [one];
  return who.some(({ id }) => id === one.id) ? who : [...who, one];
}
