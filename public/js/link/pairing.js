/**
 * A new screen asks to be paired: it shows a code until somebody has entered it into a console. A code that is over is
 * followed by another; a server that is away is asked again. Knows no DOM.
 */

const ADDRESS = '/api/v1/pairings';
/** How long an answer is waited for, and the pause after one that did not come (ms). */
const PATIENCE = 10_000;
export const AGAIN = 5_000;
/** The white around a QR code (modules). */
const QUIET = 4;

/**
 * Begins to ask. `on` holds shown(pairing) for each code { code, url, qr, .. }, paired({ token, screen }), which is the
 * end, and away(), whenever the server does not answer.
 */
export function askToBePaired({ schedule, on, get = (...request) => fetch(...request) }) {
  let pairing;

  async function ask(path, method = 'GET') {
    const answer = await get(path, { method, signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status === 404) return {};
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
    return answer.json();
  }

  async function turn() {
    try {
      const answer = pairing ? await ask(`${ADDRESS}?${new URLSearchParams({ key: pairing.key })}`) : {};
      if (answer.state === 'paired') {
        on.paired(answer);
        return;
      }
      if (answer.state !== 'waiting') pairing = await ask(ADDRESS, 'POST');
      on.shown(pairing);
      schedule.after(pairing.interval * 1_000, turn);
    } catch {
      on.away();
      schedule.after(AGAIN, turn);
    }
  }
  turn();
}

/** A code as people read it to each other. */
export const spelled = (code) => `${code.slice(0, 3)} ${code.slice(3)}`;

/** A QR code (rows of 0 and 1) as what an SVG needs: { box, path }, with the white that readers want around it. */
export function drawn(rows) {
  const dark = rows.flatMap((row, y) => [...row.matchAll(/1+/g)].map(({ 0: { length }, index: x }) => `M${x} ${y}h${length}v1h-${length}z`));
  const size = rows.length + 2 * QUIET;
  return { box: `${-QUIET} ${-QUIET} ${size} ${size}`, path: dark.join('') };
}
