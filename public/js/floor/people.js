/** The people of a site as a console edits them. Knows no DOM. */

/**
 * The body that makes `person` (of the desk) what `changes` say: { name, team_id, alias, hidden, left, spoken, photo, clip }.
 * A person's record is replaced as a whole; a new name is read and said anew, so the old one's pinyin and sound do not go with
 * it, nor does its sound go with an alias. Files stay unless they are taken away: an empty `photo` or `clip`.
 */
export function personBody(person, changes = {}) {
  const { id, name, team_id: team, alias, hidden, left, pinyin, spoken } = { ...person, ...changes };
  const isRenamed = changes.name !== undefined && changes.name !== person.name;
  const reading = changes.pinyin ?? (isRenamed ? undefined : pinyin);
  const isCalledOtherwise = changes.alias !== undefined && changes.alias !== (person.alias ?? '');
  const saying = changes.spoken ?? (isRenamed || isCalledOtherwise ? undefined : spoken);
  const removed = Object.fromEntries(['photo', 'clip'].filter((file) => changes[file] === '').map((file) => [file, '']));
  return {
    agents: [{
      id, team, name, ...(reading && { pinyin: reading }), ...(alias && { alias }), ...(hidden && { hidden: true }), ...(left && { left: true }),
      ...(saying && { spoken: saying }), ...removed,
    }],
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
export function asPerson({ id, team, name, pinyin, alias, hidden = false, left = false, spoken, photo, clip }, teamName) {
  const gone = { ...(photo === '' && { photo: undefined }), ...(clip === '' && { clip: undefined }) };
  return { id, name, team_id: team, team: teamName(team), alias, hidden, left, spoken, ...gone, ...(pinyin && { pinyin }) };
}
