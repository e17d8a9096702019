import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BETWEEN, LEAVE, Player } from '../../public/js/floor/player.js';
import { BURST, KINDS, NAMED, afterwards, kindOf, kindsOf, playedBy, soundOf, weight } from '../../public/js/floor/queue.js';
import { RECIPES } from '../../public/js/sound/house.js';
import { handClock, takeover } from './stagehand.mjs';

const MINUTE = 60_000;
const big = (offset, tier = 1, more = {}) => takeover(offset, { tier, ...more });
const first = (offset, ...reasons) => takeover(offset, { reasons, tier: undefined });
const broadcast = (offset, occasion = 'hour') => ({ kind: 'broadcast', offset, occasion, duration: 25_000, words: {} });
const phase = (offset) => ({ kind: 'phase', offset, duration: 6_000 });
const notice = (offset) => ({ kind: 'notice', offset, text: 'hello', by: 'Ann', duration: 10_000 });

function stage() {
  const clock = handClock();
  const begun = [];
  const beats = [];
  const passed = [];
  const player = new Player({
    schedule: clock.schedule, begin: ({ offset }) => begun.push(offset), pass: (items) => passed.push(...items.map(({ offset }) => offset)),
    perform: (beat, item) => beats.push({ beat, item, at: clock.schedule.now }),
  });
  const plays = () => beats.filter(({ beat }) => beat === 'prepare').map(({ item }) => item);
  return { ...clock, player, begun, beats, passed, plays };
}

/** A stage on which something long is played already. */
function busy() {
  const it = stage();
  it.player.offer(big(1, 3, { duration: 20_000 }));
  it.pass(1_000);
  return it;
}

test('the table: firsts and higher big deals by weight, what was written by hand, the hour before plain big deals, the phase last', () => {
  const table = [big(1, 3), first(1, 'first_of_month'), first(1, 'first_of_week'), big(1, 2), first(1, 'first_of_day'), notice(1), broadcast(1), broadcast(1, 'recap'), big(1, 1), phase(1)];
  const weights = table.map(weight);
  assert.deepEqual([...weights].sort((a, b) => b - a), weights);
  assert.equal(new Set(weights).size, weights.length);
});

test('what waits is played in that order, one at a time', () => {
  const { player, pass, begun } = busy();
  player.offer(phase(2), broadcast(3, 'recap'), broadcast(4), big(5), first(6, 'first_of_day'), big(7, 2));
  pass(10 * MINUTE / 4);
  assert.deepEqual(begun, [1, 7, 6, 4, 3, 5], 'a phase that began more than a minute ago is said by the frame');
});

test('each kind waits as long as the table says, and then goes where it says', () => {
  const items = { big_1: big(2), big_2: big(2, 2), big_3: big(2, 3), first_of_day: first(2, 'first_of_day'), first_of_week: first(2, 'first_of_week', 'first_of_day'),
    first_of_month: first(2, 'first_of_month', 'first_of_week', 'first_of_day'), broadcast: broadcast(2), recap: broadcast(2, 'recap'), phase: phase(2), notice: notice(2) };
  for (const [kind, item] of Object.entries(items)) {
    assert.equal(kindOf(item), kind);
    for (const over of [-1, 1]) {
      const { player, pass, begun, passed } = stage();
      player.close();
      player.offer(item);
      pass(KINDS[kind].longest + over - BETWEEN);
      player.open();
      pass(BETWEEN);
      assert.deepEqual([begun, passed], over < 0 ? [[2], []] : [[], [2]], `${kind} ${over}`);
    }
  }
  assert.deepEqual(Object.keys(KINDS).filter((kind) => kind !== 'burst').sort(), Object.keys(items).sort(), 'and there is no other');
  assert.deepEqual([big(1), broadcast(1), notice(1), phase(1)].map(afterwards), ['ticker', 'ticker', 'scene', 'frame']);
  assert.equal(KINDS.broadcast.longest, 5 * MINUTE);
});

test('of all that a sale is, the heaviest decides what is seen and heard', () => {
  const both = (tier, ...reasons) => takeover(1, { tier, reasons: [...reasons, 'big_deal'] });
  assert.deepEqual(kindsOf(both(3, 'first_of_month', 'first_of_week', 'first_of_day')), ['big_3', 'first_of_month']);
  assert.deepEqual(kindsOf(both(1, 'first_of_day')), ['first_of_day', 'big_1']);
  assert.deepEqual(kindsOf(both(9)), ['big_3'], 'a tier that has no play of its own is the highest that has');
});

test('every kind has a sound of its own that exists, but a phase and a step of a show, which name it', () => {
  const sounds = Object.entries(KINDS).filter(([kind]) => kind !== 'phase').map(([, { sound }]) => sound);
  for (const sound of sounds) assert.ok(sound in RECIPES, sound);
  assert.equal(new Set(sounds).size, 8, 'the recap is told as the hour is, and a burst as a larger deal');
  assert.deepEqual([soundOf({ ...phase(1), sound: 'drums' }), soundOf(phase(1)), soundOf({ scene: 'winner', sound: 'hit' })], ['drums', undefined, 'hit']);
});

test('up to three big deals of the lowest tier are played one by one', () => {
  const { player, pass, plays } = busy();
  player.offer(big(2), big(3), big(4));
  pass(2 * MINUTE);
  assert.deepEqual(plays().map(({ offset }) => offset), [1, 2, 3, 4]);
  assert.equal(BURST, 3);
});

test('more than three become one play that names them and counts as all', () => {
  const { player, pass, plays, begun, passed } = busy();
  player.offer(...Array.from({ length: 9 }, (_, n) => big(n + 2)), big(20, 2), first(21, 'first_of_day'));
  pass(5 * MINUTE);
  assert.deepEqual(plays().map(({ kind, offset }) => [kind, offset]), [[undefined, 1], [undefined, 20], [undefined, 21], ['burst', 2]]);
  assert.deepEqual(begun, [1, 20, 21, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assert.deepEqual([plays()[3].all.length, passed, NAMED], [9, [], 6]);
});

test('a first order is never part of a burst, nor is a big deal of a higher tier', () => {
  const { player, pass, plays } = busy();
  player.offer(big(2), big(3), big(4), big(5, 2), takeover(6, { reasons: ['first_of_day', 'big_deal'], tier: 1 }));
  pass(3 * MINUTE);
  assert.deepEqual(plays().map(({ offset }) => offset), [1, 5, 6, 2, 3, 4]);
});

test('what was voided while it waited is withdrawn, also out of a burst; one that is on stage leaves when nothing of it stands', () => {
  const { player, pass, begun, plays, beats, schedule } = busy();
  player.offer(big(2), big(3), big(4), big(5), big(6));
  player.revise({ ...big(4), voided: true });
  pass(22_000);
  assert.deepEqual([begun, plays()[1].all.map(({ offset }) => offset)], [[1, 2, 3, 5, 6], [2, 3, 5, 6]]);
  pass(3_000);
  player.revise(...[2, 3, 5].map((offset) => ({ ...big(offset), voided: true })));
  assert.deepEqual(playedBy(player.current).map(({ voided = false }) => voided), [true, true, true, false]);
  assert.notEqual(beats.at(-1).beat, 'leave');
  player.revise({ ...big(6), voided: true });
  assert.deepEqual([beats.at(-1).beat, beats.at(-1).at], ['leave', schedule.now]);
});

test('during a show nothing else begins, and afterwards it goes on with the heaviest', () => {
  const { player, pass, begun, passed } = stage();
  player.close();
  player.offer(phase(2), big(3), broadcast(4), big(5, 3));
  pass(4 * MINUTE);
  assert.deepEqual(begun, []);
  player.open();
  pass(3 * MINUTE);
  assert.deepEqual([begun, passed], [[5, 4, 3], [2]]);
});

test('a show takes the stage: what is on it leaves, and what nobody has seen to the end goes on in the ticker', () => {
  for (const [after, gone] of [[100, [1]], [1_000, [1]], [5_000, []]]) {
    const { player, pass, passed, beats } = stage();
    player.offer(big(1));
    pass(after);
    player.close();
    player.close();
    pass(LEAVE);
    assert.deepEqual([beats.at(-1).beat, player.current, passed], ['end', undefined, gone]);
    pass(MINUTE);
    assert.equal(beats.at(-1).beat, 'end');
  }
});

test('nothing is dropped: everything that was offered was played, withdrawn or handed on, once', () => {
  const { player, pass, begun, passed } = busy();
  for (let offset = 2; offset < 60; offset += 1) {
    player.offer([big(offset), big(offset, 2), first(offset, 'first_of_day'), broadcast(offset), phase(offset)][offset % 5]);
    if (offset % 13 === 0) player.close();
    if (offset % 13 === 7) player.open();
    pass(9_000);
  }
  player.open();
  pass(60 * MINUTE);
  // One that a show sent off the stage had begun, and is told by the ticker too.
  const told = new Set([...begun, ...passed]);
  assert.deepEqual([...told].sort((a, b) => a - b), Array.from({ length: 59 }, (_, n) => n + 1));
  assert.equal(new Set(begun).size, begun.length);
});
