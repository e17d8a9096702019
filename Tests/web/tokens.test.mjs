import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { PUBLIC, filesOf } from './stagehand.mjs';

// Night, which is the default: contrast.test.mjs proves every theme.
const [css] = readFileSync(join(PUBLIC, 'css/tokens.css'), 'utf8').split(':root[');
const tokens = Object.fromEntries([...css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/gi)].map(([, name, value]) => [name, value]));

/** WCAG 2 relative luminance and contrast. */
function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, other) {
  const [light, dark] = [luminance(tokens[one]), luminance(tokens[other])].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

test('white on black is 21 to 1', () => {
  Object.assign(tokens, { black: '#000000', white: '#ffffff' });
  assert.equal(contrast('white', 'black'), 21);
});

test('names and figures stand out at least 7 to 1 from what they stand on', () => {
  const pairs = [
    ['ink', 'ground'], ['ink', 'plate'], ['ink', 'plate-high'], ['ink', 'ground-light'], ['gold', 'ground'], ['gold', 'plate'], ['gold', 'plate-high'],
    ['on-gold', 'gold'], ['on-gold', 'gold-light'], ['on-gold', 'gold-deep'], ['on-warn', 'warn'],
    ['on-red', 'red-stage'], ['on-red', 'red-stage-deep'], ['on-red-gold', 'red-stage'], ['on-red-gold', 'red-stage-deep'],
    ['on-red', 'night-stage'], ['on-red-gold', 'night-stage'], ['on-red', 'bronze-stage'], ['on-red-gold', 'bronze-stage'],
  ];
  for (const [text, ground] of pairs) assert.ok(contrast(text, ground) >= 7, `${text} on ${ground}: ${contrast(text, ground).toFixed(2)}`);
});

test('labels and words of state stand out at least 4.5 to 1', () => {
  for (const text of ['label', 'good', 'warn', 'bad', 'red']) {
    for (const ground of ['ground', 'plate', 'plate-high']) {
      assert.ok(contrast(text, ground) >= 4.5, `${text} on ${ground}: ${contrast(text, ground).toFixed(2)}`);
    }
  }
});

test('every token that is used is defined', () => {
  const defined = new Set(filesOf('.css', '.js').flatMap(({ text }) => [...text.matchAll(/(--[\w-]+)(?:'|:)/g)].map(([, name]) => name)));
  for (const { path, text } of filesOf('.css')) {
    for (const [, name] of text.matchAll(/var\((--[\w-]+)/g)) assert.ok(defined.has(name), `${path} uses ${name}`);
  }
});
