import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { PUBLIC } from './stagehand.mjs';

const css = readFileSync(join(PUBLIC, 'css/tokens.css'), 'utf8');
const tokensOf = (block) => Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/gi)].map(([, name, value]) => [name, value]));
const night = tokensOf(css.slice(0, css.indexOf('*,\n')).split(':root[')[0]);
const festive = { ...night, ...tokensOf(css.match(/:root\[data-theme="festive"\] \{[^}]*\}/)[0]) };

const parts = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
const hex = (values) => `#${values.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
/** As color-mix(in srgb, one part, other) and as a layer of `part` over `other`. */
const mix = (one, part, other) => hex(parts(one).map((value, index) => value * part + parts(other)[index] * (1 - part)));

/** WCAG 2 relative luminance and contrast. */
function luminance(color) {
  const [r, g, b] = parts(color).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** What a company may choose as a team's colour: the lightest and the most glaring are the worst behind text. */
const TEAMS = ['#ffffff', '#ffff00', '#00ffff', '#00ff00', '#ff00ff', '#ff0000', '#0000ff', '#000000', '#e8b23a'];
/** What stands behind the scenes: the ground, the light on it, the paper cut, and the plates. */
const grounds = (theme) => [theme.ground, theme['ground-light'], mix(theme['ground-light'], 0.75, theme.ground), ...(theme === festive ? [PAPER] : [])];
const PAPER = readFileSync(join(PUBLIC, 'art/papercut.svg'), 'utf8').match(/fill="(#[0-9a-f]{6})"/)[1];
/** The first row: its gradient's stops. */
const golds = (theme) => [theme['gold-light'], theme.gold, theme['gold-deep']];

/** Of a theme: [what is written, in which colour, on what, how much it needs]. */
function pairsOf(theme) {
  const { ink, label, gold, plate } = theme;
  const lit = TEAMS.map((team) => mix(team, SHARE, plate)); // a row where its bar is brightest
  const faces = TEAMS.map((team) => mix(team, FACE, '#000000'));
  const area = grounds(theme).map((ground) => mix(gold, AREA, ground));
  return [
    ['a name, a figure', ink, [...grounds(theme), plate, theme['plate-high'], ...lit, ...faces], 7],
    ['a place of the podium, a title, a deal', gold, [...grounds(theme), plate], 7],
    ['what is written on gold', theme['on-gold'], golds(theme), 7],
    ['the strip of a cut', theme['on-warn'], [theme.warn], 7],
    ['a label', label, [...grounds(theme), plate, theme['plate-high'], ...lit], 4.5],
    ['a climber', theme.good, [plate, ...lit], 4.5],
    ['ahead, on track', theme.good, grounds(theme), 4.5],
    ['behind, the sound is blocked', theme.warn, grounds(theme), 4.5],
    ['the target over the area', ink, area, 4.5],
    ['a first order in the ticker', theme['on-red'], ['#b3161b'], 4.5],
    ['a lane\'s line against its track', gold, [theme['plate-high']], 3],
    ['the edge of what is now', gold, [...grounds(theme)], 3],
  ];
}

const scenes = readFileSync(join(PUBLIC, 'css/scenes.css'), 'utf8');
const html = readFileSync(join(PUBLIC, 'wall/index.html'), 'utf8');
const share = (pattern, text) => Number(text.match(pattern)?.[1]) / 100;
/** The mixtures as the style sheet has them. */
const SHARE = share(/> .bar \{[^}]*var\(--team\) (\d+)%, transparent/, scenes);
const FACE = share(/\.face \{[^}]*var\(--team\) (\d+)%, #000/, scenes);
const AREA = share(/data-at="area"[^>]*opacity="0\.(\d+)"/, html);

function prove(theme) {
  for (const [what, color, all, least] of pairsOf(theme)) {
    for (const ground of all) assert.ok(contrast(color, ground) >= least, `${what}: ${color} on ${ground} is ${contrast(color, ground).toFixed(2)}, not ${least}`);
  }
}

test('the mixtures are read from the style sheet, and white on black is 21 to 1', () => {
  for (const part of [SHARE, FACE, AREA]) assert.ok(part > 0 && part < 0.5);
  assert.equal(contrast('#ffffff', '#000000'), 21);
  assert.equal(mix('#ffffff', 0.5, '#000000'), '#808080');
  assert.notEqual(festive.ground, night.ground);
});

test('by night everything is read as it should be, whatever colours the teams have', () => {
  prove(night);
});

test('festively too', () => {
  prove(festive);
});

test('the paper cut is darker than the ground it hangs on, so that it never takes contrast away', () => {
  assert.ok(luminance(PAPER) < luminance(festive.ground));
});

test('the light is no brighter than a plate, on which an accent is proven', () => {
  for (const theme of [night, festive]) assert.ok(luminance(theme['ground-light']) <= Math.max(luminance(theme.plate), luminance(theme.ground)));
});

test('a company\'s accent that the server lets pass keeps everything on it and in it readable', () => {
  for (const theme of [night, festive]) {
    const [brightest] = [theme.ground, theme.plate].sort((a, b) => luminance(b) - luminance(a));
    // The darkest of each hue that is 7 to 1 on ground and plate: grey, and what is furthest from it.
    for (const hue of ['#ffffff', '#ffd36b', '#00ffff', '#80ff80', '#ffb0ff', '#ffc0a0']) {
      const steps = Array.from({ length: 101 }, (_, step) => mix(hue, 1 - step / 100, '#000000'));
      const accent = steps.filter((color) => contrast(color, brightest) >= 7).at(-1);
      if (!accent) continue;
      prove({ ...theme, gold: accent, 'gold-light': mix(accent, 0.55, '#ffffff'), 'gold-deep': accent });
    }
  }
});
