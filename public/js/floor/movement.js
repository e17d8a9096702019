/** How a place has moved since the last full hour, as a shape that needs no colour. */

/** { kind: up | down | same, mark: '▲2' }, or undefined for one who had no place then. Positive is climbed. */
export function movementOf(places) {
  if (!Number.isInteger(places)) return undefined;
  if (places === 0) return { kind: 'same', mark: '–' };
  return places > 0 ? { kind: 'up', mark: `▲${places}` } : { kind: 'down', mark: `▼${-places}` };
}
