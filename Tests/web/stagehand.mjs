/** What the plays of these tests share: a clock turned by hand, a socket made of paper, and frames as the server sends them. */
import { webcrypto } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Money } from '../../public/js/floor/money.js';
import { Schedule } from '../../public/js/floor/schedule.js';
import { Text } from '../../public/js/floor/text.js';

// Node 18 has no global crypto; every browser has.
globalThis.crypto ??= webcrypto;

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const PUBLIC = join(ROOT, 'public');

export const readJSON = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

/** Every file under public/ with one of the endings, as { path, text }. */
export function filesOf(...endings) {
  const walk = (folder) => readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
  return walk(PUBLIC).filter((path) => endings.some((ending) => path.endsWith(ending)))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

/** A script or style sheet as the server sends it: without indentation, empty lines and lines that are nothing but a comment. */
export function asServed(text, ending) {
  let isComment = false;
  return text.split('\n').map((line) => line.trim()).filter((line) => {
    const begins = !isComment && line.startsWith('/*');
    const ends = (isComment || begins) && line.includes('*/');
    const isLeft = !isComment && !begins && !(ending === '.js' && line.startsWith('//')) && line !== '';
    isComment = (isComment || begins) && !ends;
    return isLeft || (begins && ends && !line.endsWith('*/'));
  }).map((line) => (ending === '.css' && !/['\\]/.test(line) ? narrow(line) : line)).join('\n');
}

/** A line of a style sheet without the spaces and zeros that only people read, texts as they are. */
const narrow = (line) => line.split('"').map((part, index) => (index % 2 ? part : part.replace(/ \{ ?|([{:,;]) /g, (it) => it.trim()).replaceAll(';}', '}').replace(/([ :,(-])0\./g, '$1.'))).join('"');

/** What a page loads of scripts and style sheets: its modules, whatever these import, late or at once, and every @import. */
export function loadedBy(page, { late = true } = {}) {
  const found = new Set();
  const refers = {
    '.html': [/<script[^>]*\ssrc="([^"]+)"/g, /<link rel="stylesheet" href="([^"]+)"/g],
    '.js': [/\b(?:from|import)\s*['"`](\.{0,2}\/[^'"`]+)['"`]/g],
    // By a script that runs when the page is up.
    late: [/\bregister\s*\(\s*'(\/[^']+)'/g, /\bimport\s*\(\s*['"`](\.{0,2}\/[^'"`]+)['"`]/g, /\bdressed\s*\(\s*['"`](\/[^'"`]+)['"`]/g],
    '.css': [/@import\s+(?:url\()?["']([^"']+)["']/g],
  };
  const visit = (path) => {
    if (found.has(path)) return;
    found.add(path);
    const text = readFileSync(path, 'utf8');
    if (/\bimport\s*\(\s*[^'"`\s]|\bimport\s*\(\s*`[^`]*\$\{/.test(text)) throw new Error(`${path} imports what only a browser can know`);
    const patterns = [...refers[extname(path)], ...(late && extname(path) === '.js' ? refers.late : [])];
    for (const pattern of patterns) {
      for (const [, name] of text.matchAll(pattern)) visit(name.startsWith('/') ? join(PUBLIC, name) : join(dirname(path), name));
    }
  };
  visit(join(PUBLIC, page));
  found.delete(join(PUBLIC, page));
  return [...found];
}

/** A schedule whose time passes only when told. */
export function handClock() {
  let now = 1_000;
  let timer;
  const schedule = new Schedule({
    now: () => now,
    set: (run, ms) => (timer = { run, at: now + ms }),
    clear: () => { timer = undefined; },
  });
  return {
    schedule,
    pass(ms) {
      const end = now + ms;
      while (timer && timer.at <= end) {
        const { run, at } = timer;
        timer = undefined;
        now = Math.max(now, at);
        run();
      }
      now = end;
    },
    get timers() {
      return timer ? 1 : 0;
    },
  };
}

/** Sockets that a test answers by hand. */
export function paperSockets() {
  const sockets = [];
  const open = (url, protocol) => {
    const socket = {
      url, protocol, readyState: 0, said: [],
      send: (text) => socket.said.push(JSON.parse(text)),
      close: () => { socket.readyState = 3; },
      opens() { socket.readyState = 1; socket.onopen(); },
      says(message) { socket.onmessage?.({ data: JSON.stringify(message) }); },
      hangsUp(code, reason = '') { socket.readyState = 3; socket.onclose?.({ code, reason }); },
    };
    sockets.push(socket);
    return socket;
  };
  return { sockets, open, get last() { return sockets.at(-1); } };
}

/** Storage like localStorage. */
export function paperStorage(entries = new Map()) {
  return {
    entries, getItem: (key) => entries.get(key) ?? null, setItem: (key, value) => entries.set(key, String(value)), removeItem: (key) => entries.delete(key),
  };
}

export const EPOCH = '0123456789abcdef0123456789abcdef';
export const NOON = Date.UTC(2026, 10, 21, 4);

export const welcome = () => ({
  kind: 'welcome', role: 'screen', time: NOON, tick: 2000, top: 10,
  site: { id: 'BJ', name: { 'zh-CN': '北京', en: 'Beijing' }, time_zone: 'Asia/Shanghai', currency: 'CNY' },
});
export const row = (place, id, amount) => ({ place, id, name: id, team: { id: 't1', name: '飞虎队', color: '#e0b040' }, amount, deals: 1 });
export const snapshot = (offset, more = {}) => ({
  kind: 'snapshot', epoch: EPOCH, offset, time: NOON, day: '2026-11-21', total: { amount: 0, deals: 0 }, agents: [], teams: [],
  announcements: [], announced: 0, ...more,
});
export const standings = (offset, prev, agents = []) => ({
  kind: 'standings', offset, prev, day: '2026-11-21', total: { amount: 0, deals: agents.length }, agents, teams: [],
});
export const takeover = (offset, more = {}) => ({
  offset, at: NOON, play: 'takeover', reasons: ['big_deal'], tier: 1, duration: 10_000, agent: { id: 'a01', name: '张三' },
  team: { id: 't1', name: '飞虎队' }, product: '年度会员', amount: 1_280_000, currency: 'CNY', words: { 'zh-CN': '恭喜', en: 'Congratulations' }, ...more,
});
export const deal = (offset, more = {}) => takeover(offset, { play: 'ticker', reasons: ['deal'], tier: undefined, ...more });
/** The announcement that has an identity already, as it stands after the entry at `offset`. */
export const corrected = (offset, announcement, prev = offset - 1) => ({ kind: 'correction', offset, prev, announcement });
export const announced = (announcement, prev = announcement.offset - 1) => ({ kind: 'announcement', offset: announcement.offset, prev, announcement });
/** So many hands for the announcement, as of the entry at `offset`. */
export const applauded = (offset, announcement, applause, prev = offset - 1) => ({ kind: 'applause', offset, prev, announcement, applause });
/** What somebody wrote to the walls, and that it was taken back. */
export const notice = (offset, more = {}) => ({ offset, id: `n${offset}`, at: NOON, until: NOON + 1_800_000, text: '3点在会议室集合', by: 'assistant', ...more });
export const noticed = (offset, one = notice(offset), prev = offset - 1) => ({ kind: 'notice', offset, prev, notice: one });
/** The page's texts in a language, and its money. */
export const speaking = (lang, currency = 'CNY') => ({
  text: new Text(lang, readJSON(`public/i18n/${lang}.json`)), money: new Money(lang, currency), zone: 'Asia/Shanghai',
});
