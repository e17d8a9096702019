/** Questions and words to the server by HTTP: what is too much, or too seldom wanted, for the socket, or wants an answer at once. */

/** How long an answer is waited for (ms). */
export const PATIENCE = 10_000;

/**
 * GET `path` with `query` (undefined values are left out). Answers { body }, or { problem } (RFC 9457); a server that
 * cannot be reached is a problem of status 0.
 */
export async function ask(path, query, token, get = (...request) => fetch(...request), request = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const headers = { Accept: 'application/json', ...request.headers, ...(token && { Authorization: `Bearer ${token}` }) };
  try {
    const asked = given.length ? `?${new URLSearchParams(given)}` : '';
    const answer = await get(path + asked, { ...request, headers, signal: AbortSignal.timeout(PATIENCE) });
    const body = await answer.json();
    return answer.ok ? { body } : { problem: { status: answer.status, ...body } };
  } catch {
    return { problem: { status: 0 } };
  }
}

/** POST `body`: a value as JSON, or a file as it is. Answers as `ask` does. */
export function post(path, body, token, query = {}, get = undefined) {
  const isFile = body instanceof Blob;
  const headers = { 'Content-Type': isFile ? body.type : 'application/json' };
  return ask(path, query, token, get, { method: 'POST', headers, body: isFile ? body : JSON.stringify(body) });
}
