import assert from 'node:assert/strict';
import { test } from 'node:test';
import { METRICS, PERIODS, explained, scoreText } from '../../public/js/floor/explain.js';
import { NOON, speaking } from './stagehand.mjs';

const zh = speaking('zh-CN');
const en = speaking('en');
const words = (text) => ({ 'zh-CN': text, en: text });

const explanation = (more = {}) => ({
  of: 'agents', id: 'a01', name: '张三', place: 3, score: 1_280_000, metric: 'amount', period: 'day', start: '2026-11-21', day: '2026-11-21',
  amount: 1_280_000, deals: 2, gap: 50_000, currency: 'CNY',
  counts: [
    { id: 's1', product: '年度会员', amount: 1_000_000, day: '2026-11-21', at: NOON, offset: 7 },
    { id: 's2', product: '短信包', amount: 280_000, day: '2026-11-21', at: NOON, offset: 9, late: true, amended: true },
  ],
  does_not_count: [{ id: 's3', product: '年度会员', amount: 398_000, day: '2026-11-20', at: NOON, why: 'given_away', to: '李娜', words: words('已改记给同事'), reason: '客户点名', by: '王丽' }],
  ...more,
});
const kinds = ({ sections }) => sections.map(({ kind }) => kind);
const section = (given, kind, context = zh) => explained(given, context).sections.find((one) => one.kind === kind);

test('a place is explained with its result and the way to the next one', () => {
  const { place, score, gap } = explained(explanation(), zh);
  assert.deepEqual([place, score, gap], ['第 3 名', '¥12,800', '距前一名 ¥500']);
  const leader = explained(explanation({ place: 1, gap: undefined }), en);
  assert.deepEqual([leader.place, leader.gap], ['Place 1', '']);
  assert.equal(explained(explanation({ place: undefined }), zh).place, '还没有名次');
});

test('the deals that count are listed with their marks, and sum up to what is shown', () => {
  const { title, figure, rows } = section(explanation(), 'counts');
  assert.deepEqual([title, figure], ['计入 2 单', '¥12,800']);
  assert.deepEqual(rows.map(({ head, sub, figure: amount, tags }) => [head, sub, amount, tags]),
    [['年度会员', '12:00', '¥10,000', []], ['短信包', '12:00', '¥2,800', ['补录', '已更正']]]);
  assert.equal(section(explanation({ period: 'week' }), 'counts').rows[0].sub, '11月21日 12:00');
  const none = section(explanation({ counts: [], amount: 0 }), 'counts');
  assert.deepEqual([none.rows, none.empty], [[], '这段时间还没有成交，下一单就算数。']);
});

test('a deal that does not count says why, for what reason and by whom', () => {
  const { title, rows } = section(explanation(), 'excluded');
  assert.deepEqual([title, rows[0].note, rows[0].sub], ['没有计入 1 单', '已改记给同事 · → 李娜 · 原因：客户点名 · 经手：王丽', '11月20日 12:00']);
  const bare = explanation({ does_not_count: [{ product: 'x', amount: 1, day: '2026-11-20', at: NOON, why: 'other_day', words: words('x') }] });
  assert.equal(section(bare, 'excluded').rows[0].note, 'x');
});

test('what an explanation does not have takes no room', () => {
  assert.deepEqual(kinds(explained(explanation({ does_not_count: [] }), zh)), ['counts']);
  assert.deepEqual(kinds(explained({ of: 'agents', id: 'a', name: 'A', score: 0, metric: 'amount', period: 'day' }, zh)), ['counts']);
});

test('a shared place tells with whom, and by which rule it is listed', () => {
  const { lines } = section(explanation({ tie: { shares_with: ['刘洋', '王芳'], words: words('先到先列') } }), 'tie');
  assert.deepEqual(lines, ['与 刘洋、王芳 并列', '先到先列']);
  const crowd = Array.from({ length: 23 }, (_, index) => `甲${index}`);
  assert.equal(section(explanation({ tie: { shares_with: crowd, words: words('x') } }), 'tie').lines[0], '与 甲0、甲1、甲2、甲3、甲4、甲5 等 23 人并列');
  assert.deepEqual(section(explanation({ tie: { shares_with: [], words: words('先到先列') } }), 'tie').lines, ['先到先列']);
});

test('the target says where it comes from, what is expected by now and how far one is', () => {
  const target = { target: 2_000_000, achieved: 1_280_000, expected: 1_400_000, state: 'behind', source: 'day' };
  const { figure, rows: [row] } = section(explanation({ target }), 'target');
  assert.deepEqual([figure, row.head, row.figure, row.sub, row.note, row.share, row.mark, row.pace],
    ['64%', '晨会当天定的目标', '¥20,000', '此刻应到 ¥14,000', '↗ 还差 ¥1,200 跟上，冲一把！', 0.64, 0.7, 'behind']);
  const heads = ['month', 'people', 'elsewhere'].map((source) => section(explanation({ target: { ...target, source } }), 'target').rows[0].head);
  assert.deepEqual(heads, ['由月目标而来', '成员目标之和', '由月目标而来']);
});

test('a day of rest, whose target is nought, asks for nothing', () => {
  assert.equal(section(explanation({ target: { target: 0, achieved: 5, expected: 0, state: 'ahead', source: 'month' } }), 'target'), undefined);
});

test('improvement is explained by what was sold, and what the four weeks before would have brought', () => {
  const improvement = { before: 26_400_000, expected: 1_320_000, working_days_before: 20, working_days: 1 };
  const given = explained(explanation({ metric: 'improved', score: -40_000, improvement }), zh);
  assert.equal(given.sections[0].kind, 'improvement');
  assert.deepEqual([given.sections[0].figure, ...given.sections[0].rows.map(({ figure, sub }) => `${figure} ${sub}`)],
    ['−¥400', '¥12,800 1 个工作日', '¥13,200 1 个工作日', '¥264,000 20 个工作日']);
});

test('of very many deals it says how many more there are', () => {
  const { title, lines } = section(explanation({ more_counts: 48 }), 'counts');
  assert.deepEqual([title, lines], ['计入 50 单', ['另有 48 单，这里只列最近的']]);
  assert.equal(section(explanation({ more_do_not_count: 1 }), 'excluded', en).title, '2 deals do not count');
});

const value = {
  score: 86_440, reward: 168_000,
  components: [
    { component: 'amount', actual: 1_280_000, expected_thousandths: 2_000_000_000, weight: 35, points: 22_400 },
    { component: 'conversion', actual: 620, expected_thousandths: 500_000, weight: 8, points: 9_920 },
    { component: 'talk', actual: 12_600, expected_thousandths: 14_400_000, weight: 6, points: 5_250 },
    { component: 'calls', actual: 1_132, expected_thousandths: 72_727, weight: 6, points: -100 },
    { component: 'charm', actual: 1, expected_thousandths: 2_000, weight: 6, points: 3_000 },
  ],
  conduct: [
    { for: 'training', points: 8, reason: '带新人', by: '刘队', day: '2026-11-18' },
    { for: 'attendance', points: -2, reason: '晨会迟到', by: '刘队', day: '2026-11-19' },
  ],
};

test('the value score is explained component by component, each in its own unit', () => {
  const { figure, rows } = section(explanation({ value }), 'value');
  assert.equal(figure, '86.4 分');
  assert.deepEqual(rows.map(({ head, figure: points, sub, share }) => [head, points, sub, share]), [
    ['业绩', '22.4', '¥12,800 / ¥20,000 · 权重 35', 0.64], ['转化率', '9.9', '6.2% / 5% · 权重 8', 1], ['通话时长', '5.3', '3.5 小时 / 4 小时 · 权重 6', 0.875],
    ['拨打', '-0.1', '1,132 / 72.7 · 权重 6', 0], ['charm', '3', '1 / 2 · 权重 6', 0.5], ['按此计算的奖励', '¥1,680', undefined, undefined],
  ]);
});

test('conduct points tell their reason, who gave them and when; taken ones have their sign', () => {
  const { rows } = section(explanation({ value }), 'conduct');
  assert.deepEqual(rows.map(({ head, figure, note, sub }) => [head, figure, note, sub]),
    [['培训', '+8', '带新人', '11月18日 · 经手：刘队'], ['出勤', '−2', '晨会迟到', '11月19日 · 经手：刘队']]);
});

test('what a metric is made of comes first', () => {
  const all = { tie: { rule: words('r') }, target: { target: 1, expected: 1 }, value, rules: { words: [words('r')] } };
  assert.deepEqual(kinds(explained(explanation(all), zh)), ['counts', 'excluded', 'tie', 'target', 'value', 'conduct', 'rules']);
  assert.equal(kinds(explained(explanation({ ...all, metric: 'value', score: 86_440 }), zh))[0], 'value');
  assert.equal(kinds(explained(explanation({ ...all, metric: 'completion', score: 6_400 }), zh))[0], 'target');
  assert.equal(kinds(explained(explanation({ ...all, metric: 'deals', score: 2 }), zh)).length, 7);
});

test('the rules in force are told in words, big deals and days with them', () => {
  const rules = { words: [words('先到先列')], big_deals: [1_000_000, 5_000_000], working_days: [1, 2, 7] };
  assert.deepEqual(section(explanation({ rules }), 'rules').lines,
    ['先到先列', '大单：¥1万 / ¥5万 起', '工作日：周一、周二、周日', '营业日按 Asia/Shanghai 时间，金额以 CNY 计']);
  assert.deepEqual(section(explanation({ rules }), 'rules', en).lines.slice(1, 3), ['Big deals from ¥10,000 / ¥50,000', 'Working days: Mon, Tue, Sun']);
});

test('a result is said in the unit of its metric', () => {
  const said = [[1_280_050, 'amount'], [3, 'deals'], [8_654, 'completion'], [312_000, 'improved'], [-312_050, 'improved'], [86_449, 'value']];
  assert.deepEqual(said.map(([score, metric]) => scoreText(score, metric, zh)), ['¥12,800.50', '3 单', '86.5%', '+¥3,120', '−¥3,120.50', '86.4 分']);
  assert.equal(scoreText(1, 'deals', en), '1 deal');
});

test('the way to the next place carries no plus, also where results do', () => {
  assert.equal(explained(explanation({ metric: 'improved', score: -5, gap: 88_000 }), zh).gap, '距前一名 ¥880');
});

test('periods and metrics are those that the server can explain', () => {
  assert.deepEqual(Object.keys(PERIODS), ['day', 'week', 'month']);
  assert.deepEqual(Object.keys(METRICS), ['amount', 'deals', 'completion', 'improved', 'value']);
});
