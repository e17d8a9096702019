import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Delivery } from '../../public/js/link/delivery.js';
import { Outbox, kindOf } from '../../public/js/floor/outbox.js';
import { UNDO, Undo } from '../../public/js/floor/undo.js';
import { handClock, paperStorage } from './stagehand.mjs';

const fields = { agent: 'a01', product: '年度会员', amount: 1_280_000, currency: 'CNY' };

function console_({ storage = paperStorage(), answers = true } = {}) {
  const clock = handClock();
  const outbox = new Outbox({ storage, name: 'BJ' });
  const said = [];
  const line = { up: answers };
  const delivery = new Delivery({
    schedule: clock.schedule, outbox,
    send: (message) => {
      if (line.up) said.push(message.ref);
      return line.up;
    },
  });
  return { clock, outbox, delivery, said, line, storage };
}

test('a deal gets a random id once, as long as a hash', () => {
  const { outbox } = console_();
  const one = outbox.enter('sale', fields, 1);
  const two = outbox.enter('sale', fields, 2);
  assert.match(one.sale.id, /^[0-9a-f]{32}$/);
  assert.notEqual(one.sale.id, two.sale.id);
  assert.equal(one.ref, one.sale.id);
  assert.deepEqual(one, { kind: 'sale', ref: one.ref, sale: { id: one.ref, ...fields } });
});

test('a deal entered during a cut is sent with the same id when the line is back', () => {
  const play = console_({ answers: false });
  const { ref } = play.outbox.enter('sale', fields, 1);
  play.delivery.flush();
  assert.deepEqual(play.said, []);
  assert.equal(play.delivery.isSent(ref), false);
  play.line.up = true;
  play.delivery.restart();
  assert.deepEqual(play.said, [ref]);
});

test('a deal whose answer was lost in a cut is sent again with the same id', () => {
  const play = console_();
  const { ref } = play.outbox.enter('sale', fields, 1);
  play.delivery.flush();
  play.delivery.restart();
  assert.deepEqual(play.said, [ref, ref]);
  play.outbox.acknowledged(ref);
  play.delivery.restart();
  assert.equal(play.said.length, 2);
});

test('a deal outlives the page', () => {
  const storage = paperStorage();
  const { ref } = console_({ storage, answers: false }).outbox.enter('sale', fields, 1);
  const after = console_({ storage });
  after.delivery.restart();
  assert.deepEqual(after.said, [ref]);
});

test('an answer that stays away is asked for again, and a deal in hand is not sent twice meanwhile', () => {
  const play = console_();
  const { ref } = play.outbox.enter('sale', fields, 1);
  play.delivery.flush();
  play.delivery.flush();
  play.clock.pass(7_999);
  assert.deepEqual(play.said, [ref]);
  play.clock.pass(1);
  assert.deepEqual(play.said, [ref, ref]);
});

test('many deals go out oldest first, a few a second', () => {
  const play = console_({ answers: false });
  const refs = Array.from({ length: 30 }, (_, index) => play.outbox.enter('sale', fields, index).ref);
  play.line.up = true;
  play.delivery.restart();
  assert.deepEqual(play.said, refs.slice(0, 8));
  for (const ref of play.said.slice()) play.outbox.acknowledged(ref);
  play.clock.pass(5_000);
  assert.deepEqual(play.said, refs);
});

test('a deal the server refuses for good waits to be corrected and is not sent again', () => {
  const play = console_();
  const { ref } = play.outbox.enter('sale', fields, 1, { shown: '1.28万' });
  const { keeps } = play.outbox.refused(ref, { status: 422, title: 'Unprocessable' });
  assert.equal(keeps, false);
  play.delivery.restart();
  assert.deepEqual(play.said, []);
  assert.equal(play.outbox.of('sale').length, 1);
  assert.equal(play.outbox.takeBack(ref).shown, '1.28万');
  assert.equal(play.outbox.of('sale').length, 0);
});

test('a deal the server cannot take now is kept and tried again', () => {
  for (const status of [408, 429, 503, 507]) {
    const play = console_();
    const { ref } = play.outbox.enter('sale', fields, 1);
    play.delivery.flush();
    assert.equal(play.outbox.refused(ref, { status }).keeps, true);
    play.clock.pass(8_000);
    assert.deepEqual(play.said, [ref, ref]);
  }
});

test('an answer to a deal that is not ours is passed over', () => {
  const { outbox } = console_();
  assert.equal(outbox.acknowledged('x'), undefined);
  assert.equal(outbox.refused('x', { status: 422 }), undefined);
});

test('a console whose storage is switched off keeps its deals until it is closed', () => {
  const off = { getItem() { throw new Error('off'); }, setItem() { throw new Error('full'); } };
  const play = console_({ storage: off });
  play.outbox.enter('sale', fields, 1);
  play.delivery.restart();
  assert.equal(play.said.length, 1);
});

const voiding = (sale) => ({ sale, change: 'void', reason: '客户取消' });

test('a correction has its own random id and is sent again with it until it is answered', () => {
  const storage = paperStorage();
  const play = console_({ storage });
  const message = play.outbox.enter('correction', voiding('s1'), 1);
  assert.match(message.ref, /^[0-9a-f]{32}$/);
  assert.deepEqual(message, { kind: 'correction', ref: message.ref, correction: { id: message.ref, ...voiding('s1') } });
  play.delivery.flush();
  play.delivery.restart();
  assert.deepEqual(play.said, [message.ref, message.ref]);
  const after = console_({ storage });
  assert.deepEqual([after.outbox.of('correction').length, after.outbox.of('sale').length], [1, 0]);
  after.delivery.restart();
  assert.deepEqual(after.said, [message.ref]);
  after.outbox.acknowledged(message.ref);
  assert.equal(console_({ storage }).outbox.of('correction').length, 0);
});

test('a correction waits until its own deal is answered, and holds up no other', () => {
  const play = console_();
  const sale = play.outbox.enter('sale', fields, 1).ref;
  const own = play.outbox.enter('correction', voiding(sale), 2).ref;
  const other = play.outbox.enter('correction', voiding('s1'), 3).ref;
  play.delivery.flush();
  assert.deepEqual(play.said, [sale, other]);
  play.outbox.acknowledged(sale);
  play.delivery.flush();
  assert.deepEqual(play.said, [sale, other, own]);
});

test('a correction refused for good is let go, one refused for now is kept', () => {
  const play = console_();
  const { ref } = play.outbox.enter('correction', voiding('s1'), 1);
  assert.equal(play.outbox.refused(ref, { status: 503 }).keeps, true);
  assert.equal(play.outbox.of('correction').length, 1);
  const { item, keeps } = play.outbox.refused(ref, { status: 409, title: 'was voided' });
  assert.deepEqual([item.correction.sale, keeps, play.outbox.of('correction')], ['s1', false, []]);
});

test('when a deal is refused for good there is nothing left to correct', () => {
  const play = console_();
  const sale = play.outbox.enter('sale', fields, 1).ref;
  play.outbox.enter('correction', voiding(sale), 2);
  play.outbox.refused(sale, { status: 422 });
  assert.deepEqual([play.outbox.of('correction').length, play.outbox.messages.length, play.outbox.of('sale').length], [0, 0, 1]);
});

test('a deal that never left can be taken back without a trace, one that left may have arrived', () => {
  const play = console_({ answers: false });
  const { ref } = play.outbox.enter('sale', fields, 1);
  play.delivery.flush();
  assert.equal(play.delivery.mayHaveArrived(ref), false);
  play.line.up = true;
  play.delivery.flush();
  play.line.up = false;
  play.delivery.restart();
  assert.deepEqual([play.delivery.isSent(ref), play.delivery.mayHaveArrived(ref)], [false, true]);
});

test('a target is kept, sent again with its id after a cut, and outlives the page, as a deal does', () => {
  const storage = paperStorage();
  const play = console_({ storage, answers: false });
  const message = play.outbox.enter('target', { agent: 'a01', day: '2026-11-21', amount: 500 }, 1);
  assert.deepEqual(message, { kind: 'target', ref: message.ref, target: { id: message.ref, agent: 'a01', day: '2026-11-21', amount: 500 } });
  play.delivery.flush();
  play.line.up = true;
  play.delivery.restart();
  play.delivery.restart();
  const after = console_({ storage });
  after.delivery.restart();
  assert.deepEqual([play.said, after.said], [[message.ref, message.ref], [message.ref]]);
  assert.equal(kindOf(after.outbox.acknowledged(message.ref)), 'target');
  assert.equal(console_({ storage }).outbox.of('target').length, 0);
});

test('whatever is refused for good is let go and told with its body, except a deal, which waits to be put right', () => {
  for (const kind of ['target', 'award', 'award_change', 'conduct', 'roster', 'applause']) {
    const { outbox } = console_();
    const { ref } = outbox.enter(kind, { agent: 'a01' }, 1);
    const sale = outbox.enter('sale', fields, 2).ref;
    const { item, keeps } = outbox.refused(ref, { status: 403 });
    assert.deepEqual([item[kind].agent, keeps, outbox.of(kind).length], ['a01', false, 0], kind);
    outbox.refused(sale, { status: 422 });
    assert.equal(outbox.of('sale').length, 1);
  }
});

test('a hand is sent as whose it is and for what: it needs no id of its own', () => {
  const { outbox } = console_();
  const message = outbox.enter('applause', { announcement: 7, agent: 'a01' }, 1);
  assert.deepEqual(message, { kind: 'applause', ref: message.ref, applause: { announcement: 7, agent: 'a01' } });
  assert.equal(outbox.acknowledged(message.ref).applause.announcement, 7);
});

function undoing() {
  const clock = handClock();
  const offered = [];
  return { clock, offered, undo: new Undo({ schedule: clock.schedule, changed: (sale) => offered.push(sale?.id) }) };
}

test('a deal can be undone for ten seconds after it was entered, and not longer', () => {
  const { clock, offered, undo } = undoing();
  undo.offer({ id: 's1' });
  clock.pass(UNDO - 1);
  assert.equal(undo.sale.id, 's1');
  clock.pass(1);
  assert.deepEqual([undo.sale, offered], [undefined, ['s1', undefined]]);
});

test('a deal is undone once, and nothing comes after', () => {
  const { clock, offered, undo } = undoing();
  undo.offer({ id: 's1' });
  assert.equal(undo.take().id, 's1');
  assert.equal(undo.take(), undefined);
  clock.pass(UNDO);
  assert.deepEqual(offered, ['s1', undefined]);
});

test('only the deal entered last can be undone, for ten seconds of its own', () => {
  const { clock, undo } = undoing();
  undo.offer({ id: 's1' });
  clock.pass(UNDO - 1);
  undo.offer({ id: 's2' });
  clock.pass(UNDO - 1);
  assert.equal(undo.sale.id, 's2');
});

test('two tabs of one console keep each other\'s unsent deals', () => {
  const storage = paperStorage();
  const [one, two] = [new Outbox({ storage, name: 'BJ' }), new Outbox({ storage, name: 'BJ' })];
  const first = one.enter('sale', fields, 1);
  const second = two.enter('sale', fields, 2);
  assert.deepEqual(new Outbox({ storage, name: 'BJ' }).of('sale').map(({ sale }) => sale.id).sort(), [first.ref, second.ref].sort());
  one.acknowledged(first.ref);
  assert.deepEqual(new Outbox({ storage, name: 'BJ' }).of('sale').map(({ sale }) => sale.id), [second.ref]);
});
