/** The targets a console edits: whose and for what time, what waits to be recorded, and what was refused. Knows no DOM. */

/** The name of the cell that a target's body { agent | team | site, day | month } belongs to. */
export const cellOf = ({ agent, team, site, day, month }) => [agent ?? team ?? site, agent ? 'agent' : team ? 'team' : 'site', day ?? month].join(' ');

/** The body of a row's target for its day or month; `amount` in minor units, or null to take it back. */
export function targetBody({ of, id }, span, { day, month }, amount) {
  return { [of]: id, ...(span === 'day' ? { day } : { month }), amount };
}

export class TargetCells {
  #cells = new Map(); // name: { state: saved | refused, amount, fault }

  /** A target was recorded: until the server's next answer the cell shows it so. */
  recorded(body) {
    this.#cells.set(cellOf(body), { state: 'saved', amount: body.amount });
  }

  /** A target was refused: what was typed stays, with the fault, to be corrected. */
  refused(body, fault) {
    this.#cells.set(cellOf(body), { state: 'refused', amount: body.amount, fault });
  }

  /** The cell is typed in anew. */
  clear(body) {
    this.#cells.delete(cellOf(body));
  }

  /** The server's rows have come: they hold what was recorded before they were asked for. */
  settle() {
    for (const cell of this.#cells.values()) if (cell.state === 'saved') delete cell.amount;
  }

  /**
   * How a row's cell stands: { amount (minor units; null: none of its own), otherwise (what holds without one), state:
   * '' | waits | saved | refused, fault }. `waiting` are the targets not yet answered, newest first.
   */
  read(row, span, { day, month }, waiting) {
    const name = cellOf(targetBody(row, span, { day, month }));
    const { target, own = false } = row[span] ?? {};
    const given = { amount: own ? target ?? null : null, otherwise: own ? undefined : target, state: '' };
    const sent = waiting.find((body) => cellOf(body) === name);
    if (sent) return { ...given, amount: sent.amount, state: 'waits' };
    return { ...given, ...this.#cells.get(name) };
  }
}
