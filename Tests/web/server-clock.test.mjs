import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServerClock } from '../../public/js/floor/server-clock.js';
import { Session } from '../../public/js/link/session.js';
import { APART, FIRST_TRIPS, LATER } from '../../public/js/link/round-trips.js';
import { NOON, handClock, paperSockets, snapshot, welcome } from './stagehand.mjs';

function open() {
  const { schedule, pass } = handClock();
  const clock = new ServerClock(schedule);
  /** A round trip that took `there` and `back` ms, of a server that is `ahead` of NOON at the steady clock's zero. */
  const trip = (there, back, ahead = 0) => {
    const sent = schedule.now;
    pass(there);
    const time = NOON + ahead + schedule.now;
    pass(back);
    clock.trip(sent, time);
  };
  return { clock, schedule, pass, trip, wrong: (ahead = 0) => clock.now - (NOON + ahead + schedule.now) };
}

test('before the first round trip a frame\'s own time is believed', () => {
  const { clock, pass } = open();
  assert.equal(clock.now, undefined);
  assert.equal(clock.sample(NOON), true, 'and a round trip is asked for');
  pass(500);
  assert.equal(clock.now, NOON + 500);
});

test('the round trip that took least time sets the clock', () => {
  const { trip, wrong } = open();
  trip(10, 190);
  assert.equal(wrong(), -90);
  trip(6, 2);
  assert.equal(wrong(), 2);
  trip(300, 4);
  trip(0, 80);
  assert.equal(wrong(), 2);
});

test('a better one of long ago gives way: two clocks drift apart', () => {
  const { trip, pass, wrong } = open();
  trip(1, 1);
  pass(100_000);
  trip(3, 5);
  assert.equal(wrong(), -1);
});

test('a frame that was long under way does not move a clock that round trips have set', () => {
  const { clock, schedule, trip, wrong } = open();
  trip(2, 2);
  assert.equal(clock.sample(NOON + schedule.now - 800), false);
  assert.equal(clock.sample(NOON + schedule.now - 60_000), true, 'but then a round trip must tell');
  assert.equal(wrong(), 0);
});

test('a server whose clock was set by more than a second is believed at once, in both directions', () => {
  for (const ahead of [60_000, -60_000, 1_500, -1_500]) {
    const { trip, wrong } = open();
    for (let n = 0; n < 5; n += 1) trip(1, 1);
    trip(40, 40, ahead);
    assert.equal(wrong(ahead), 0);
  }
  const { clock, schedule, trip } = open();
  trip(1, 1);
  clock.sample(NOON + schedule.now + 60_000);
  assert.equal(clock.now, NOON + schedule.now + 60_000, 'a frame from the future proves it alone');
});

test('a round trip that took seconds proves no jump', () => {
  const { trip, wrong } = open();
  trip(2, 2);
  trip(3_000, 0);
  assert.equal(wrong(), 0);
});

test('a demonstration\'s clock runs faster, and slows down again for a show', () => {
  const { clock, schedule, pass } = open();
  clock.sample(NOON, 60);
  pass(1_000);
  assert.equal(clock.now, NOON + 60_000);
  assert.equal(clock.steadyAt(NOON + 120_000), schedule.now + 1_000);
  clock.sample(NOON + 60_000, 1);
  pass(1_000);
  assert.equal(clock.now, NOON + 61_000);
  assert.equal(clock.rate, 1);
});

test('an answer that makes no sense changes nothing', () => {
  const { clock, schedule, trip, wrong } = open();
  trip(1, 1);
  clock.trip(schedule.now + 5, NOON);
  clock.trip(undefined, NOON);
  clock.trip(schedule.now, undefined);
  assert.equal(clock.sample(undefined), false);
  assert.equal(wrong(), 0);
});

test('after each welcome a page asks five times, then now and then, and the answers set its clock', () => {
  const { schedule, pass } = handClock();
  const paper = paperSockets();
  const session = new Session({ url: 'ws://floor/ws', schedule, open: paper.open, random: () => 0, hello: { role: 'screen', page: 'wall' } });
  const asked = () => paper.last.said.filter(({ kind }) => kind === 'time');
  session.start();
  paper.last.opens();
  paper.last.says(welcome());
  paper.last.says(snapshot(1));
  pass(FIRST_TRIPS * APART);
  assert.equal(asked().length, FIRST_TRIPS);
  pass(7);
  paper.last.says({ kind: 'time', sent: schedule.now - 4, time: NOON + 5_000 });
  assert.equal(session.clock.now, NOON + 5_002);
  for (let n = 0; n < LATER / 1_000; n += 1) {
    paper.last.says({ kind: 'tick', offset: 1, time: session.clock.now });
    pass(1_000);
  }
  assert.equal(asked().length, FIRST_TRIPS + 1);
  paper.last.hangsUp(1006);
  pass(1);
  paper.last.opens();
  paper.last.says(welcome());
  pass(1_000);
  assert.equal(asked().length, FIRST_TRIPS, 'on the new connection');
});
