/** What a page's address says: language, site, agent, and a token that is moved from the address bar into storage. */

/** Where a paired screen keeps { token, lang }: its own token, and the language it was given. */
export const DEVICE = 'floorcast.screen';
const TOKEN_KEY = 'floorcast.token';

/** The socket's address on the server that sent the page. */
export const socketAddress = ({ protocol, host }) => `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/ws`;

/** { lang, site, agent } as asked for in the query, undefined where nothing is asked; `pair` is there or not. */
export function asked(search) {
  const query = new URLSearchParams(search);
  const value = (name) => query.get(name) || undefined;
  return { lang: value('lang'), site: value('site'), agent: value('agent'), pair: query.has('pair') };
}

/**
 * The token: from `#token=...` (then kept, and `hide()` called to take it out of the address bar), else the one kept.
 */
export function token(hash, storage, hide) {
  const given = new URLSearchParams(hash.replace(/^#/, '')).get('token') || undefined;
  try {
    if (given) storage.setItem(TOKEN_KEY, given);
  } catch {
    // storage switched off: it lasts until the reload
  }
  if (given) {
    hide();
    return given;
  }
  try {
    return storage.getItem(TOKEN_KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

/** The same address in another language. */
export function inLanguage(href, lang) {
  const url = new URL(href);
  url.searchParams.set('lang', lang);
  return url.href;
}

/** What a paired screen keeps; nothing on any other. */
export function deviceOf(storage) {
  try {
    return JSON.parse(storage.getItem(DEVICE)) ?? {};
  } catch {
    return {};
  }
}
