import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Money, minorDigits } from '../../public/js/floor/money.js';
import { parseAmount } from '../../public/js/floor/typed-amount.js';

test('amounts are read as people type them', () => {
  const typed = {
    12800: 1_280_000, '12,800.50': 1_280_050, '1.28万': 1_280_000, '1.28w': 1_280_000, '1.28W': 1_280_000, '3千': 300_000, '3k': 300_000,
    '0.5': 50, '.5': 50, '5.': 500, '1,280,000': 128_000_000, '¥12,800': 1_280_000, '12800元': 1_280_000, ' 12 800 ': 1_280_000,
    '１２８００': 1_280_000, '１２，８００．５０': 1_280_050, '￥12800': 1_280_000, '12800.500': 1_280_050, '1.28005万': 1_280_050, '0001': 100,
  };
  for (const [text, minor] of Object.entries(typed)) assert.deepEqual(parseAmount(text), { minor }, text);
});

test('no amount passes through a floating point number', () => {
  assert.deepEqual(parseAmount('0.29'), { minor: 29 });
  assert.deepEqual(parseAmount('4.35'), { minor: 435 });
  assert.deepEqual(parseAmount('1.15万'), { minor: 1_150_000 });
  assert.deepEqual(parseAmount('90071992547409.91'), { minor: Number.MAX_SAFE_INTEGER });
  for (let minor = 1; minor < 20_000; minor += 7) {
    assert.deepEqual(parseAmount(`${Math.trunc(minor / 100)}.${String(minor % 100).padStart(2, '0')}`), { minor });
  }
});

test('what is not an amount is refused with its reason', () => {
  const faults = {
    '': 'empty', '  ': 'empty', abc: 'unreadable', '-5': 'unreadable', '1.2.3': 'unreadable', '1万2': 'unreadable', '1e3': 'unreadable', '.': 'unreadable', '万': 'unreadable',
    '1,28': 'grouping', '12,80.50': 'grouping', '1,2800': 'grouping', ',800': 'grouping',
    '12.345': 'decimals', '1.2800555万': 'decimals', 0: 'zero', '0.00': 'zero', '90071992547409.92': 'large', [`1${'0'.repeat(40)}`]: 'large',
  };
  for (const [text, fault] of Object.entries(faults)) assert.deepEqual(parseAmount(text), { fault }, text);
});

test('a currency without a minor unit takes no decimals', () => {
  assert.equal(minorDigits('JPY'), 0);
  assert.deepEqual(parseAmount('12800', 0), { minor: 12_800 });
  assert.deepEqual(parseAmount('1.28万', 0), { minor: 12_800 });
  assert.deepEqual(parseAmount('128.5', 0), { fault: 'decimals' });
});

test('money is written in full where it is somebody\'s', () => {
  const zh = new Money('zh-CN', 'CNY');
  assert.equal(zh.text(1_280_050), '¥12,800.50');
  assert.equal(zh.text(1_280_000), '¥12,800');
  assert.equal(zh.text(5), '¥0.05');
  assert.equal(zh.text(0), '¥0');
  assert.equal(zh.text(Number.MAX_SAFE_INTEGER), '¥90,071,992,547,409.91');
  assert.equal(new Money('en', 'JPY').text(12_800), '¥12,800');
  assert.equal(new Money('en', 'EUR').text(1_280_050), '€12,800.50');
});

test('a Chinese board writes 万 from five digits on, cut and never rounded up', () => {
  const zh = new Money('zh-CN', 'CNY');
  assert.deepEqual(zh.board(999_900), { sign: '¥', figure: '9,999', unit: '' });
  assert.deepEqual(zh.board(1_280_000), { sign: '¥', figure: '1.28', unit: '万' });
  assert.deepEqual(zh.board(9_999_900), { sign: '¥', figure: '9.99', unit: '万' });
  assert.deepEqual(zh.board(12_864_000_000), { sign: '¥', figure: '12,864.00', unit: '万' });
  assert.deepEqual(zh.board(0), { sign: '¥', figure: '0', unit: '' });
  assert.equal(zh.boardText(18_238_150), '¥18.23万');
  assert.deepEqual([zh.whole(18_238_199), zh.whole(99), new Money('en', 'JPY').whole(500)], ['¥182,381', '¥0', '¥500']);
});

test('an English board groups by thousands', () => {
  assert.deepEqual(new Money('en', 'CNY').board(12_864_050), { sign: '¥', figure: '128,640', unit: '' });
});

test('one deal is written short only where nothing is lost', () => {
  const zh = new Money('zh-CN', 'CNY');
  assert.equal(zh.dealText(1_280_000), '¥1.28万');
  assert.equal(zh.dealText(2_000_000), '¥2万');
  assert.equal(zh.dealText(1_280_050), '¥12,800.50');
  assert.equal(zh.dealText(1_285_500), '¥12,855');
  assert.equal(zh.dealText(398_000), '¥3,980');
  assert.equal(zh.dealText(10_000_000_000), '¥10,000万');
  assert.equal(new Money('en', 'CNY').dealText(1_280_000), '¥12,800');
});

test('a correction states its amount as decimal text, to the last minor unit', () => {
  assert.equal(new Money('zh-CN', 'CNY').decimal(1_280_050), '12800.50');
  assert.equal(new Money('zh-CN', 'CNY').decimal(1_280_000), '12800');
  assert.equal(new Money('en', 'CNY').decimal(5), '0.05');
  assert.equal(new Money('en', 'JPY').decimal(1_280), '1280');
});
