import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysOf, hasResult, initialOf, periodText, posterAddress, resultOf, teamOf } from '../../public/js/floor/poster.js';

test('the address of a poster carries the whole id, whatever is in it', () => {
  const url = new URL(posterAddress({ award: 'top_sales/week/2026-11-16/BJ&x=1', site: 'BJ', lang: 'zh-CN' }), 'http://floor');
  assert.equal(url.pathname, '/poster/');
  assert.deepEqual(Object.fromEntries(url.searchParams), { award: 'top_sales/week/2026-11-16/BJ&x=1', site: 'BJ', lang: 'zh-CN' });
});

test('a face is the first sign of the name, whole, and large', () => {
  assert.deepEqual(['单雄信', 'anna', '𠮷野', ' 欧阳雪', ''].map(initialOf), ['单', 'A', '𠮷', '欧', '']);
});

test('a week ends on its Sunday and a month on its last day, over leap days and years', () => {
  const days = (kind, start) => daysOf({ kind, start }).map((at) => new Date(at).toISOString().slice(0, 10));
  assert.deepEqual(days('day', '2026-11-20'), ['2026-11-20', '2026-11-20']);
  assert.deepEqual(days('week', '2026-12-28'), ['2026-12-28', '2027-01-03']);
  assert.deepEqual(days('month', '2028-02-01'), ['2028-02-01', '2028-02-29']);
  assert.deepEqual(days('month', '2026-12-01'), ['2026-12-01', '2026-12-31']);
});

test('a period is written as people write it, on screens in any zone', () => {
  assert.equal(periodText({ kind: 'day', start: '2026-11-20' }, 'zh-CN'), '2026年11月20日');
  assert.match(periodText({ kind: 'week', start: '2026-11-16' }, 'zh-CN'), /^2026年11月16日–22日$/);
  assert.equal(periodText({ kind: 'week', start: '2026-12-28' }, 'zh-CN'), '2026年12月28日–2027年1月3日');
  assert.equal(periodText({ kind: 'week', start: '2026-11-30' }, 'zh-CN'), '2026年11月30日–12月6日');
  assert.match(periodText({ kind: 'week', start: '2026-11-16' }, 'en'), /^November 16\D+22, 2026$/);
  assert.equal(periodText({ kind: 'month', start: '2026-11-01' }, 'en'), 'November 2026');
});

const rows = [
  { name: '单雄信', team: '雄鹰队', amount: 900, deals: 3 }, { name: '王芳', team: '飞虎队', amount: 500, deals: 2 },
  { name: '王芳', team: '战狼队', amount: 400, deals: 1 }, { name: '李娜', team: '飞虎队', amount: 0, deals: 0 },
];

test('the figures are those of the one who was honoured, and of nobody else of that name', () => {
  assert.deepEqual(resultOf({ who: ['单雄信'], team: '雄鹰队' }, rows), { amount: 900, deals: 3 });
  assert.deepEqual(resultOf({ who: ['王芳'], team: '战狼队' }, rows), { amount: 400, deals: 1 });
  assert.equal(resultOf({ who: ['王芳'] }, rows), undefined);
  assert.equal(resultOf({ who: ['陈静'], team: '飞虎队' }, rows), undefined);
  assert.equal(resultOf({ who: ['李娜'], team: '飞虎队' }, rows), undefined, 'and no figure is better than nought');
  assert.deepEqual(resultOf({ who: ['雄鹰队'], team: '雄鹰队' }, [{ name: '雄鹰队', amount: 7, deals: 1 }]), { amount: 7, deals: 1 });
});

test('what a leader honours somebody for is not counted', () => {
  assert.deepEqual([hasResult({ by: 'floorcast' }), hasResult({ by: '林晓东' })], [true, false]);
});

test('a team is on the poster with what is known of it', () => {
  const teams = [{ name: '雄鹰队', slogan: '鹰击长空' }];
  assert.equal(teamOf({ team: '雄鹰队' }, teams).slogan, '鹰击长空');
  assert.deepEqual(teamOf({ team: '旧队' }, teams), { name: '旧队' });
  assert.equal(teamOf({}, teams), undefined);
});
