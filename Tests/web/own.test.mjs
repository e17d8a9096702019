import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Claps, clapState } from '../../public/js/floor/applause.js';
import { movementOf } from '../../public/js/floor/movement.js';
import { paceOf } from '../../public/js/floor/pace.js';
import { EPOCH, deal, paperStorage, speaking } from './stagehand.mjs';

const zh = speaking('zh-CN');
const pace = (given) => paceOf(given, zh);

test('a place that moved says so with a shape and a number, one that stayed with a dash, a new one not at all', () => {
  assert.deepEqual([2, -1, 0].map((places) => movementOf(places).mark), ['▲2', '▼1', '–']);
  assert.deepEqual([2, -1, 0].map((places) => movementOf(places).kind), ['up', 'down', 'same']);
  assert.deepEqual([movementOf(undefined), movementOf(null), movementOf('2')], [undefined, undefined, undefined]);
});

test('behind the pace is a distance and a push, never a reproach', () => {
  const { kind, shape, line, word, share, mark, percent } = pace({ target: 2_000_000, achieved: 1_002_000, expected: 1_240_000, state: 'behind' });
  assert.deepEqual([kind, shape, line, word, percent], ['behind', '↗', '还差 ¥2,380 跟上，冲一把！', '还差 ¥2,380', '50%']);
  assert.deepEqual([share, mark], [0.501, 0.62]);
});

test('on track tells what is left to the target, ahead how far ahead', () => {
  assert.equal(pace({ target: 1_000_000, achieved: 500_000, expected: 500_000, state: 'on_track' }).line, '节奏正好，距目标 ¥5,000');
  const ahead = pace({ target: 1_000_000, achieved: 700_000, expected: 500_000, state: 'ahead' });
  assert.deepEqual([ahead.shape, ahead.line, ahead.word], ['▲', '领先节奏 ¥2,000', '领先 ¥2,000']);
  assert.equal(paceOf({ target: 1_000_000, achieved: 700_050, expected: 500_000, state: 'ahead' }, speaking('en')).line, '¥2,000 ahead of pace');
});

test('a target that is reached is reached, whatever the pace, and its bar is full', () => {
  const more = pace({ target: 1_000_000, achieved: 1_690_000, expected: 2_000_000, state: 'behind' });
  assert.deepEqual([more.kind, more.shape, more.line, more.share, more.mark, more.percent], ['reached', '★', '目标达成，超出 ¥6,900', 1, 1, '169%']);
  assert.equal(pace({ target: 1_000, achieved: 1_000, state: 'ahead' }).line, '目标达成！');
});

test('99.9 % of a target is not told as 100 %', () => {
  assert.equal(pace({ target: 1_000_000, achieved: 999_999, expected: 900_000, state: 'ahead' }).percent, '99%');
});

test('without a target, or with one of nought, there is no pace and no bar', () => {
  for (const target of [undefined, null, 0]) {
    const { kind, shape, line, share, mark, percent } = pace({ target, achieved: 500, expected: 0, state: 'ahead' });
    assert.deepEqual([kind, shape, line, share, mark, percent], ['none', '', '没有设目标', undefined, undefined, '']);
  }
  assert.equal(pace(undefined).kind, 'none');
});

test('a target whose pace the server does not tell shows the way left', () => {
  for (const state of [undefined, 'toString', 'reached']) assert.equal(pace({ target: 1_000, achieved: 400, state }).line, '距目标还差 ¥6');
});

function hands({ storage = paperStorage(), epoch = EPOCH, agent = 'a01' } = {}) {
  const claps = new Claps(storage);
  claps.open(epoch, agent);
  return claps;
}

test('one applauds an announcement once, also after a reload, and never oneself', () => {
  const storage = paperStorage();
  const claps = hands({ storage });
  assert.deepEqual([clapState(deal(3), 'a02', claps), clapState(deal(3), 'a01', claps)], ['open', 'own']);
  claps.add(3);
  claps.add(3);
  assert.equal(clapState(deal(3), 'a02', claps), 'clapped');
  assert.equal(clapState(deal(3), 'a02', hands({ storage })), 'clapped');
  assert.equal(clapState(deal(4), 'a02', claps), 'open');
});

test('a team\'s announcement without an agent can be applauded by everyone', () => {
  assert.equal(clapState(deal(3, { agent: undefined }), 'a01', hands()), 'open');
});

test('a hand the server would not count can be given again', () => {
  const claps = hands();
  claps.add(3);
  claps.remove(3);
  assert.equal(claps.has(3), false);
});

test('hands of other agents, and of other logs, are not mine', () => {
  const storage = paperStorage();
  hands({ storage }).add(3);
  assert.equal(hands({ storage, agent: 'a02' }).has(3), false);
  assert.equal(hands({ storage, epoch: 'f'.repeat(32) }).has(3), false);
  assert.equal(hands({ storage }).has(3), true);
});

test('the record of hands does not grow for ever, and outlives broken or missing storage', () => {
  const storage = paperStorage();
  const claps = hands({ storage });
  for (let offset = 1; offset <= 1_000; offset += 1) claps.add(offset);
  assert.deepEqual([claps.has(1_000), claps.has(801), claps.has(800)], [true, true, false]);
  const broken = hands({ storage: paperStorage(new Map([['floorcast.clapped a01', '{"epoch":']])) });
  broken.add(1);
  const off = hands({ storage: { getItem() { throw new Error('off'); }, setItem() { throw new Error('off'); } } });
  off.add(1);
  assert.deepEqual([broken.has(1), off.has(1), off.has(2)], [true, true, false]);
});
