import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { Floor } from '../../public/js/floor/floor.js';
import { Played } from '../../public/js/floor/played.js';
import { deviceOf, DEVICE } from '../../public/js/link/address.js';
import { Link, SILENCE } from '../../public/js/link/link.js';
import { AGAIN, askToBePaired, drawn, spelled } from '../../public/js/link/pairing.js';
import { APART, LOOK, WITHIN, renew, renewSoon } from '../../public/js/link/renewal.js';
import { report } from '../../public/js/link/report.js';
import { NOON, PUBLIC, deal, handClock, notice, noticed, paperSockets, paperStorage, row, snapshot, standings, takeover, welcome } from './stagehand.mjs';

// What a screen reports ------------------------------------------------------------------------------------------------

function screen() {
  const clock = handClock();
  const play = { clock, sent: [], line: true, status: { sound: 'blocked', scene: 'standings', visible: true }, paints: [] };
  play.reports = report({
    schedule: clock.schedule,
    look: () => play.status,
    now: () => NOON + clock.schedule.now,
    afterPaint: (run) => play.paints.push(run),
    send: (message) => play.line && play.sent.push(message) > 0,
  });
  play.paint = () => play.paints.splice(0).forEach((run) => run());
  play.of = (kind) => play.sent.filter((message) => message.kind === kind);
  return play;
}

test('a screen says how it stands at once, then every ten seconds', () => {
  const { clock, of } = screen();
  clock.pass(1_000);
  assert.deepEqual(of('status').map(({ status }) => status.sound), ['blocked']);
  clock.pass(9_000);
  assert.equal(of('status').length, 1);
  clock.pass(30_000);
  assert.equal(of('status').length, 4);
});

test('another sound or scene is told within a second, and no more often', () => {
  const play = screen();
  play.clock.pass(1_000);
  play.status = { ...play.status, sound: 'ready' };
  play.clock.pass(1_000);
  play.status = { ...play.status, scene: 'podium' };
  play.clock.pass(999);
  assert.equal(play.of('status').length, 2);
  play.clock.pass(1);
  assert.equal(play.of('status').length, 3);
});

test('what had no line is told when there is one', () => {
  const play = screen();
  play.line = false;
  const item = takeover(4);
  play.reports.came([item]);
  play.reports.shown([item]);
  play.paint();
  play.clock.pass(20_000);
  assert.deepEqual(play.sent, []);
  play.line = true;
  play.clock.pass(1_000);
  assert.deepEqual(play.sent.map(({ kind }) => kind), ['status', 'receipts']);
});

test('a receipt is written when the picture is painted, with the wait for the turn, once, several in one message', () => {
  const play = screen();
  const [one, other] = [takeover(4), deal(5)];
  play.reports.came([one, other]);
  play.clock.pass(12_000);
  play.reports.shown([one], 150); // its turn began 150 ms ago
  play.clock.pass(500);
  assert.deepEqual(play.of('receipts'), [], 'nothing is painted yet');
  play.paint();
  play.reports.shown([one, other, deal(6)]);
  play.paint();
  play.clock.pass(2_000);
  const [{ receipts }, ...more] = play.of('receipts');
  assert.deepEqual([receipts.map(({ offset, waited }) => [offset, waited]), more], [[[4, 11_850], [5, 12_500]], []]);
  assert.ok(receipts.every(({ painted }) => painted === NOON + 13_500));
});

test('an item that was corrected while it waited has its receipt, and what never comes is not remembered for ever', () => {
  const play = screen();
  play.reports.came([takeover(4), deal(5)]);
  play.clock.pass(9_000);
  play.reports.shown([takeover(4, { amount: 5 }), deal(5, { applause: 3 })]);
  play.paint();
  play.clock.pass(1_000);
  assert.deepEqual(play.of('receipts')[0].receipts.map(({ offset, waited }) => [offset, waited]), [[4, 9_000], [5, 9_000]]);
  for (let offset = 10; offset < 2_000; offset += 1) play.reports.came([deal(offset)]);
  play.reports.shown([deal(10), deal(1_999)]);
  play.paint();
  play.clock.pass(1_000);
  assert.deepEqual(play.of('receipts')[1].receipts.map(({ offset }) => offset), [1_999]);
});

test('after hours without a line a screen sends no more receipts than one message takes', () => {
  const play = screen();
  play.line = false;
  for (let offset = 1; offset <= 500; offset += 1) {
    const item = deal(offset);
    play.reports.came([item]);
    play.reports.shown([item]);
    play.paint();
  }
  play.line = true;
  play.clock.pass(1_000);
  const [{ receipts }] = play.of('receipts');
  assert.deepEqual([receipts.length, receipts.at(-1).offset], [48, 500]);
});

// How it renews itself -------------------------------------------------------------------------------------------------

test('a page loads itself anew at some moment of the next minute, but never while something is on', () => {
  const clock = handClock();
  let [isBusy, times] = [true, 0];
  renewSoon(clock.schedule, () => isBusy, () => (times += 1) > 0, () => 0.5);
  clock.pass(WITHIN / 2 + 20 * LOOK);
  assert.equal(times, 0);
  isBusy = false;
  clock.pass(LOOK);
  assert.equal(times, 1);
  clock.pass(10 * APART);
  assert.equal(times, 1, 'once is enough');
});

test('a page does it once in ten minutes, over the reload, and a clock that was set back does not stop it for ever', () => {
  const storage = paperStorage();
  let times = 0;
  const at = (now) => renew(() => (times += 1), storage, now);
  assert.deepEqual([at(NOON), at(NOON + 1), at(NOON + APART - 1), at(NOON + APART)], [true, false, false, true]);
  assert.equal(at(NOON), true, 'set back');
  assert.equal(renew(() => (times += 1), undefined, NOON), true, 'a browser that keeps nothing');
  assert.equal(times, 4);
});

/** The guard, which looks whenever it is told to, at a page of paper. */
async function guarded() {
  const page = { listeners: {}, document: { hidden: false }, isThere: true, reloads: 0, kept: new Set(['v1']) };
  let look;
  const parts = {
    document: page.document, localStorage: paperStorage(), setInterval: (run) => { look = run; },
    addEventListener: (name, run) => { page.listeners[name] = run; },
    // what the worker keeps is answered whether the server is there or not
    fetch: async (path) => { if (!page.isThere && String(path).includes('/api/')) throw new TypeError('failed'); },
    location: { reload: () => { page.reloads += 1; } },
    caches: { keys: async () => [...page.kept], delete: async (name) => page.kept.delete(name) },
  };
  const before = Object.fromEntries(Object.keys(parts).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]));
  for (const [name, value] of Object.entries(parts)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  await import(`../../public/wall/guard.js?${guarded.count = (guarded.count ?? 0) + 1}`);
  page.looks = async (times, ...events) => {
    for (let n = 0; n < times; n += 1) {
      for (const name of events) page.listeners[name]();
      look();
    }
    for (let n = 0; n < 9; n += 1) await Promise.resolve();
    return page.reloads;
  };
  page.end = () => Object.entries(before).forEach(([name, it]) => (it ? Object.defineProperty(globalThis, name, it) : delete globalThis[name]));
  return page;
}

test('a page that is seen and paints nothing for half a minute is loaded anew; one that nobody sees is not', async () => {
  const page = await guarded();
  assert.equal(await page.looks(5), 0);
  await page.looks(1, 'frame');
  assert.equal(await page.looks(5), 0, 'a frame is a sign of life');
  page.document.hidden = true;
  assert.equal(await page.looks(100), 0);
  page.document.hidden = false;
  page.isThere = false;
  assert.equal(await page.looks(20), 0, 'without a server it would not come back');
  assert.equal(page.kept.size, 1);
  page.isThere = true;
  assert.equal(await page.looks(1), 1);
  assert.equal(page.kept.size, 0, 'what was kept may be what is wrong');
  assert.equal(await page.looks(20), 1, 'and not all the time');
  page.end();
});

test('a page that throws errors all the time is loaded anew although it paints, one error in between is not enough', async () => {
  const page = await guarded();
  for (const events of [['frame', 'error', 'frame'], ['error', 'frame'], ['frame'], ['unhandledrejection']]) assert.equal(await page.looks(2, ...events), 0);
  await page.looks(1, 'frame');
  assert.equal(await page.looks(5, 'frame', 'error', 'frame'), 0);
  assert.equal(await page.looks(1, 'unhandledrejection', 'frame'), 1);
  page.end();
});

// What outlives the page -----------------------------------------------------------------------------------------------

test('a floor that was kept is shown again, and says since when it is not true any more', () => {
  const before = new Floor({ played: new Played(paperStorage()), page: 'wall' });
  before.apply(welcome(), NOON);
  before.apply(snapshot(3, { agents: [row(1, 'a', 5)], announcements: [deal(3)], notices: [notice(2)] }), NOON);
  before.apply({ kind: 'gallery', day: '2026-11-21', fame: [] }, NOON);
  before.apply(standings(4, 3, [row(1, 'b', 9)]), NOON);
  before.caughtUp = 7;
  const after = new Floor({ played: new Played(paperStorage()), page: 'wall' });
  after.recall(JSON.stringify({ ...before, recalled: NOON }));
  assert.deepEqual([after.known, after.agents[0].id, after.welcome.site.id, after.gallery.day, after.notices.length], [true, 'b', 'BJ', '2026-11-21', 1]);
  assert.deepEqual([after.position, after.caughtUp, after.recalled], [undefined, 0, NOON], 'the server is asked for everything');
  assert.equal(after.apply(standings(5, 4), NOON).gap, true, 'and nothing but a snapshot makes it true again');
  after.apply(snapshot(9), NOON);
  assert.deepEqual([after.agents, after.announcements, after.position.offset], [[], [], 9]);
});

test('nothing was kept: nothing is shown', () => {
  const floor = new Floor();
  floor.recall(null);
  floor.recall(undefined);
  assert.equal(floor.known, false);
  assert.deepEqual([deviceOf(paperStorage()), deviceOf(undefined), deviceOf(paperStorage(new Map([[DEVICE, '{']])))], [{}, {}, {}]);
  assert.deepEqual(deviceOf(paperStorage(new Map([[DEVICE, '{"token":"fc_1","lang":"en"}']]))), { token: 'fc_1', lang: 'en' });
});

test('what was played before a page was recalled is not played again', () => {
  const storage = paperStorage();
  const before = new Floor({ played: new Played(storage), page: 'wall' });
  before.apply(welcome(), NOON);
  before.apply(snapshot(3), NOON);
  before.apply(noticed(4), NOON);
  const played = new Played(storage);
  const after = new Floor({ played, page: 'wall' });
  after.recall(JSON.stringify(before));
  after.apply(welcome(), NOON);
  const { takeovers } = after.apply(snapshot(5, { notices: [notice(4)], announcements: [takeover(5)] }), NOON);
  assert.deepEqual(takeovers.map(({ offset }) => offset), [5, 4], 'queued, not begun: it is played');
  played.settle(4);
  assert.deepEqual(new Floor({ played, page: 'wall' }).apply(snapshot(5, { notices: [notice(4)] }), NOON).takeovers, []);
});

test('a page that was away says soon that it is cut off, and since when it heard nothing', () => {
  const clock = handClock();
  const paper = paperSockets();
  const states = [];
  const link = new Link({
    url: 'ws://floor/ws', schedule: clock.schedule, open: paper.open, receive: () => undefined, hello: () => ({}), changed: (state) => states.push(state),
  });
  link.start();
  paper.last.opens();
  paper.last.says(welcome());
  const heard = clock.schedule.now;
  link.stop(); // nobody sees it
  clock.pass(3_600_000);
  assert.deepEqual(states.map(({ phase }) => phase), ['live'], 'and nobody is told');
  link.start();
  assert.equal(paper.sockets.length, 2);
  clock.pass(1_000);
  assert.deepEqual([states.at(-1).phase, states.at(-1).heard], ['lost', heard]);
  paper.last.opens();
  paper.last.says(welcome());
  assert.equal(states.at(-1).phase, 'live');
  link.start();
  assert.equal(paper.sockets[1].readyState, 3, 'never two lines');
  clock.pass(SILENCE - 1);
  assert.equal(states.at(-1).phase, 'live');
});

// Pairing --------------------------------------------------------------------------------------------------------------

/** A server that answers with what `answers` holds, in its order; then it is away. */
async function paired(answers) {
  const clock = handClock();
  const play = { clock, asked: [], told: [] };
  const get = async (path, { method }) => {
    play.asked.push(`${method} ${path}`);
    const { status = 200, ...body } = answers.shift() ?? (() => { throw new TypeError('fetch failed'); })();
    return { status, ok: status < 300, json: async () => body };
  };
  const on = Object.fromEntries(['shown', 'paired', 'away'].map((name) => [name, (what) => play.told.push([name, what?.code ?? what?.token])]));
  askToBePaired({ schedule: clock.schedule, on, get });
  play.turn = async (ms = 2_000) => {
    clock.pass(ms);
    for (let n = 0; n < 20; n += 1) await Promise.resolve();
  };
  await play.turn(0);
  return play;
}

const pairing = (code) => ({ status: 201, code, key: `k ${code}`, interval: 2, qr: [] });

test('a screen shows its code, asks every interval, and takes its token', async () => {
  const play = await paired([pairing('K7M3PX'), { state: 'waiting' }, { state: 'paired', token: 'fc_1', screen: { id: 's1', name: '前台' } }]);
  assert.deepEqual(play.told, [['shown', 'K7M3PX']]);
  await play.turn();
  await play.turn();
  await play.turn(60_000);
  assert.deepEqual(play.told.at(-1), ['paired', 'fc_1']);
  assert.deepEqual(play.asked, ['POST /api/v1/pairings', 'GET /api/v1/pairings?key=k+K7M3PX', 'GET /api/v1/pairings?key=k+K7M3PX'], 'and asks no more');
});

test('a code that is over is followed by another', async () => {
  const play = await paired([pairing('AAAAAA'), { status: 404, title: 'unknown' }, pairing('BBBBBB'), { state: 'waiting' }]);
  await play.turn();
  assert.deepEqual(play.told, [['shown', 'AAAAAA'], ['shown', 'BBBBBB']]);
  await play.turn();
  assert.equal(play.asked.at(-1), 'GET /api/v1/pairings?key=k+BBBBBB');
});

test('a server that is away, or too busy, is asked again; the code stands while it may', async () => {
  const play = await paired([{ status: 503 }, pairing('AAAAAA')]);
  assert.deepEqual(play.told, [['away', undefined]]);
  await play.turn(AGAIN);
  await play.turn(); // away again
  assert.deepEqual(play.told.slice(1), [['shown', 'AAAAAA'], ['away', undefined]]);
  await play.turn(AGAIN);
  assert.equal(play.asked.at(-1), 'GET /api/v1/pairings?key=k+AAAAAA');
});

test('a QR code is drawn module by module, with white around it', () => {
  const { box, path } = drawn(['1101', '0000', '0110', '1111']);
  assert.equal(box, '-4 -4 12 12');
  assert.equal(path, 'M0 0h2v1h-2zM3 0h1v1h-1zM1 2h2v1h-2zM0 3h4v1h-4z');
  assert.equal(spelled('K7M3PX'), 'K7M 3PX');
});

// The service worker ---------------------------------------------------------------------------------------------------

/** The service worker with a network and a cache made of paper; it is started anew for each event. */
function worker() {
  const kept = new Map(); // name to Map of path to response
  const pathOf = (request) => new URL(request.url ?? request, 'http://floor').pathname;
  const cacheOf = (files) => ({
    keys: async () => [...files.keys()],
    match: async (request) => files.get(pathOf(request)),
    put: async (path, answer) => files.set(path, answer),
    async addAll(paths) {
      const answers = await Promise.all([...paths].map(async (path) => [pathOf(path), await play.network(pathOf(path))]));
      if (answers.some(([, { status }]) => status !== 200)) throw new TypeError('addAll');
      for (const [path, answer] of answers) files.set(path, answer);
    },
  });
  const caches = {
    async open(name) {
      if (!kept.has(name)) kept.set(name, new Map());
      return cacheOf(kept.get(name));
    },
    keys: async () => [...kept.keys()],
    delete: async (name) => kept.delete(name),
  };
  const Response = class { static error = () => ({ status: 0 }); };
  const on = () => {
    const self = { skipWaiting() {} };
    const context = createContext({ self, caches, fetch: (request) => play.network(pathOf(request)), AbortSignal, URL, Set, Response });
    runInContext(readFileSync(join(PUBLIC, 'wall/service-worker.js'), 'utf8'), context);
    return self;
  };
  const serves = (version) => async (path) => ({ status: 200, body: `${version} ${path}`, json: async () => ({ assets: version }) });
  const play = { kept, serves, network: serves('v1') };
  play.ask = (path, page = 'p1', method = 'GET') => {
    let answer;
    const mode = path.startsWith('/wall/?') ? 'navigate' : 'cors';
    on().onfetch({ request: { method, mode, url: `http://floor${path}` }, clientId: page, resultingClientId: page, respondWith: (it) => { answer = it; } });
    return answer;
  };
  /** What a page and one of its files are answered with. */
  play.load = async (page) => [(await play.ask('/wall/?site=BJ', page)).body, (await play.ask('/wall/main.js', page)).body];
  play.keep = (data, page = 'p1') => {
    let done;
    on().onmessage({ data, source: { id: page }, waitUntil: (it) => { done = it; } });
    return done;
  };
  play.away = async () => { throw new TypeError('failed'); };
  return play;
}

const FILES = ['/wall/', 'http://floor/wall/main.js', 'http://floor/wall/main.js', '/version.json'];
const [OF_1, OF_2] = ['v1', 'v2'].map((version) => [`${version} /wall/`, `${version} /wall/main.js`]);

test('a page that opens without its server, or behind a broken proxy, has every file from the kept set, also when the server is back', async () => {
  const play = worker();
  await play.load('p0');
  await play.keep({ version: 'v1', files: FILES }, 'p0');
  for (const network of [play.away, async () => ({ status: 502 })]) {
    play.network = network;
    assert.equal((await play.ask('/wall/?site=BJ', 'p2')).body, 'v1 /wall/');
    play.network = play.serves('v2');
    assert.equal((await play.ask('/wall/main.js', 'p2')).body, 'v1 /wall/main.js');
    assert.equal((await (await play.ask('/version.json', 'p2')).json()).assets, 'v1', 'so it learns that it is old');
    assert.equal((await play.ask('/art/other.svg', 'p2')).body, 'v2 /art/other.svg', 'what is not in the set');
  }
  assert.equal(play.ask('/api/v1/health'), undefined, 'what the server knows is none of its business');
  assert.equal(play.ask('/wall/', 'p2', 'POST'), undefined);
});

test('a page of another version than the kept one has nothing of that, whatever fails', async () => {
  const play = worker();
  await play.keep({ version: 'v1', files: FILES }, 'p0');
  play.network = play.serves('v2');
  assert.deepEqual(await play.load('p1'), OF_2);
  play.network = play.away;
  await assert.rejects(play.ask('/wall/main.js', 'p1'));
  play.network = play.serves('v2');
  await play.keep({ version: 'v2', files: FILES }, 'p1');
  play.network = play.serves('v3');
  assert.equal((await play.ask('/wall/main.js', 'p1')).body, 'v2 /wall/main.js', 'until its own version is kept');
});

test('a page of the kept version has its files from the set, and needs the server no more once it is opened', async () => {
  const play = worker();
  await play.keep({ version: 'v1', files: FILES }, 'p0');
  assert.equal((await play.ask('/wall/?site=BJ', 'p1')).body, 'v1 /wall/');
  play.network = play.away;
  assert.equal((await play.ask('/wall/main.js', 'p1')).body, 'v1 /wall/main.js');
});

test('a set is kept as a whole or not at all, and the last whole one stays until then', async () => {
  const play = worker();
  await play.keep({ version: 'v1', files: FILES });
  play.network = async (path) => ({ status: path === '/wall/main.js' ? 404 : 200 });
  await assert.rejects(play.keep({ version: 'v2', files: FILES }));
  assert.deepEqual(['v1', 'v2'].map((name) => play.kept.get(name).has('/wall/')), [true, false]);
  play.network = play.away;
  assert.deepEqual(await play.load('p2'), OF_1);
  play.network = play.serves('v2');
  await play.load('p3'); // its set is not there yet, and no mark makes it look so
  await play.keep({ version: 'v2', files: FILES }, 'p3');
  assert.deepEqual([...play.kept.keys()], ['v2']);
  play.network = play.away;
  await play.keep({ version: 'v2', files: FILES }, 'p3'); // it has it
  assert.deepEqual(await play.load('p4'), OF_2);
});
