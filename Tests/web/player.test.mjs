import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BEATS, BETWEEN, LEAVE, Player, beatsOf } from '../../public/js/floor/player.js';
import { weight } from '../../public/js/floor/queue.js';
import { handClock, takeover } from './stagehand.mjs';

function stage() {
  const clock = handClock();
  const beats = [];
  const begun = [];
  const player = new Player({
    schedule: clock.schedule,
    begin: ({ offset }) => begun.push(offset),
    perform: (beat, { offset }) => beats.push({ beat, offset, at: clock.schedule.now - 1_000 }),
  });
  return { clock, player, beats, begun };
}

const first = (offset) => takeover(offset, { reasons: ['first_of_day'], tier: undefined, duration: 12_000 });
const big = (offset, tier) => takeover(offset, { tier, duration: [10_000, 14_000, 20_000][tier - 1] });

test('who is told before what, what before how much, and the sound 150 ms before the picture', () => {
  const { clock, player, beats } = stage();
  player.offer(big(1, 1));
  clock.pass(30_000);
  assert.deepEqual(beats.map(({ beat }) => beat), ['prepare', 'sound', 'arrive', 'who', 'what', 'amount', 'cheer', 'leave', 'end']);
  assert.equal(BEATS.arrive - BEATS.sound, 150);
});

test('a takeover lasts as long as the server says', () => {
  for (const [announcement, length] of [[first(1), 12_000], [big(1, 1), 10_000], [big(1, 2), 14_000], [big(1, 3), 20_000]]) {
    const { clock, player, beats } = stage();
    player.offer(announcement);
    clock.pass(60_000);
    const at = Object.fromEntries(beats.map(({ beat, at: ms }) => [beat, ms]));
    assert.equal(at.end - at.sound, length);
  }
});

test('what weighs more takes more time to unfold, and leaves enough to read it aloud', () => {
  const spans = [big(1, 1), first(1), big(1, 2), big(1, 3)].map((item) => ({ ...beatsOf(item), end: item.duration }));
  for (const [index, { sound, arrive, cheer, end }] of spans.entries()) {
    assert.equal(arrive - sound, 150, 'the room is told 150 ms ahead, whatever it is');
    assert.ok(index === 0 || cheer > spans[index - 1].cheer);
    assert.ok(end - cheer >= 6_000);
  }
});

test('the record is written before the first beat', () => {
  const { player, beats, begun } = stage();
  player.offer(big(7, 1));
  assert.deepEqual([begun, beats], [[7], []]);
});

test('heavier takeovers go first, and among equals the earlier', () => {
  const { clock, player, begun } = stage();
  player.offer(big(1, 1), big(2, 1), first(3), big(4, 3), big(5, 2));
  clock.pass(200_000);
  assert.deepEqual(begun, [4, 5, 3, 1, 2]);
});

test('one that arrives during a play waits, however heavy, and is not lost', () => {
  const { clock, player, begun } = stage();
  player.offer(big(1, 1));
  clock.pass(2_000);
  player.offer(big(2, 2));
  player.offer(big(3, 3));
  assert.deepEqual(begun, [1]);
  clock.pass(200_000);
  assert.deepEqual(begun, [1, 3, 2]);
});

test('there are never two on stage, and the board is seen between them', () => {
  const { clock, player, beats } = stage();
  player.offer(...Array.from({ length: 20 }, (_, index) => big(index + 1, 2 + (index % 2))));
  clock.pass(1_000_000);
  const ends = beats.filter(({ beat }) => beat === 'end');
  const starts = beats.filter(({ beat }) => beat === 'prepare');
  assert.equal(ends.length, 20);
  for (let index = 1; index < 20; index += 1) assert.ok(starts[index].at - ends[index - 1].at >= BETWEEN);
});

test('the stage is free at the end, so the board may move and the winner light up', () => {
  const { clock, player } = stage();
  player.offer(big(1, 1));
  assert.equal(player.current.offset, 1);
  clock.pass(10_250);
  assert.equal(player.current, undefined);
});

test('a sale that is first and big weighs more than either alone', () => {
  const both = takeover(1, { reasons: ['first_of_day', 'big_deal'], tier: 1 });
  assert.ok(weight(both) > weight(first(2)));
  assert.ok(weight(takeover(1, { reasons: ['first_of_day', 'big_deal'], tier: 3 })) > weight(big(2, 3)));
});

test('first orders weigh more the longer they were waited for', () => {
  const firsts = ['first_of_day', 'first_of_week', 'first_of_month'].map((reason, at, all) => weight(takeover(1, { tier: undefined, reasons: all.slice(0, at + 1).reverse() })));
  assert.deepEqual([...firsts].sort((a, b) => a - b), firsts);
  assert.equal(new Set(firsts).size, 3);
});

test('a takeover voided while it waits is withdrawn without a trace', () => {
  const { clock, player, begun, beats } = stage();
  player.offer(big(1, 1), big(2, 1), big(3, 1));
  clock.pass(2_000);
  player.revise(big(2, 1), { ...big(3, 1), voided: true });
  clock.pass(200_000);
  assert.deepEqual(begun, [1, 2]);
  assert.ok(beats.every(({ offset }) => offset !== 3));
});

test('a takeover amended while it waits plays what is true now, once', () => {
  const clock = handClock();
  const played = [];
  const player = new Player({ schedule: clock.schedule, begin: ({ agent, amount }) => played.push([agent.name, amount]), perform: () => {} });
  player.offer(big(1, 1), big(2, 1));
  clock.pass(2_000);
  player.revise({ ...big(2, 1), agent: { id: 'a02', name: '李娜' }, amount: 5 });
  clock.pass(200_000);
  assert.deepEqual(played, [['张三', 1_280_000], ['李娜', 5]]);
});

test('the one on stage leaves early and calmly when it is voided, and the next one follows', () => {
  const { clock, player, begun, beats } = stage();
  player.offer(big(1, 3), big(2, 1));
  clock.pass(3_000);
  player.revise({ ...big(1, 3), voided: true });
  player.revise({ ...big(1, 3), voided: true }); // told again, by a snapshot
  clock.pass(LEAVE);
  assert.deepEqual(beats.slice(-2).map(({ beat, at }) => [beat, at]), [['leave', 3_000], ['end', 3_000 + LEAVE]]);
  clock.pass(BETWEEN);
  assert.deepEqual(begun, [1, 2]);
  clock.pass(60_000);
  assert.equal(beats.filter(({ beat, offset }) => offset === 1 && beat === 'end').length, 1);
});

test('one voided before anything sounded is not seen', () => {
  const { clock, player, beats } = stage();
  player.offer(big(1, 1));
  clock.pass(BEATS.sound - 1);
  player.revise({ ...big(1, 1), voided: true });
  clock.pass(60_000);
  assert.deepEqual(beats.map(({ beat }) => beat), ['prepare', 'end']);
});

test('the one on stage finishes when it is amended, and ends as what is true now', () => {
  const clock = handClock();
  const beats = [];
  const player = new Player({ schedule: clock.schedule, begin: () => {}, perform: (beat, { amount }) => beats.push([beat, amount, clock.schedule.now]) });
  player.offer(big(1, 1));
  clock.pass(1_000);
  player.revise({ ...big(1, 1), amount: 5 });
  clock.pass(60_000);
  const amounts = Object.fromEntries(beats.map(([beat, amount]) => [beat, amount]));
  assert.deepEqual([amounts.amount, amounts.end, beats.length], [1_280_000, 5, 9]);
  assert.equal(beats.at(-1)[2] - 1_000, 10_250);
});

test('a sound that throws does not keep its item on stage for ever', () => {
  const clock = handClock();
  const begun = [];
  const player = new Player({
    schedule: clock.schedule, begin: ({ offset }) => begun.push(offset),
    perform: (beat, { offset }) => { if (beat === 'sound' && offset === 1) throw new Error('no sound'); },
  });
  player.offer(big(1, 1), big(2, 1));
  assert.throws(() => clock.pass(1_000));
  clock.pass(60_000);
  assert.deepEqual([begun, player.current], [[1, 2], undefined]);
});

test('one that was played is not played again, whatever becomes of it', () => {
  const { clock, player, begun } = stage();
  player.offer(big(1, 1));
  clock.pass(60_000);
  player.revise({ ...big(1, 1), amount: 5 }, { ...big(1, 1), voided: true });
  clock.pass(60_000);
  assert.deepEqual([begun, player.current], [[1], undefined]);
});

test('on another log what waits is gone, what is on stage leaves, a burst too, and nothing is settled for it', () => {
  for (const items of [[big(1, 3), big(2, 1)], [1, 2, 3, 4, 5].map((offset) => big(offset, 1))]) {
    const { clock, player, beats, begun } = stage();
    player.offer(...items);
    clock.pass(items.length > 2 ? 15_000 : 3_000); // the burst follows what was first
    const before = [...begun];
    player.drop();
    clock.pass(60_000);
    assert.deepEqual([begun, beats.at(-1).beat, player.current], [before, 'end', undefined]);
    player.drop();
    player.offer(big(1, 1));
    assert.deepEqual(begun.at(-1), 1, 'offsets of the new log are its own');
  }
});
