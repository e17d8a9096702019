import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultsOf, noticeBody, up } from '../../public/js/floor/notices.js';
import { asPerson, personBody } from '../../public/js/floor/people.js';
import { KINDS, formOf, isCode, linesOf, needsCare, screenChange, typedCode } from '../../public/js/floor/screens.js';
import { post } from '../../public/js/link/ask.js';
import { NOON, notice, speaking } from './stagehand.mjs';

const status = {
  scene: 'standings', version: 'v2', frame_age: 400, sound: 'ready', voice: 'server', memory: 48_300_000, nodes: 1_234, secure: true, wake_lock: true,
  visible: true, size: '1920x1080', caught_up: 0,
};
const screen = (more = {}, news = {}) => ({
  id: 's1', name: '前台', site: 'BJ', lang: 'zh-CN', volume: 80, online: true, since: NOON, seen: NOON, status: { ...status, ...news }, ...more,
});
const said = (one, lang = 'zh-CN') => Object.fromEntries(Object.entries(linesOf(one, { assets: 'v2' }, speaking(lang)))
  .map(([column, lines]) => [column, lines.map(({ state, words }) => `${state} ${words}`)]));

test('a screen that is well says so in every column, and needs nobody', () => {
  const well = screen({ voice: true, latency: { p50: 118, p99: 460, count: 212 } });
  assert.deepEqual(said(well, 'en'), {
    stand: ['good online since 12:00', 'plain newest version'],
    picture: ['plain Standings', 'plain painted 0.4 s ago'],
    sound: ['good sound works', 'plain voice of the server', "gold volume 80 · the room's voice"],
    speed: ['plain 118 ms, slowest 460', 'plain 212 receipts'],
    device: ['plain 1920x1080 · 48 MB · 1,234 elements', 'plain secure connection', 'plain kept awake'],
  });
  assert.equal(needsCare(linesOf(well, { assets: 'v2' }, speaking('en'))), false);
});

test('whatever is wrong with a screen is said in words and needs somebody', () => {
  const wrong = [
    [{ online: false }, {}, '离线，最后 11月21日星期六 12:00'], [{}, { visible: false }, '页面被遮住'], [{}, { version: 'v1' }, '旧版本'], [{}, { frame_age: 9_000 }, '9.0 秒前'],
    [{}, { sound: 'blocked' }, '声音被浏览器拦住'], [{ voice: true }, { voice: 'none' }, '没有语音可用'], [{ latency: { p50: 1, p99: 3_000, count: 9 } }, {}, '最慢 3,000'],
  ];
  for (const [more, news, words] of wrong) {
    const lines = linesOf(screen(more, news), { assets: 'v2' }, speaking('zh-CN'));
    assert.ok(needsCare(lines), words);
    assert.ok(Object.values(lines).flat().some((line) => ['bad', 'warn'].includes(line.state) && line.words.includes(words)), words);
  }
});

test('what is by intent, or not known, needs nobody', () => {
  const fine = [[{ muted: true }, { sound: 'off' }], [{}, { voice: 'none' }], [{}, { secure: false, wake_lock: false, memory: 0 }], [{ online: false, seen: undefined }, {}],
    [{ status: undefined }, {}], [{}, { visible: true, scene: 'a scene of next year', caught_up: 3 }]];
  for (const [more, news] of fine) assert.equal(needsCare(linesOf(screen({ ...more, ...(more.status === undefined && 'status' in more && { status: undefined }) }, news), { assets: 'v2' }, speaking('en'))), false);
  assert.equal(needsCare(linesOf(screen({}, { version: 'none' }), {}, speaking('en'))), false, 'a server that does not say its version');
});

test('a code is read as people type it, and only what can be one is one', () => {
  for (const typed of ['k7m3px', ' K7M 3PX ', 'K7M-3PX', 'Ｋ７Ｍ３ＰＸ']) assert.equal(typedCode(typed), 'K7M3PX');
  assert.deepEqual(['K7M3PX', 'K7M3P', 'K7M3PXX', 'K0M3PX', 'KOM3PX', 'K1M3PX', 'KIM3PX', ''].map(isCode), [true, false, false, false, false, false, false, false]);
});

test('a change names what was changed and nothing else', () => {
  const one = screen({ team: 't1', volumes: { bell: 40 }, voice: true });
  assert.equal(screenChange(one, formOf(one)), undefined);
  assert.deepEqual(screenChange(one, { ...formOf(one), name: '大厅', team: '', theme: 'festive', muted: true, voice: false }),
    { id: 's1', name: '大厅', team: '', theme: 'festive', muted: true, voice: false });
  assert.deepEqual(screenChange(one, { ...formOf(one), volumes: { ...formOf(one).volumes, gong: 60 } }), { id: 's1', volumes: { bell: 40, gong: 60 } });
  assert.deepEqual(screenChange(one, { ...formOf(one), volumes: Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, 100])) }), { id: 's1', volumes: {} });
});

test('a notice says something, for a while', () => {
  const good = { text: '喝水', minutes: '30' };
  assert.deepEqual(faultsOf(good), {});
  assert.deepEqual(Object.keys(faultsOf({ text: '  ', minutes: '0' })), ['text', 'minutes']);
  assert.deepEqual(['600', '601', '1.5', '-1', ''].map((minutes) => 'minutes' in faultsOf({ ...good, minutes })), [false, true, true, true, true]);
  assert.deepEqual(['好'.repeat(200), '好'.repeat(201), '👏'.repeat(200)].map((text) => 'text' in faultsOf({ ...good, text })), [false, true, false]);
  const { id, ...body } = noticeBody({ ...good, text: ' 喝水 ', isSpoken: true }, 'BJ');
  assert.deepEqual(body, { site: 'BJ', text: '喝水', minutes: 30, spoken: true });
  assert.match(id, /^[0-9a-f]{32}$/);
  assert.equal('spoken' in noticeBody({ ...good, isSpoken: false }, 'BJ'), false);
});

test('notices are listed while they are up, the newest first', () => {
  const all = [notice(1, { until: NOON }), notice(2, { until: NOON + 1 }), notice(3)];
  assert.deepEqual(up(all, NOON).map(({ id }) => id), ['n3', 'n2']);
});

test('how a name is said goes with the name; files stay unless they are taken away', () => {
  const person = { id: 'a1', name: '乐毅', team_id: 't1', spoken: 'yue4 yi4', photo: '/media/aa', clip: '/media/bb' };
  assert.deepEqual(personBody(person, { hidden: true }).agents[0], { id: 'a1', team: 't1', name: '乐毅', hidden: true, spoken: 'yue4 yi4' });
  assert.equal('spoken' in personBody(person, { name: '张伟' }).agents[0], false);
  assert.equal('spoken' in personBody(person, { spoken: '' }).agents[0], false);
  assert.equal('spoken' in personBody(person, { alias: '燕子' }).agents[0], false, 'an alias is not said as the name is');
  assert.equal(personBody({ ...person, alias: '燕子' }, { alias: '燕子', hidden: true }).agents[0].spoken, 'yue4 yi4');
  const { photo, clip } = personBody(person, { photo: '' }).agents[0];
  assert.deepEqual([photo, clip], ['', undefined]);
  assert.deepEqual({ ...person, ...asPerson(personBody(person, { photo: '' }).agents[0], () => '') }.photo, undefined);
  assert.deepEqual({ ...person, ...asPerson(personBody(person, { hidden: true }).agents[0], () => '') }.photo, '/media/aa');
});

test('a word to the server is posted as JSON, a file as it is, by whoever has the token', async () => {
  const posted = [];
  const get = async (url, { method, headers, body }) => {
    posted.push([method, url, headers['Content-Type'], headers.Authorization, typeof body === 'string' ? body : body.size]);
    return { ok: posted.length < 2, status: 413, json: async () => ({ title: 'too large' }) };
  };
  assert.deepEqual(await post('/api/v1/notices', { text: '好' }, 'secret', undefined, get), { body: { title: 'too large' } });
  assert.deepEqual(await post('/api/v1/agents/photo', new Blob(['12345'], { type: 'image/jpeg' }), 'secret', { agent: 'a 1' }, get), { problem: { status: 413, title: 'too large' } });
  assert.deepEqual(posted, [['POST', '/api/v1/notices', 'application/json', 'Bearer secret', '{"text":"好"}'],
    ['POST', '/api/v1/agents/photo?agent=a+1', 'image/jpeg', 'Bearer secret', 5]]);
});
