import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CATCH_UP, Floor } from '../../public/js/floor/floor.js';
import { clockOf, dayPlan } from '../../public/js/floor/day-plan.js';
import { Played } from '../../public/js/floor/played.js';
import { localTime, minuteOn, phaseNow } from '../../public/js/floor/rhythm.js';
import { EPOCH, NOON, announced, deal, paperStorage, snapshot, takeover, welcome } from './stagehand.mjs';

const DAY = '2026-11-21';
const broadcast = (offset, more = {}) => ({ offset, at: NOON, day: DAY, occasion: 'hour', minute: 720, deals: [], period: { amount: 0, deals: 0 }, total: { amount: 0, deals: 0 }, ...more });
const phase = (offset, more = {}) => ({ offset, at: NOON, id: 'lunch', minute: 720, name: { en: 'Lunch' }, ...more });
const show = (offset, more = {}) => ({ id: `ceremony/BJ/${DAY}`, offset, kind: 'ceremony', day: DAY, steps: [], anchor: { step: 0, at: NOON }, ...more });
const frame = (kind, view, prev = view.offset - 1) => ({ kind, offset: view.offset, prev, [kind]: view });
const rhythm = (more = {}) => ({
  day: DAY, working: true, ...more,
  phases: [{ id: 'regroup', from: 690, to: 720, name: {}, quiet: false }, { id: 'lunch', from: 720, to: 750, name: {}, quiet: false }, { id: 'rest', from: 750, to: 775, name: {}, quiet: true }],
});

function open({ storage = paperStorage(), offset = 3, more } = {}) {
  const floor = new Floor({ played: new Played(storage), page: 'wall' });
  floor.apply(welcome(), NOON);
  floor.apply(snapshot(offset, more), NOON);
  return floor;
}

const items = ({ takeovers }) => takeovers.map(({ kind, offset }) => [kind, offset]);

test('phases, broadcasts, shows and rhythms are part of the sequence', () => {
  for (const [kind, view] of Object.entries({ phase: phase(6), broadcast: broadcast(6), show: show(6), rhythm: { ...rhythm(), offset: 6 } })) {
    const floor = open();
    assert.equal(floor.apply(frame(kind, view, 5), NOON).gap, true, kind);
    assert.equal(floor.apply(frame(kind, { ...view, offset: 4 }, 3), NOON).changed, kind);
    assert.equal(floor.position.offset, 4);
    assert.deepEqual(floor.apply(announced(deal(5), 4), NOON).bells.length, 1);
  }
});

test('a broadcast and a phase are played once, whatever the ring repeats', () => {
  const floor = open();
  assert.deepEqual(items(floor.apply(frame('broadcast', broadcast(4)), NOON)), [['broadcast', 4]]);
  assert.deepEqual(items(floor.apply(frame('phase', phase(5)), NOON)), [['phase', 5]]);
  for (const again of [frame('broadcast', broadcast(4)), frame('phase', phase(5))]) assert.deepEqual(items(floor.apply(again, NOON)), []);
  assert.deepEqual([floor.broadcast.offset, floor.phase.offset], [4, 5]);
});

test('a missed broadcast up to 90 s old is played when the line is back, an older one goes to the ticker', () => {
  for (const [late, played] of [[CATCH_UP, true], [CATCH_UP + 1, false]]) {
    const floor = open();
    const news = floor.apply(snapshot(6, { broadcast: broadcast(5) }), NOON + late);
    assert.deepEqual([items(news), floor.untold.map(({ offset }) => offset)], played ? [[['broadcast', 5]], []] : [[], [5]]);
  }
});

test('a missed phase that is older is only said by the frame', () => {
  const floor = open();
  assert.deepEqual(items(floor.apply(snapshot(6, { phase: phase(5) }), NOON + CATCH_UP + 1)), []);
  assert.deepEqual([floor.caughtUp, floor.untold, floor.phase.id], [0, [], 'lunch']);
});

test('a broadcast is never told twice across reloads, and one that waited is told after it', () => {
  const storage = paperStorage();
  open({ storage }).apply(frame('broadcast', broadcast(4)), NOON);
  const back = () => {
    const floor = new Floor({ played: new Played(storage), page: 'wall' });
    floor.apply(welcome(), NOON);
    return items(floor.apply(snapshot(4, { broadcast: broadcast(4) }), NOON));
  };
  assert.deepEqual(back(), [['broadcast', 4]], 'it had not begun');
  const played = new Played(storage);
  played.open(EPOCH, 'BJ', 'wall');
  played.settle(4);
  assert.deepEqual(back(), []);
});

test('a screen that was never on this log plays no broadcast of its past', () => {
  const floor = open({ more: { broadcast: broadcast(2), phase: phase(1), rhythm: rhythm(), show: show(3) } });
  assert.deepEqual([floor.untold, floor.broadcast.offset, floor.show.offset, floor.rhythm.day], [[], 2, 3, DAY]);
});

test('what was not played after all is counted: deals, and broadcasts that the ticker tells', () => {
  const floor = open();
  floor.pass([takeover(4), { kind: 'broadcast', ...broadcast(5) }, { kind: 'phase', ...phase(6) }]);
  assert.deepEqual([floor.caughtUp, floor.untold.map(({ offset }) => offset)], [1, [5]]);
});

test('a new day forgets the broadcasts of the old one', () => {
  const floor = open();
  floor.pass([{ kind: 'broadcast', ...broadcast(4) }]);
  floor.apply(snapshot(9, { day: '2026-11-22' }), NOON);
  assert.deepEqual([floor.untold, floor.broadcast], [[], undefined]);
});

test('the latest change of a show stands, whatever the ring repeats', () => {
  const floor = open();
  floor.apply(frame('show', show(4)), NOON);
  floor.apply({ kind: 'show', offset: 5, prev: 4, show: show(4, { anchor: { step: 0, at: NOON, held_at: NOON + 5 } }) }, NOON);
  floor.apply(frame('show', show(4)), NOON);
  assert.equal(floor.show.anchor.held_at, NOON + 5);
});

test('a page that plays nothing is told all the same', () => {
  const floor = new Floor();
  floor.apply(welcome(), NOON);
  floor.apply(snapshot(3, { rhythm: rhythm() }), NOON);
  assert.deepEqual(floor.apply(frame('broadcast', broadcast(4)), NOON), { changed: 'broadcast', takeovers: [], bells: [], revised: [] });
});

test('the part of the day is the site\'s, whatever the zone of the screen', () => {
  assert.deepEqual(localTime(NOON, 'Asia/Shanghai'), { day: DAY, minute: 720 });
  assert.deepEqual(localTime(NOON + 30_000, 'America/New_York'), { day: '2026-11-20', minute: 23 * 60 + 0.5 });
  assert.equal(localTime(NOON, 'Asia/Kolkata').minute, 9 * 60 + 30);
});

test('it says what it is, how long still, what comes next, and whether the lights are off', () => {
  const at = (minute) => phaseNow(rhythm(), NOON + (minute - 720) * 60_000, 'Asia/Shanghai');
  assert.deepEqual([at(720).phase.id, at(720).left, at(720).next.id, at(720).isQuiet], ['lunch', 30, 'rest', false]);
  assert.deepEqual([at(749.99).left, at(719.99).phase.id], [1, 'regroup']);
  assert.deepEqual([at(750).isQuiet, at(774.9).isQuiet, at(750).next], [true, true, undefined]);
  assert.deepEqual([at(775).phase, at(600).phase, at(600).next.id], [undefined, undefined, 'regroup']);
});

test('on a day on which nobody works, and for another day, it says nothing', () => {
  assert.deepEqual([phaseNow(rhythm({ working: false }), NOON, 'Asia/Shanghai').phase, phaseNow(rhythm({ day: '2026-11-20' }), NOON, 'Asia/Shanghai'),
    phaseNow(undefined, NOON, 'UTC'), phaseNow(rhythm(), undefined, 'UTC')], [undefined, {}, {}, {}]);
});

test('a day that begins at four goes on past midnight until then', () => {
  const midnight = Date.parse('2026-11-21T16:00Z'); // of the 22nd in Shanghai
  const on = (minute) => minuteOn(DAY, midnight + minute * 60_000, 'Asia/Shanghai', 240);
  assert.deepEqual([on(-1200), on(-0.5), on(0), on(60), on(239.5)], [240, 1439.5, 1440, 1500, 1679.5]);
  assert.deepEqual([on(240), minuteOn(DAY, midnight, 'Asia/Shanghai'), minuteOn('2026-11-20', midnight, 'Asia/Shanghai', 240)], [undefined, undefined, undefined]);
  assert.equal(minuteOn('2026-11-30', Date.parse('2026-11-30T17:00Z'), 'Asia/Shanghai', 240), 1500, 'over the end of a month');
  const night = { day: DAY, working: true, broadcasts: [1380, 1500], phases: [{ id: 'final', from: 1380, to: 1530, name: {}, quiet: true }, { id: 'report', from: 1530, to: 1540, name: {}, quiet: false }] };
  const at = (minute) => phaseNow(night, midnight + minute * 60_000, 'Asia/Shanghai', 240);
  assert.deepEqual([at(60).phase.id, at(60).left, at(60).next.id, at(60).isQuiet, at(90).phase.id], ['final', 30, 'report', true, 'report']);
  assert.deepEqual([at(240), phaseNow(night, midnight + 3_600_000, 'Asia/Shanghai')], [{}, {}]);
  assert.equal(dayPlan(night, 1450).told, 1500);
});

test('a clock that is put back over the beginning of the day does not end it', () => {
  const berlin = (text) => minuteOn('2026-10-25', Date.parse(text), 'Europe/Berlin', 150);
  assert.deepEqual([berlin('2026-10-25T00:30Z'), berlin('2026-10-25T00:59Z'), berlin('2026-10-25T01:00Z'), berlin('2026-10-25T01:31Z')], [150, 179, 150, 151]);
});

test('minutes of the night are shown as the clock shows them', () => {
  assert.deepEqual([0, 545, 1439, 1440, 1500, 1679].map(clockOf), ['00:00', '09:05', '23:59', '00:00', '01:00', '03:59']);
});
