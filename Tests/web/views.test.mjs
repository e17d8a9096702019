import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Money } from '../../public/js/floor/money.js';
import { VIEWS } from '../../public/js/floor/views.js';
import { NOON, deal } from './stagehand.mjs';

const DAY = '2026-11-21';
const context = { text: { lang: 'en', pick: ({ en }) => en }, money: new Money('en', 'CNY'), currency: 'CNY', zone: 'Asia/Shanghai', clock: { now: NOON } };
const row = (place, amount, more = {}) => ({ place, id: `a${place}-${amount}`, name: 'Ann', team: { id: 't1', name: 'Tigers' }, amount, deals: 1, ...more });
const floorOf = (more = {}) => ({
  agents: [], teams: [], announcements: [], notices: [], total: { amount: 0, deals: 0 }, day: DAY,
  welcome: { site: { id: 'BJ', currency: 'CNY' } }, ...more,
});
const gallery = (more = {}) => ({ day: DAY, teams: [], ...more });
const see = (scene, floor, more = {}) => VIEWS[scene](floorOf(floor), { ...context, ...more });

test('on a floor on which nothing has happened only the standings and the quiet have something to say', () => {
  for (const floor of [floorOf(), floorOf({ gallery: gallery() })]) {
    assert.deepEqual(Object.keys(VIEWS).filter((scene) => VIEWS[scene](floor, context) !== undefined), ['standings', 'quiet']);
  }
});

test('the gap to the place above is told where whoever has it is on the board', () => {
  const gaps = (agents, more) => see('standings', { agents }, more).rows.map(({ gap }) => gap);
  assert.deepEqual(gaps([row(1, 900), row(2, 500), row(2, 500), row(4, 100)]), [undefined, 400, 400, 400]);
  assert.deepEqual(gaps([row(1, 900), row(3, 500)]), [undefined, undefined], 'the second is not shown on screens');
  assert.deepEqual(gaps([row(1, 900), row(2, 500)], { isSingle: true }), [undefined, undefined], 'beside the day\'s total there is no room');
});

test('no more than ten are named, and a board that has just opened shows the next seats free', () => {
  const board = (count) => see('standings', { agents: Array.from({ length: count }, (_, index) => row(index + 1, 1000 - index)) });
  assert.deepEqual([0, 1, 2, 4, 5, 200].map((count) => [board(count).rows.length, board(count).seats.map(({ place }) => place), board(count).opening]),
    [[0, [], true], [1, [2, 3], false], [2, [3], false], [4, [5], false], [5, [], false], [10, [], false]]);
  assert.deepEqual(see('standings', { agents: [row(1, 9), row(1, 9)] }).seats.map(({ place }) => place), [3]);
});

test('a team\'s screen shows the team\'s own: standings, podium and deals', () => {
  const teams = [{ id: 't1', name: 'Tigers', top: [row(1, 50)] }, { id: 't2', name: 'Eagles', top: [row(1, 9), row(2, 5)] }];
  const floor = { agents: [row(1, 50), row(2, 9)], gallery: gallery({ teams }), announcements: [deal(2, { team: { id: 't2', name: 'Eagles' } }), deal(1, { team: { id: 't1', name: 'Tigers' } })] };
  const own = { team: 't2' };
  assert.deepEqual(see('standings', floor, own).rows.map(({ amount }) => amount), [9, 5]);
  assert.equal(see('podium', floor, own).own.name, 'Eagles');
  assert.deepEqual(see('feed', floor, own).deals.map(({ offset }) => offset), [2]);
  assert.deepEqual(see('feed', floor).deals.map(({ offset }) => offset), [2, 1]);
  assert.equal(see('standings', { ...floor, gallery: undefined }, own).rows.length, 2, 'until the team\'s data come, the floor\'s');
});

test('on the podium stand the first three places, shared ones too, the first in the middle', () => {
  const orders = (...places) => see('podium', { agents: places.map((place, index) => row(place, 1000 - index)) }).steps.map(({ place, order }) => [place, order]);
  assert.deepEqual(orders(1, 2, 3, 4), [[1, 0], [2, -1], [3, 2]]);
  assert.deepEqual(orders(1, 1, 3, 3), [[1, 0], [1, -1], [3, 2], [3, -3]]);
  assert.equal(orders(1, 1, 1, 1, 1, 1, 1).length, 5);
});

test('teams race to their targets, the furthest first; without targets by amount', () => {
  const team = (id, amount, more = {}) => ({ id, name: id, amount, ...more });
  const all = [team('a', 900, { target: 1000, completion: 9000, expected: 500 }), team('b', 600, { target: 500, completion: 12000, expected: 250 }), team('c', 5000)];
  const { lanes, is, goal } = see('teams', { gallery: gallery({ teams: all }) });
  assert.deepEqual(lanes.map(({ id, share, place }) => [id, share, place]), [['b', 1, 1], ['a', 0.75, 2], ['c', 0, 2]]);
  assert.deepEqual([lanes[1].mark, lanes[1].marked, goal], [5000 / 12000, true, 10000 / 12000]);
  assert.match(is, /over/);
  const plain = see('teams', { teams: [team('a', 100), team('b', 50), team('c', 0)] });
  assert.deepEqual(plain.lanes.map(({ share }) => share), [1, 0.5, 0]);
  assert.equal(see('teams', { teams: [team('a', 0)] }), undefined, 'nobody has sold, nobody has a target');
});

test('sites are compared where there are two, in the currency they share', () => {
  const rows = [{ id: 'BJ', name: { en: 'Beijing' }, amount: 5 }, { id: 'SH', name: { en: 'Shanghai' }, amount: 9 }];
  const { lanes, money } = see('sites', { gallery: gallery({ sites: { currency: 'USD', rows } }) });
  assert.deepEqual(lanes.map(({ name, here }) => [name, here]), [['Shanghai', false], ['Beijing', true]]);
  assert.equal(money.boardText(500), '$5');
  assert.equal(see('sites', { gallery: gallery({ sites: { currency: 'USD', rows: rows.slice(1) } }) }), undefined);
});

test('the day\'s line ends at this minute, and the line of what is expected at the target', () => {
  const hours = [{ minute: 600, amount: 10, expected: 20 }, { minute: 660, amount: 30, expected: 40 }, { minute: 1080, expected: 100 }];
  const pace = (more) => see('pace', { gallery: gallery({ pace: { target: 100, amount: 50, expected: 60, state: 'behind', hours, ...more } }) });
  const { x, y, goal, way, plan, hours: named } = pace();
  assert.equal(x, (720 - 540) / (1080 - 540) * 100, 'noon of a day from nine to six');
  assert.ok(goal > 0 && goal < y && y < 100);
  assert.deepEqual([way.split('L').length, plan.split('L').length], [4, 5]);
  assert.deepEqual(named.map(({ minute }) => minute), [600, 660, 1080]);
  assert.equal(pace({ target: undefined }), undefined);
});

test('a floor that is only recalled is drawn as of the moment when it was kept', () => {
  const hours = [{ minute: 600, amount: 10, expected: 20 }, { minute: 1080, expected: 100 }];
  const away = { clock: { now: undefined } };
  const { x, way } = see('pace', { recalled: NOON, gallery: gallery({ pace: { target: 100, amount: 50, expected: 60, state: 'behind', hours } }) }, away);
  assert.deepEqual([x, way.includes('NaN')], [(720 - 540) / (1080 - 540) * 100, false]);
  const notices = [{ id: 'over', text: 'over', until: NOON }, { id: 'holds', text: 'holds', until: NOON + 1 }];
  const { notice, others } = see('message', { recalled: NOON, notices }, away);
  assert.deepEqual([notice.id, others], ['holds', []]);
});

test('how the day stands is one sentence, with the amount that matters', () => {
  const hours = [{ minute: 600, amount: 10, expected: 20 }, { minute: 1080, expected: 100 }];
  const stand = (amount, state) => {
    const said = see('pace', { gallery: gallery({ pace: { target: 100, amount, expected: 60, state, hours } }) });
    return ['ahead', 'behind', 'on_track', 'reached', 'just_reached'].filter((one) => one in said).map((one) => [one, said[one]]);
  };
  assert.deepEqual([stand(50, 'behind'), stand(80, 'ahead'), stand(60, 'on_track'), stand(130, 'ahead')],
    [[['behind', 10]], [['ahead', 20]], [['on_track', 40]], [['reached', 30]]]);
  assert.equal(stand(100, 'ahead')[0][0], 'just_reached');
});

test('a voided deal is in the ticker only', () => {
  assert.equal(see('feed', { announcements: [deal(1, { voided: true })] }), undefined);
});

test('what people wrote is an honour, what the house gave hangs in the hall', () => {
  const fame = [{ title: { en: 'Top Sales' }, day: '2026-11-20' }, { title: { en: 'Busy bee' }, citation: 'Always there' }, { title: { en: 'Top team' } }];
  const titles = (scene) => see(scene, { gallery: gallery({ fame }) }).cards.map(({ title }) => title.en);
  assert.deepEqual([titles('fame'), titles('honours')], [['Top Sales', 'Top team'], ['Busy bee']]);
});

test('the newest message that still holds is the largest', () => {
  const notice = (id, until) => ({ id, text: id, until });
  const { notice: first, others } = see('message', { notices: [notice('old', NOON), notice('one', NOON + 1), notice('two', NOON + 9)] });
  assert.deepEqual([first.id, others.map(({ id }) => id)], ['two', ['one']]);
  assert.equal(see('message', { notices: [notice('old', NOON)] }), undefined);
});
