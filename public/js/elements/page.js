/** What every page does first: its language, its texts, its address. */
import { asked, inLanguage, token } from '../link/address.js';
import { Text, LANGUAGES, chooseLanguage } from '../floor/text.js';
import { fillTexts } from './draw.js';

/** localStorage, or undefined where the browser has switched it off. */
export function storage() {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

/** Loads the texts of the language asked for and fills the page with them; a paired screen's own language and token go first. */
export async function openPage(device = {}) {
  const query = asked(location.search);
  const lang = chooseLanguage(device.lang ?? query.lang);
  const table = await (await fetch(`/i18n/${lang}.json`)).json();
  const text = new Text(lang, table);
  document.documentElement.lang = lang;
  fillTexts(document, text);
  for (const link of document.querySelectorAll('[data-language]')) {
    link.href = inLanguage(location.href, link.dataset.language);
    link.toggleAttribute('aria-current', link.dataset.language === lang);
  }
  for (const link of document.querySelectorAll('a[data-page]')) link.search = new URLSearchParams({ ...site(query), lang });
  const secret = token(location.hash, storage() ?? { getItem: () => null, setItem() {} }, () => {
    history.replaceState(null, '', location.pathname + location.search);
  });
  return { text, query, token: device.token ?? secret };
}

const site = ({ site: id }) => (id ? { site: id } : {});

/** Loads a style sheet that the page's first picture does not need. */
export function dressed(href) {
  return new Promise((done, fail) => {
    const sheet = document.createElement('link');
    Object.assign(sheet, { rel: 'stylesheet', href, onload: done });
    sheet.onerror = () => {
      sheet.remove();
      fail(new Error(href));
    };
    document.head.append(sheet);
  });
}

/** Calls `run` when the page is seen again or the network is back. */
export function whenBack(run) {
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) run();
  });
  window.addEventListener('online', run);
}

export { LANGUAGES };
