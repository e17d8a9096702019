import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BASE, CAP, backoff } from '../../public/js/link/backoff.js';
import { CLOSE_CODES, ruleFor } from '../../public/js/link/close-codes.js';
import { GIVE_UP, Link, SILENCE } from '../../public/js/link/link.js';
import { Session } from '../../public/js/link/session.js';
import { asked, inLanguage, socketAddress, token } from '../../public/js/link/address.js';
import { EPOCH, NOON, announced, corrected, deal, handClock, paperSockets, paperStorage, readJSON, snapshot, standings, takeover, welcome } from './stagehand.mjs';
import { Played } from '../../public/js/floor/played.js';

function line({ receive = () => undefined } = {}) {
  const clock = handClock();
  const paper = paperSockets();
  const states = [];
  let forgotten = 0;
  const link = new Link({
    url: 'ws://floor/ws', schedule: clock.schedule, open: paper.open, random: () => 1, receive,
    hello: () => ({ role: 'screen' }), changed: (state) => states.push(state), forget: () => { forgotten += 1; },
  });
  link.start();
  return { clock, paper, states, link, get forgotten() { return forgotten; } };
}

function greet(paper) {
  paper.last.opens();
  paper.last.says(welcome());
}

test('the wait before a try is anything up to 0.25 s doubled each time, and never above 15 s', () => {
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const longest = Math.min(CAP, BASE * 2 ** attempt);
    assert.equal(backoff(attempt, () => 0), 0);
    assert.equal(backoff(attempt, () => 1), longest);
    const drawn = Array.from({ length: 200 }, () => backoff(attempt));
    assert.ok(drawn.every((ms) => ms >= 0 && ms <= longest));
    assert.ok(Math.max(...drawn) - Math.min(...drawn) > longest / 4, 'the jitter is full');
  }
});

test('the close codes are the ones the server has', () => {
  const golden = readJSON('Tests/Fixtures/close-codes.json').codes;
  assert.ok(golden.length > 0);
  const ours = [...CLOSE_CODES].map(([code, { reason, rule }]) => ({ code, reason, rule }));
  const byCode = (a, b) => a.code - b.code;
  assert.deepEqual(ours.sort(byCode), golden.map(({ code, reason, rule }) => ({ code, reason, rule })).sort(byCode));
});

test('a code that is in no table resumes', () => {
  assert.equal(ruleFor(1006), 'resume');
});

test('the first message is the hello, in the agreed subprotocol', () => {
  const { paper } = line();
  paper.last.opens();
  assert.equal(paper.last.protocol, 'floorcast.v1');
  assert.deepEqual(paper.last.said, [{ kind: 'hello', role: 'screen' }]);
});

test('after a cut it comes back, waits longer each time, and starts short again once it has been served', () => {
  const { clock, paper } = line();
  for (const wait of [250, 500, 1000]) {
    paper.last.hangsUp(1006);
    const before = paper.sockets.length;
    clock.pass(wait - 1);
    assert.equal(paper.sockets.length, before);
    clock.pass(1);
    assert.equal(paper.sockets.length, before + 1);
  }
  greet(paper);
  paper.last.says(snapshot(1));
  paper.last.hangsUp(4000);
  const before = paper.sockets.length;
  clock.pass(250);
  assert.equal(paper.sockets.length, before + 1);
});

test('a code that says stop ends the tries', () => {
  const { clock, paper, states } = line();
  greet(paper);
  paper.last.hangsUp(4003, 'forbidden');
  clock.pass(60_000);
  assert.equal(paper.sockets.length, 1);
  assert.equal(states.at(-1).phase, 'stopped');
});

test('a refused hello ends the tries and says why, one that came at a bad moment does not', () => {
  const { clock, paper, states } = line();
  paper.last.opens();
  const problem = { status: 422, title: 'Unprocessable', errors: [{ field: 'site', fault: 'is XX', allowed: 'BJ' }] };
  paper.last.says({ kind: 'error', problem: { status: 503, title: 'busy' } });
  assert.deepEqual(states, []);
  paper.last.says({ kind: 'error', problem });
  clock.pass(60_000);
  assert.equal(paper.sockets.length, 1);
  assert.deepEqual([states.at(-1).phase, states.at(-1).problem], ['stopped', problem]);
});

test('a refused message does not end the line', () => {
  const { paper, states } = line();
  greet(paper);
  paper.last.says({ kind: 'error', ref: 'x', problem: { status: 422, title: 'Unprocessable' } });
  assert.equal(states.at(-1).phase, 'live');
});

test('a code that says fresh drops the position before it comes back', () => {
  const play = line();
  greet(play.paper);
  play.paper.last.hangsUp(4004);
  assert.equal(play.forgotten, 1);
  play.clock.pass(250);
  assert.equal(play.paper.sockets.length, 2);
});

test('five seconds without a frame are a cut, told with the time of the last frame', () => {
  const { clock, paper, states } = line();
  greet(paper);
  clock.pass(3_000);
  paper.last.says({ kind: 'tick', offset: 0 });
  const heard = clock.schedule.now;
  clock.pass(SILENCE - 1);
  assert.equal(states.at(-1).phase, 'live');
  clock.pass(1);
  assert.equal(states.at(-1).phase, 'lost');
  assert.equal(states.at(-1).heard, heard);
});

test('a short cut is not shown', () => {
  const { clock, paper, states } = line();
  greet(paper);
  paper.last.hangsUp(4000);
  clock.pass(250);
  greet(paper);
  assert.deepEqual(states.map(({ phase }) => phase), ['live']);
});

test('a socket that is silent for ten seconds is given up without its goodbye', () => {
  const { clock, paper } = line();
  greet(paper);
  const dead = paper.last;
  clock.pass(GIVE_UP + 250);
  assert.equal(paper.sockets.length, 2);
  assert.equal(dead.onmessage, null);
});

test('a new try gets its own ten seconds', () => {
  const { clock, paper } = line();
  greet(paper);
  clock.pass(GIVE_UP + 250);
  assert.equal(paper.sockets.length, 2);
  clock.pass(GIVE_UP - 500);
  assert.equal(paper.sockets.length, 2);
});

test('nothing is sent before the welcome, and the sender hears that it was not', () => {
  const { paper, link } = line();
  assert.equal(link.send({ kind: 'sale' }), false);
  paper.last.opens();
  assert.equal(link.send({ kind: 'sale' }), false);
  paper.last.says(welcome());
  assert.equal(link.send({ kind: 'sale' }), true);
  paper.last.hangsUp(1006);
  assert.equal(link.send({ kind: 'sale' }), false);
});

test('a page that is seen again tries at once', () => {
  const { clock, paper, link } = line();
  for (let n = 0; n < 6; n += 1) {
    paper.last.hangsUp(1006);
    clock.pass(15_000);
  }
  paper.last.hangsUp(1006);
  const before = paper.sockets.length;
  link.hurry();
  assert.equal(paper.sockets.length, before + 1);
  link.hurry();
  assert.equal(paper.sockets.length, before + 1, 'but holds one socket');
});

test('a message that cannot be read is a gap', () => {
  const { clock, paper } = line();
  greet(paper);
  paper.last.onmessage({ data: '{' });
  clock.pass(250);
  assert.equal(paper.sockets.length, 2);
});

test('whatever waits, the page holds one timer', () => {
  const { clock, paper } = line();
  clock.schedule.every(1_000, () => {});
  clock.schedule.after(7_000, () => {});
  greet(paper);
  assert.equal(clock.timers, 1);
  clock.pass(20_000);
  assert.equal(clock.timers, 1);
});

function wall({ storage = paperStorage(), revised } = {}) {
  const clock = handClock();
  const paper = paperSockets();
  const heard = { takeovers: [], bells: [] };
  const session = new Session({
    url: 'ws://floor/ws', schedule: clock.schedule, open: paper.open, random: () => 0, played: new Played(storage),
    hello: { role: 'screen', page: 'wall' },
    on: { takeovers: (list) => heard.takeovers.push(...list), bells: (list) => heard.bells.push(...list), revised },
  });
  session.start();
  greet(paper);
  return { clock, paper, session, heard, storage };
}

test('a frame whose predecessor is missing makes the page resume from its last position', () => {
  const { clock, paper } = wall();
  paper.last.says(snapshot(3));
  paper.last.says(announced(deal(7), 6));
  clock.pass(1);
  paper.last.opens();
  assert.equal(paper.sockets.length, 2);
  assert.deepEqual(paper.last.said[0].position, { epoch: EPOCH, offset: 3 });
});

test('a screen that lost its link hears each sale once', () => {
  const { clock, paper, heard } = wall();
  paper.last.says(snapshot(3));
  paper.last.says(announced(deal(4)));
  paper.last.hangsUp(4000);
  clock.pass(1);
  greet(paper);
  paper.last.says({ kind: 'resumed', epoch: EPOCH, from: 4, to: 6, time: NOON });
  for (const frame of [announced(deal(4)), announced(deal(5)), announced(deal(6)), standings(6, 6)]) paper.last.says(frame);
  assert.deepEqual(heard.bells.map(({ offset }) => offset), [4, 5, 6]);
  assert.equal(paper.sockets.length, 2, 'and the line holds');
});

test('a screen that is reloaded in the middle of a takeover does not play it again', () => {
  const storage = paperStorage();
  const first = wall({ storage });
  first.paper.last.says(snapshot(3));
  first.paper.last.says(announced(takeover(4)));
  assert.equal(first.heard.takeovers.length, 1);
  const played = new Played(storage);
  played.open(EPOCH, 'BJ', 'wall');
  played.settle(4); // what the player does before the first beat
  const second = wall({ storage });
  second.paper.last.says(snapshot(4, { announcements: [takeover(4)] }));
  assert.deepEqual(second.heard.takeovers, []);
});

test('a token in the address is kept and taken out of the address bar', () => {
  const storage = paperStorage();
  let hidden = 0;
  assert.equal(token('#token=s3cret', storage, () => { hidden += 1; }), 's3cret');
  assert.equal(hidden, 1);
  assert.equal(token('', storage, () => assert.fail('nothing to hide')), 's3cret');
});

test('a browser without storage still has the token of its address', () => {
  const none = { getItem() { throw new Error('off'); }, setItem() { throw new Error('off'); } };
  assert.equal(token('#token=x', none, () => {}), 'x');
  assert.equal(token('', none, () => {}), undefined);
});

test('the address says site, agent and language, and keeps them when the language changes', () => {
  assert.deepEqual(asked('?site=BJ&lang=en&agent=a01'), { lang: 'en', site: 'BJ', agent: 'a01', pair: false });
  assert.deepEqual(asked('?pair'), { lang: undefined, site: undefined, agent: undefined, pair: true });
  assert.equal(inLanguage('http://floor/me/?agent=a01&lang=en', 'zh-CN'), 'http://floor/me/?agent=a01&lang=zh-CN');
  assert.equal(socketAddress({ protocol: 'https:', host: 'floor:8443' }), 'wss://floor:8443/ws');
});

test('a takeover that is voided before the page resumes is withdrawn by the frames that were missed', () => {
  const storage = paperStorage();
  const revised = [];
  const play = wall({ storage, revised: (list) => revised.push(...list) });
  play.paper.last.says(snapshot(3));
  play.paper.last.says(announced(takeover(4)));
  play.paper.last.hangsUp(4000);
  play.clock.pass(1);
  greet(play.paper);
  play.paper.last.says({ kind: 'resumed', epoch: EPOCH, from: 4, to: 5, time: NOON });
  for (const frame of [announced(takeover(4)), corrected(5, takeover(4, { voided: true })), standings(5, 5)]) play.paper.last.says(frame);
  assert.deepEqual(play.heard.takeovers.map(({ offset }) => offset), [4]);
  assert.deepEqual(revised.map(({ offset, voided }) => [offset, voided]), [[4, true]]);
  const again = wall({ storage });
  again.paper.last.says(snapshot(5, { announcements: [takeover(4, { voided: true })] }));
  assert.deepEqual(again.heard.takeovers, []);
});

test('a missed correction makes the page resume', () => {
  const { clock, paper } = wall();
  paper.last.says(snapshot(3));
  paper.last.says(corrected(6, deal(2), 5));
  clock.pass(1);
  assert.equal(paper.sockets.length, 2);
});
