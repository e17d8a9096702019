import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CATCH_UP, Floor, KEPT } from '../../public/js/floor/floor.js';
import { Played } from '../../public/js/floor/played.js';
import { EPOCH, NOON, announced, applauded, corrected, deal, notice, noticed, paperStorage, row, snapshot, standings, takeover, welcome } from './stagehand.mjs';

function open({ storage = paperStorage(), played = new Played(storage) } = {}) {
  const floor = new Floor({ played, page: 'wall' });
  floor.apply(welcome(), NOON);
  return floor;
}

const offsets = (list) => list.map(({ offset }) => offset);

test('places and order are drawn as given, also when two share a place', () => {
  const floor = open();
  const given = [row(1, 'a02', 900), row(2, 'a01', 500), row(2, 'a09', 500), row(4, 'a03', 100)];
  floor.apply(snapshot(4, { agents: given }), NOON);
  assert.deepEqual(floor.agents.map(({ place, id }) => [place, id]), [[1, 'a02'], [2, 'a01'], [2, 'a09'], [4, 'a03']]);
});

test('a frame whose predecessor was not seen is a gap', () => {
  const floor = open();
  floor.apply(snapshot(3), NOON);
  assert.equal(floor.apply(announced(deal(6), 5), NOON).gap, true);
  assert.equal(floor.apply(standings(6, 5), NOON).gap, true);
  assert.deepEqual(floor.position, { epoch: EPOCH, offset: 3 });
});

test('a frame before the first snapshot is a gap', () => {
  assert.equal(open().apply(standings(1, 0), NOON).gap, true);
});

test('a tick ahead of what was seen is a gap, one level with it is not', () => {
  const floor = open();
  floor.apply(snapshot(3), NOON);
  assert.ok(!floor.apply({ kind: 'tick', offset: 3, time: NOON }, NOON).gap);
  assert.equal(floor.apply({ kind: 'tick', offset: 4, time: NOON }, NOON).gap, true);
});

test('what a resume has assured is no gap to the next tick', () => {
  const floor = open();
  floor.apply(snapshot(3), NOON);
  floor.apply({ kind: 'resumed', epoch: EPOCH, from: 3, to: 9, time: NOON }, NOON);
  assert.ok(!floor.apply({ kind: 'tick', offset: 9, time: NOON }, NOON).gap);
});

test('an announcement and the standings of the same offset both count, in either order', () => {
  const floor = open();
  floor.apply(snapshot(3), NOON);
  floor.apply(standings(4, 3, [row(1, 'a', 5)]), NOON);
  assert.deepEqual(offsets(floor.apply(announced(deal(4), 4), NOON).bells), [4]);
  assert.deepEqual(offsets(floor.apply(announced(deal(5), 4), NOON).bells), [5]);
  floor.apply(standings(5, 5, [row(1, 'b', 6)]), NOON);
  assert.equal(floor.agents[0].id, 'b');
});

test('an announcement seen before is dropped, and standings of the past do not come back', () => {
  const floor = open();
  floor.apply(snapshot(3, { agents: [row(1, 'a', 5)] }), NOON);
  assert.deepEqual(floor.apply(announced(deal(3), 2), NOON).bells, []);
  floor.apply(standings(2, 1, [row(1, 'old', 1)]), NOON);
  assert.equal(floor.agents[0].id, 'a');
  assert.equal(floor.announcements.length, 0);
});

test('a snapshot of a log this screen was never on plays nothing: that is history', () => {
  const floor = open();
  const { takeovers, bells } = floor.apply(snapshot(9, { announcements: [takeover(8), deal(9)] }), NOON);
  assert.deepEqual([takeovers, bells], [[], []]);
  assert.equal(floor.caughtUp, 0);
  assert.deepEqual(offsets(floor.announcements), [9, 8]);
});

test('missed announcements up to 90 s old are played, older ones go to the ticker and are counted', () => {
  const floor = open();
  floor.apply(snapshot(3), NOON);
  const late = NOON + CATCH_UP + 1;
  const { takeovers } = floor.apply(snapshot(6, {
    announcements: [takeover(4), takeover(5, { at: NOON + 1 }), takeover(6, { at: late })],
  }), late);
  assert.deepEqual(offsets(takeovers), [5, 6]);
  assert.equal(floor.caughtUp, 1);
  assert.deepEqual(offsets(floor.announcements), [6, 5, 4]);
});

test('a reloaded screen plays what it missed while it was away, and nothing twice', () => {
  const storage = paperStorage();
  const before = open({ storage });
  before.apply(snapshot(3), NOON);
  before.apply(announced(deal(4)), NOON);
  const after = open({ storage });
  const { takeovers, bells } = after.apply(snapshot(5, { announcements: [deal(4), takeover(5)] }), NOON);
  assert.deepEqual([offsets(takeovers), offsets(bells)], [[5], []]);
});

test('another log plays nothing of its past', () => {
  const floor = open();
  floor.apply(snapshot(3), NOON);
  const other = snapshot(8, { epoch: 'f'.repeat(32), announcements: [takeover(8)] });
  assert.deepEqual(floor.apply(other, NOON).takeovers, []);
  assert.deepEqual(floor.position, { epoch: 'f'.repeat(32), offset: 8 });
});

test('a log that begins again below the old one is announced as any other, whatever was up on the old one', () => {
  for (const recalls of [false, true]) {
    const storage = paperStorage();
    let floor = open({ storage });
    const renewed = (offset, more) => snapshot(offset, { epoch: 'f'.repeat(32), ...more });
    floor.apply(renewed(99_990), NOON); // this wall has been on it
    floor.apply(snapshot(120_000), NOON);
    floor.apply(noticed(120_001), NOON);
    if (recalls) {
      const kept = JSON.stringify(floor);
      floor = open({ storage });
      floor.recall(kept);
    }
    const { otherLog, revised, takeovers } = floor.apply(renewed(100_000, { notices: [notice(99_995)] }), NOON);
    assert.deepEqual([otherLog, revised, offsets(takeovers), floor.notices.length], [true, [], [99_995], 1]);
    assert.deepEqual(offsets(floor.apply(announced(takeover(100_001)), NOON).takeovers), [100_001]);
    assert.deepEqual(offsets(open({ storage }).apply(renewed(100_001, { announcements: [takeover(100_001)] }), NOON).takeovers), [100_001], 'it waits in the record');
  }
});

test('a record that is beyond the end of its log is taken back to it', () => {
  const storage = paperStorage();
  const before = new Played(storage);
  before.open(EPOCH, 'BJ', 'wall');
  before.settle(120_001);
  const floor = open({ storage });
  floor.apply(snapshot(100_000), NOON);
  assert.deepEqual(offsets(floor.apply(announced(takeover(100_001)), NOON).takeovers), [100_001]);
});

test('a page that has dropped its position hears how what it knew stands now, if the log is the same', () => {
  const floor = open();
  floor.apply(snapshot(3), NOON);
  floor.apply(announced(takeover(4)), NOON);
  floor.forget();
  assert.equal(floor.position, undefined);
  const { revised, otherLog } = floor.apply(snapshot(5, { announcements: [takeover(4, { voided: true })] }), NOON);
  assert.deepEqual([offsets(revised), otherLog], [[4], false]);
});

test('a new day begins with an empty ticker', () => {
  const floor = open();
  floor.apply(snapshot(3, { agents: [row(1, 'a', 5)], announcements: [deal(3)] }), NOON);
  floor.apply({ ...standings(3, 3), day: '2026-11-22' }, NOON);
  assert.deepEqual([floor.agents, floor.announcements], [[], []]);
});

test('the ticker keeps the newest and no more than it shows', () => {
  const floor = open();
  floor.apply(snapshot(0), NOON);
  for (let offset = 1; offset <= KEPT + 20; offset += 1) floor.apply(announced(deal(offset)), NOON);
  assert.equal(floor.announcements.length, KEPT);
  assert.equal(floor.announcements[0].offset, KEPT + 20);
});

test('a kind of frame that is not known is passed over', () => {
  const floor = open();
  floor.apply(snapshot(3), NOON);
  assert.deepEqual(floor.apply({ kind: 'weather', offset: 3 }, NOON), { changed: undefined, takeovers: [], bells: [], revised: [] });
});

test('a lighter announcement that waited behind a heavier one is still played after a reload', () => {
  const storage = paperStorage();
  const played = new Played(storage);
  played.open(EPOCH, 'BJ', 'wall');
  played.queue(4);
  played.queue(5);
  played.settle(5); // the heavier one starts
  const again = new Played(storage);
  assert.equal(again.open(EPOCH, 'BJ', 'wall'), true);
  assert.deepEqual([4, 5, 6].map((offset) => again.has(offset)), [false, true, false]);
  again.settle(4);
  assert.equal([...storage.entries.values()][0], '5');
});

test('records of sites and logs are kept apart', () => {
  const storage = paperStorage();
  const played = new Played(storage);
  played.open(EPOCH, 'BJ', 'wall');
  played.settle(9);
  assert.equal(played.open(EPOCH, 'SH', 'wall'), false);
  assert.equal(played.has(9), false);
});

test('a screen whose storage is switched off remembers until it is reloaded', () => {
  const off = { getItem() { throw new Error('off'); }, setItem() { throw new Error('off'); } };
  const played = new Played(off);
  played.open(EPOCH, 'BJ', 'wall');
  played.settle(4);
  assert.deepEqual([played.has(4), played.has(5)], [true, false]);
});

test('a correction is part of the sequence: a missing predecessor is a gap, and it moves the position', () => {
  const floor = open();
  floor.apply(snapshot(3), NOON);
  assert.equal(floor.apply(corrected(6, deal(2), 5), NOON).gap, true);
  assert.ok(!floor.apply(corrected(4, deal(2), 3), NOON).gap);
  assert.deepEqual(floor.position, { epoch: EPOCH, offset: 4 });
  assert.ok(!floor.apply({ kind: 'tick', offset: 4, time: NOON }, NOON).gap);
});

test('a voided announcement stays in the ticker, marked, and the page hears of it', () => {
  const floor = open();
  floor.apply(snapshot(3, { announcements: [deal(2), deal(3)] }), NOON);
  const { revised, takeovers, bells } = floor.apply(corrected(4, deal(2, { voided: true })), NOON);
  assert.deepEqual(floor.announcements.map(({ offset, voided }) => [offset, voided]), [[3, undefined], [2, true]]);
  assert.deepEqual([offsets(revised), takeovers, bells], [[2], [], []]);
});

test('an amended announcement takes the place of the old one and rings no bell', () => {
  const floor = open();
  floor.apply(snapshot(3, { announcements: [deal(2), deal(3)] }), NOON);
  const { bells } = floor.apply(corrected(4, deal(2, { amount: 5, agent: { id: 'a02', name: '李娜' } })), NOON);
  assert.deepEqual([floor.announcements[1].amount, floor.announcements[1].agent.name, bells], [5, '李娜', []]);
});

test('corrections that the ring repeats after a cut do not bring back what was true before', () => {
  const floor = open();
  floor.apply(snapshot(3, { announcements: [deal(3)] }), NOON);
  floor.apply(corrected(4, deal(3, { amount: 5 })), NOON);
  floor.apply(corrected(5, deal(3, { amount: 7 })), NOON);
  assert.deepEqual(floor.apply(corrected(4, deal(3, { amount: 5 })), NOON).revised, []);
  assert.equal(floor.announcements[0].amount, 7);
});

test('one entry corrects every deal of somebody who is hidden', () => {
  const floor = open();
  floor.apply(snapshot(3, { announcements: [deal(2), deal(3)] }), NOON);
  const nobody = { id: 'a01', name: '同事' };
  const { revised } = floor.apply(corrected(4, deal(2, { agent: nobody })), NOON);
  const { revised: more } = floor.apply(corrected(4, deal(3, { agent: nobody }), 3), NOON);
  assert.deepEqual([offsets(revised), offsets(more)], [[2], [3]]);
  assert.deepEqual(floor.announcements.map(({ agent }) => agent.name), ['同事', '同事']);
});

test('a correction of a deal that left the ticker changes nothing there', () => {
  const floor = open();
  floor.apply(snapshot(9, { announcements: [deal(9)] }), NOON);
  floor.apply(corrected(10, deal(1, { voided: true })), NOON);
  assert.deepEqual(offsets(floor.announcements), [9]);
});

test('a takeover voided while it waits is not played after a reload either', () => {
  const storage = paperStorage();
  const before = open({ storage });
  before.apply(snapshot(3), NOON);
  assert.deepEqual(offsets(before.apply(announced(takeover(4)), NOON).takeovers), [4]);
  before.apply(corrected(5, takeover(4, { voided: true })), NOON);
  // Even a server that forgot to mark it would not be believed.
  const { takeovers } = open({ storage }).apply(snapshot(5, { announcements: [takeover(4)] }), NOON);
  assert.deepEqual(takeovers, []);
});

test('a deal voided while a screen was away is never played, and not counted as caught up', () => {
  const floor = open();
  floor.apply(snapshot(3), NOON);
  const late = NOON + CATCH_UP + 1;
  const { takeovers, bells } = floor.apply(snapshot(6, { announcements: [takeover(4, { voided: true }), takeover(5, { voided: true, at: late })] }), late);
  assert.deepEqual([takeovers, bells, floor.caughtUp], [[], [], 0]);
  assert.deepEqual(offsets(floor.announcements), [5, 4]);
});

test('a snapshot after a cut tells how the announcements known before stand now', () => {
  const floor = open();
  floor.apply(snapshot(3), NOON);
  floor.apply(announced(takeover(4)), NOON);
  const { revised, takeovers } = floor.apply(snapshot(7, { announcements: [takeover(4, { voided: true }), takeover(6)] }), NOON);
  assert.deepEqual([revised.map(({ offset, voided }) => [offset, voided]), offsets(takeovers)], [[[4, true]], [6]]);
});

test('applause is part of the sequence: a missing predecessor is a gap, and it moves the position', () => {
  const floor = open();
  floor.apply(snapshot(3, { announcements: [deal(3)] }), NOON);
  assert.equal(floor.apply(applauded(6, 3, 1, 5), NOON).gap, true);
  assert.equal(floor.apply(applauded(4, 3, 1), NOON).changed, 'applause');
  assert.deepEqual([floor.announcements[0].applause, floor.position.offset], [1, 4]);
  assert.ok(!floor.apply({ kind: 'tick', offset: 4, time: NOON }, NOON).gap);
});

test('hands that the ring repeats after a cut are not fewer than those seen, and change nothing', () => {
  const floor = open();
  floor.apply(snapshot(9, { announcements: [deal(3, { applause: 12 })] }), NOON);
  const { changed, takeovers, bells } = floor.apply(applauded(8, 3, 11), NOON);
  assert.deepEqual([changed, takeovers, bells, floor.announcements[0].applause, floor.position.offset], [undefined, [], [], 12, 9]);
});

test('applause of the same offset as an announcement hides neither, in either order', () => {
  const floor = open();
  floor.apply(snapshot(3, { announcements: [deal(3)] }), NOON);
  floor.apply(applauded(5, 3, 2, 3), NOON);
  assert.deepEqual(offsets(floor.apply(announced(deal(5), 5), NOON).bells), [5]);
  floor.apply(applauded(5, 3, 4, 5), NOON);
  assert.deepEqual(floor.announcements.map(({ offset, applause }) => [offset, applause]), [[5, undefined], [3, 4]]);
});

test('applause for a deal that left the ticker changes nothing there', () => {
  const floor = open();
  floor.apply(snapshot(9, { announcements: [deal(9)] }), NOON);
  assert.equal(floor.apply(applauded(10, 1, 1), NOON).changed, undefined);
  assert.equal(floor.announcements[0].applause, undefined);
});

test('a row\'s movement and a person\'s alias are drawn as given', () => {
  const floor = open();
  floor.apply(snapshot(4, { agents: [{ ...row(1, 'a01', 9), name: '阿强', movement: -2 }] }), NOON);
  assert.deepEqual(floor.agents.map(({ name, movement }) => [name, movement]), [['阿强', -2]]);
});

test('a notice is played once, in its order, and stands until it is ended', () => {
  const floor = open();
  floor.apply(snapshot(3), NOON);
  assert.equal(floor.apply(noticed(6, notice(6), 5), NOON).gap, true);
  const { takeovers, changed } = floor.apply(noticed(4), NOON);
  assert.deepEqual([changed, takeovers.map(({ kind, id, text }) => [kind, id, text])], ['notice', [['notice', 'n4', '3点在会议室集合']]]);
  assert.deepEqual(floor.apply(noticed(4), NOON).takeovers, [], 'the ring repeats it after a cut');
  floor.apply(noticed(5), NOON);
  const { revised } = floor.apply(noticed(6, { ...notice(4), ended: true }), NOON);
  assert.deepEqual(revised.map(({ kind, offset, voided }) => [kind, offset, voided]), [['notice', 4, true]]);
  assert.deepEqual(floor.notices.map(({ id }) => id), ['n5']);
  assert.deepEqual(floor.position, { epoch: EPOCH, offset: 6 });
});

test('notices that are over leave when another comes, and nobody hears that they were taken down', () => {
  const floor = open();
  floor.apply(snapshot(3), NOON);
  for (const offset of [4, 5]) floor.apply(noticed(offset), NOON);
  floor.apply(noticed(6, notice(6, { until: NOON + 9_000_000 })), NOON);
  const late = NOON + 1_800_000;
  assert.deepEqual(floor.apply(noticed(7, notice(7, { at: late, until: late + 1 })), late).revised, []);
  assert.deepEqual(floor.notices.map(({ id }) => id), ['n6', 'n7']);
});

test('a notice missed for more than 90 s is read in its scene and counted, a younger one is played', () => {
  const floor = open();
  floor.apply(snapshot(3), NOON);
  const late = NOON + CATCH_UP + 1;
  const { takeovers } = floor.apply(snapshot(5, { notices: [notice(4), notice(5, { at: late })] }), late);
  assert.deepEqual([offsets(takeovers), floor.caughtUp, floor.notices.length], [[5], 1, 2]);
});

test('a notice that was ended during a cut is withdrawn, and not played after a reload', () => {
  const storage = paperStorage();
  const floor = open({ storage });
  floor.apply(snapshot(3), NOON);
  floor.apply(noticed(4), NOON);
  assert.deepEqual(offsets(floor.apply(snapshot(5), NOON).revised), [4]);
  assert.deepEqual(floor.notices, []);
  assert.deepEqual(open({ storage }).apply(snapshot(5, { notices: [notice(4)] }), NOON).takeovers, []);
});

test('a screen takes the settings that it is given, and the slow data of its scenes', () => {
  const floor = open();
  floor.apply(snapshot(3), NOON);
  const { changed } = floor.apply({ kind: 'screen', screen: { id: 's1', name: '前台' }, playlist: [{ scene: 'pace', seconds: 20 }], theme: { name: 'festive' } }, NOON);
  assert.deepEqual([changed, floor.welcome.screen.name, floor.welcome.theme.name, floor.welcome.site.id], ['screen', '前台', 'festive', 'BJ']);
  assert.equal(floor.apply({ kind: 'gallery', day: '2026-11-21', fame: [] }, NOON).changed, 'gallery');
  assert.deepEqual(floor.gallery.fame, []);
});
