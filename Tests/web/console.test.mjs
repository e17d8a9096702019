import assert from 'node:assert/strict';
import { test } from 'node:test';
import { awardBody, daysAfter, promises, withOneMore } from '../../public/js/floor/awards.js';
import { asPerson, peopleNow, personBody } from '../../public/js/floor/people.js';
import { TargetCells, cellOf, targetBody } from '../../public/js/floor/targets.js';
import { ask } from '../../public/js/link/ask.js';
import { EVERY, Fresh } from '../../public/js/link/fresh.js';
import { handClock } from './stagehand.mjs';

const sheet = { day: '2026-11-21', month: '2026-11' };
const agent = { of: 'agent', id: 'a01', day: { target: 1_200_000, achieved: 0, own: false }, month: { target: 24_000_000, achieved: 0, own: true } };

test('a target names whose it is and for which day or month, and can be taken back', () => {
  assert.deepEqual(targetBody(agent, 'day', sheet, 500), { agent: 'a01', day: '2026-11-21', amount: 500 });
  assert.deepEqual(targetBody({ of: 'site', id: 'BJ' }, 'month', sheet, null), { site: 'BJ', month: '2026-11', amount: null });
  assert.notEqual(cellOf({ team: 'x', day: '2026-11-21' }), cellOf({ agent: 'x', day: '2026-11-21' }));
});

test('a day\'s share of the month is not the day\'s own target', () => {
  const cells = new TargetCells();
  assert.deepEqual(cells.read(agent, 'day', sheet, []), { amount: null, otherwise: 1_200_000, state: '' });
  const own = { ...agent, day: { target: 900, own: true } };
  assert.deepEqual(cells.read(own, 'day', sheet, []), { amount: 900, otherwise: undefined, state: '' });
  assert.deepEqual(cells.read(agent, 'month', sheet, []).amount, 24_000_000);
  assert.deepEqual(cells.read({ of: 'team', id: 't1' }, 'month', sheet, []).amount, null);
});

test('a target on its way is shown as entered, the latest of several', () => {
  const cells = new TargetCells();
  const waiting = [targetBody(agent, 'day', sheet, 700), targetBody(agent, 'day', sheet, 500), targetBody(agent, 'month', sheet, 1)];
  const { amount, state } = cells.read(agent, 'day', sheet, waiting);
  assert.deepEqual([amount, state], [700, 'waits']);
});

test('a recorded target stands until the server\'s next answer, which may say otherwise', () => {
  const cells = new TargetCells();
  cells.recorded(targetBody(agent, 'day', sheet, 700));
  assert.deepEqual([cells.read(agent, 'day', sheet, []).amount, cells.read(agent, 'day', sheet, []).state], [700, 'saved']);
  cells.settle();
  const after = cells.read({ ...agent, day: { target: 650, own: true } }, 'day', sheet, []);
  assert.deepEqual([after.amount, after.state], [650, 'saved']);
});

test('a refused target stays as typed, with its fault, over the server\'s answers and until it is typed anew', () => {
  const cells = new TargetCells();
  const body = targetBody(agent, 'day', sheet, 700);
  cells.refused(body, 'is too large');
  cells.settle();
  assert.deepEqual(cells.read(agent, 'day', sheet, []), { amount: 700, otherwise: 1_200_000, state: 'refused', fault: 'is too large' });
  cells.clear(body);
  assert.equal(cells.read(agent, 'day', sheet, []).state, '');
});

const award = (id, state, due, more = {}) => ({ id, reward: { what: 'x', state, due }, ...more });

test('promises come by urgency, then by day; kept, revoked and unpromised ones are none', () => {
  const awards = [award('a', 'owed', '2026-11-30'), award('b', 'overdue', '2026-11-19'), award('c', 'due', '2026-11-21'), award('d', 'handed_over', '2026-11-01'),
    award('e', 'overdue', '2026-11-10'), award('f', 'owed', '2026-11-25'), award('g', 'owed', '2026-11-22', { revoked: { by: 'x' } }), { id: 'h' }];
  assert.deepEqual(promises(awards).map(({ id }) => id), ['e', 'b', 'c', 'f', 'a']);
  assert.equal(awards[0].id, 'a', 'and the list itself stays as it was');
});

test('a reward is due so many days later, over months and leap days', () => {
  assert.deepEqual([daysAfter('2026-11-29', 3), daysAfter('2028-02-28', 1), daysAfter('2026-12-31', 1), daysAfter('2026-11-21', 0)],
    ['2026-12-02', '2028-02-29', '2027-01-01', '2026-11-21']);
});

test('an honour goes to agents together or to one team, to nobody twice', () => {
  const [zhang, li, team] = [{ id: 'a01' }, { id: 'a02' }, { id: 't1', isTeam: true }];
  assert.deepEqual(withOneMore(withOneMore(withOneMore([], zhang), li), { id: 'a01' }), [zhang, li]);
  assert.deepEqual(withOneMore([zhang, li], team), [team]);
  assert.deepEqual(withOneMore([team], li), [li]);
});

test('an award says what was filled in and nothing else', () => {
  const form = { honour: 'bee', who: [{ id: 'a01' }, { id: 'a02' }], period: 'week', day: '2026-11-21', citation: '好', what: '', due: '', presenter: 'x' };
  assert.deepEqual(awardBody(form), { honour: 'bee', agents: ['a01', 'a02'], period: { kind: 'week', day: '2026-11-21' }, citation: '好' });
  const promised = awardBody({ ...form, who: [{ id: 't1', isTeam: true }], what: '茶', due: '2026-11-25', presenter: '' });
  assert.deepEqual([promised.team, promised.agents, promised.reward], ['t1', undefined, { what: '茶', due: '2026-11-25' }]);
});

const person = { id: 'a01', name: '单雄信', team: '飞虎队', team_id: 't1', pinyin: 'shan xiong xin', alias: '老单', hidden: true };

test('an edit of a person carries the whole record: nothing else is lost by it', () => {
  assert.deepEqual(personBody(person, { team_id: 't2' }),
    { agents: [{ id: 'a01', team: 't2', name: '单雄信', pinyin: 'shan xiong xin', alias: '老单', hidden: true }] });
  assert.deepEqual(personBody(person, { alias: undefined, hidden: false }).agents[0], { id: 'a01', team: 't1', name: '单雄信', pinyin: 'shan xiong xin' });
  assert.equal(personBody(person, { left: true }).agents[0].left, true);
  assert.equal('left' in personBody({ ...person, left: true }, { left: false }).agents[0], false);
});

test('a new name is read anew, unless its reading comes with it', () => {
  assert.equal('pinyin' in personBody(person, { name: '单纯' }).agents[0], false);
  assert.equal(personBody(person, { name: '单雄信' }).agents[0].pinyin, 'shan xiong xin');
  assert.equal(personBody({ id: 'a9', name: '覃', team_id: 't1' }, { pinyin: 'qin' }).agents[0].pinyin, 'qin');
});

test('people are listed as they will be: edits on their way, who joins, and who left to be asked back', () => {
  const teams = { t1: '飞虎队', t2: '雄鹰队' };
  const waiting = [personBody(person, { team_id: 't2' }), personBody({ id: 'a99', name: '新', team_id: 't1' }), personBody(person, { team_id: 't1', name: 'old' })];
  const left = [asPerson({ id: 'a50', name: '旧', team: 't1', left: true }, (id) => teams[id]), { ...person, left: true }];
  const people = peopleNow([person], waiting, left, (id) => teams[id]);
  assert.deepEqual(people.map(({ id, name, team, left: gone = false, waits = false }) => [id, name, team, gone, waits]),
    [['a01', '单雄信', '雄鹰队', false, true], ['a50', '旧', '飞虎队', true, false], ['a99', '新', '飞虎队', false, true]]);
});

function paperHouse(answer) {
  const asked = [];
  return { asked, get: async (url, { headers }) => { asked.push([url, headers.Authorization]); return answer(); } };
}

test('a question names what it asks for and who asks, and leaves out what is not known', async () => {
  const { asked, get } = paperHouse(() => ({ ok: true, json: async () => ({ rows: [] }) }));
  assert.deepEqual(await ask('/api/v1/targets', { site: 'BJ', day: undefined }, 'secret', get), { body: { rows: [] } });
  await ask('/api/v1/explain', { agent: 'a 1&x', metric: 'value' }, undefined, get);
  await ask('/api/v1/targets', {}, undefined, get);
  assert.deepEqual(asked.pop(), ['/api/v1/targets', undefined], 'and no question mark without a question');
  assert.deepEqual(asked, [['/api/v1/targets?site=BJ', 'Bearer secret'], ['/api/v1/explain?agent=a+1%26x&metric=value', undefined]]);
});

test('a refusal is the server\'s problem; no answer, or one that is no JSON, is a problem too', async () => {
  const refused = paperHouse(() => ({ ok: false, status: 403, json: async () => ({ title: 'Forbidden' }) }));
  assert.deepEqual(await ask('/x', {}, undefined, refused.get), { problem: { status: 403, title: 'Forbidden' } });
  const away = paperHouse(() => { throw new TypeError('fetch failed'); });
  const broken = paperHouse(() => ({ ok: true, json: async () => JSON.parse('<html>') }));
  for (const { get } of [away, broken]) assert.deepEqual(await ask('/x', {}, undefined, get), { problem: { status: 0 } });
});

function panel() {
  const clock = handClock();
  const questions = [];
  const shown = [];
  const fresh = new Fresh({ schedule: clock.schedule, ask: () => new Promise((answer) => { questions.push(answer); }), show: (answer) => shown.push(answer) });
  const answer = async (index, words) => {
    questions[index](words);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { clock, questions, shown, fresh, answer };
}

test('a panel asks when it is opened, when the line is back, after a change, and now and then while it is open', async () => {
  const { clock, questions, shown, fresh, answer } = panel();
  fresh.again();
  assert.equal(questions.length, 0, 'a closed panel asks nothing');
  fresh.open();
  assert.equal(questions.length, 1);
  await answer(0, 'first');
  fresh.open();
  fresh.again();
  clock.pass(EVERY);
  assert.equal(questions.length, 4, 'and has one timer however often it is opened');
  fresh.close();
  clock.pass(EVERY * 3);
  assert.deepEqual([questions.length, shown], [4, ['first']]);
});

test('of two questions the later one\'s answer is shown, in whichever order they come; a closed panel shows none', async () => {
  const { shown, fresh, answer } = panel();
  fresh.open();
  fresh.again();
  await answer(1, 'new');
  await answer(0, 'old');
  assert.deepEqual(shown, ['new']);
  fresh.again();
  fresh.close();
  await answer(2, 'late');
  fresh.open();
  assert.deepEqual(shown, ['new']);
});
