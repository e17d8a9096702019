import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServerClock } from '../../public/js/floor/server-clock.js';
import { PREPARE, RESET, SETTLE, ShowClock, stepAt } from '../../public/js/floor/show.js';
import { NOON, handClock } from './stagehand.mjs';

const STEPS = [{ scene: 'opening', ms: 4_000 }, { scene: 'company', ms: 6_000 }, { scene: 'closing', ms: 5_000 }];
const LEAD = 600;

/** A screen whose steady clock began at some other moment than everyone else's. */
function screen({ began = 0 } = {}) {
  const hand = handClock();
  hand.pass(began);
  const clock = new ServerClock(hand.schedule);
  const zero = hand.schedule.now;
  let set = 0;
  const time = () => NOON + set + hand.schedule.now - zero;
  const trip = () => clock.trip(hand.schedule.now, time());
  trip();
  const seen = [];
  const note = (what) => (_, index, elapsed) => seen.push([what, index, elapsed, time() - NOON]);
  const show = new ShowClock({
    schedule: hand.schedule, clock,
    on: { prepare: note('prepare'), step: note('step'), go: (elapsed, isHeld) => seen.push([isHeld ? 'hold' : 'go', elapsed, time() - NOON]), end: () => seen.push(['end', time() - NOON]) },
  });
  let anchor;
  const take = (next) => {
    anchor = next;
    show.take({ id: 'ceremony/BJ/2026-11-21', steps: STEPS, anchor });
  };
  return {
    ...hand, show, seen, take, time, begin: (at) => take({ step: 0, at: NOON + at }),
    get anchor() { return anchor; },
    steps: () => seen.filter(([what]) => what === 'step').map(([, index, elapsed, at]) => [index, elapsed, at]),
    /** The server's clock is set. */
    setClock(ms) {
      set += ms;
      trip();
      show.again();
    },
  };
}

test('the step on stage follows from the anchor, as the server has it', () => {
  const at = (now, anchor = { step: 0, at: 0 }) => stepAt({ steps: STEPS, anchor }, now);
  assert.deepEqual([at(-600), at(0), at(3_999), at(4_000), at(14_999)].map((on) => [on.index, on.elapsed]), [[0, -600], [0, 0], [0, 3_999], [1, 0], [2, 4_999]]);
  assert.deepEqual([at(15_000), at(0, null), at(0, { step: 3, at: 0 })], [undefined, undefined, undefined]);
  assert.deepEqual(at(99_000, { step: 1, at: 0, held_at: 7_000 }), { index: 2, elapsed: 1_000 });
});

test('every step begins at its time, built a moment before, and the show ends', () => {
  const { seen, begin, pass } = screen();
  begin(LEAD);
  pass(20_000);
  assert.deepEqual(seen, [
    ['prepare', 0, undefined, LEAD - PREPARE], ['step', 0, 0, LEAD], ['prepare', 1, undefined, LEAD + 4_000 - PREPARE], ['step', 1, 0, LEAD + 4_000],
    ['prepare', 2, undefined, LEAD + 10_000 - PREPARE], ['step', 2, 0, LEAD + 10_000], ['end', LEAD + 15_000]]);
});

test('screens whose own clocks began at different moments change at the same one', () => {
  const all = [0, 123, 98_765].map((began) => screen({ began }));
  for (const one of all) {
    one.begin(LEAD);
    one.pass(20_000);
  }
  for (const one of all) assert.deepEqual(one.steps(), all[0].steps());
});

test('one that comes late begins in the middle of the step', () => {
  const { steps, pass, begin } = screen();
  pass(7_000);
  begin(0);
  pass(SETTLE);
  assert.deepEqual(steps(), [[1, 3_000 + SETTLE, 7_000 + SETTLE]]);
});

test('one that comes when all is over sees nothing', () => {
  const { seen, pass, begin } = screen();
  pass(60_000);
  begin(0);
  pass(5_000);
  assert.deepEqual(seen, []);
});

test('a held show stays, and goes on where it was', () => {
  const { seen, take, begin, pass, time } = screen();
  begin(LEAD);
  pass(LEAD + 2_000);
  take({ step: 0, at: NOON + LEAD, held_at: time() });
  pass(60_000);
  assert.deepEqual(seen.at(-1), ['hold', 2_000, LEAD + 2_000 + SETTLE]);
  take({ step: 0, at: time() + LEAD - 2_000 });
  pass(SETTLE);
  assert.deepEqual(seen.at(-1).slice(0, 2), ['go', 2_000 - LEAD + SETTLE]);
  const went = time() - SETTLE;
  pass(5_000);
  assert.deepEqual(seen.at(-1), ['step', 1, 0, went - NOON + LEAD + 2_000]);
});

test('a screen that comes while the show is held stands still with the others', () => {
  const { seen, take, pass } = screen();
  pass(50_000);
  take({ step: 1, at: NOON, held_at: NOON + 2_500 });
  pass(50_000);
  assert.deepEqual(seen.map(([what, index, elapsed]) => [what, index, elapsed]), [['prepare', 1, undefined], ['step', 1, 2_500]]);
});

test('a step that is skipped, gone back to or repeated begins after the lead, and the picture stays until then', () => {
  for (const [step, from] of [[1, 0], [0, 1], [1, 1]]) {
    const { steps, take, pass, time } = screen();
    take({ step: from, at: NOON });
    pass(3_000);
    const at = time() + LEAD;
    take({ step, at });
    pass(LEAD - 1);
    assert.equal(steps().length, 1);
    pass(1);
    assert.deepEqual(steps().at(-1), [step, 0, at - NOON]);
  }
});

test('an end takes the picture away, also before the first step', () => {
  for (const after of [400, 3_000]) {
    const { seen, show, take, begin, pass } = screen();
    begin(LEAD);
    pass(after);
    take(null);
    pass(20_000);
    assert.equal(seen.at(-1)[0], 'end');
    assert.equal(show.isOn, false);
  }
});

test('while the server puts a show right after its clock was set, the picture stays, whatever comes first', () => {
  for (const jump of [60_000, -60_000]) {
    for (const order of ['clock', 'change']) {
      const { seen, anchor, begin, take, pass, setClock } = screen();
      begin(0);
      pass(2_000);
      const moved = { step: 0, at: NOON + jump };
      if (order === 'clock') setClock(jump);
      else take(moved);
      pass(40);
      if (order === 'clock') take(moved);
      else setClock(jump);
      pass(1_900);
      assert.deepEqual(seen.filter(([what]) => what === 'step' || what === 'end').length, 1, `${jump} ${order}`);
      pass(1_000);
      assert.equal(seen.at(-1)[1], 1);
      assert.equal(anchor, undefined);
    }
  }
});

test('a jump that nobody puts right is believed in the end', () => {
  const { steps, begin, pass, setClock } = screen();
  begin(0);
  pass(1_000);
  setClock(5_000);
  pass(RESET);
  assert.equal(steps().at(-1)[0], 1);
});

test('a clock that became a little better moves the next step by as much', () => {
  const { steps, begin, pass, setClock } = screen();
  begin(0);
  pass(2_000);
  setClock(30);
  pass(3_000);
  assert.deepEqual(steps().at(-1), [1, 0, 4_000]);
});
