/** The people of a site as a console edits them. Knows no DOM. */

/**
 * The body that makes `person` (of the desk) what `changes` say: { name, team_id, alias, hidden, left }. A person's record
 * is replaced as a whole; a new name is read anew, so the old one's pinyin does not go with it.
 */
export function personBody(person, changes = {}) {
  const { id, name, team_id: team, alias, hidden, left, pinyin } = { ...person, ...changes };
  const isRenamed = changes.name !== undefined && changes.name !== person.name;
  const reading = changes.pinyin ?? (isRenamed ? undefined : pinyin);
  return {
    agents: [{ id, team, name, ...(reading && { pinyin: reading }), ...(alias && { alias }), ...(hidden && { hidden: true }), ...(left && { left: true }) }],
  };
}

/**
 * The people as they will be once everything is recorded: `waiting` are the roster bodies not yet answered, newest first;
 * `left` those who left while this page was open. Each person also holds `waits` while an edit of theirs is on its way.
 */
export function peopleNow(agents, waiting, left, teamName) {
  const edits = new Map(waiting.flatMap(({ agents: edited }) => edited).reverse().map((one) => [one.id, one]));
  const gone = left.filter(({ id }) => !agents.some((one) => one.id === id));
  const known = [...agents, ...gone].map((person) => {
    const edit = edits.get(person.id);
    edits.delete(person.id);
    return edit ? { ...person, ...asPerson(edit, teamName), waits: true } : person;
  });
  return [...known, ...[...edits.values()].map((edit) => ({ ...asPerson(edit, teamName), waits: true }))];
}

/** A record of a roster body as the desk would list it. */
export function asPerson({ id, team, name, pinyin, alias, hidden = false, left = false }, teamName) {
  return { id, name, team_id: team, team: teamName(team), alias, hidden, left, ...(pinyin && { pinyin }) };
}
