import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { BEATS, beatsOf } from '../../public/js/floor/player.js';
import { KINDS } from '../../public/js/floor/queue.js';
import { CROWNS } from '../../public/js/floor/reasons.js';
import { PUBLIC } from './stagehand.mjs';

globalThis.HTMLElement ??= class {};
const { play } = await import('../../public/js/elements/stage.js');

const page = readFileSync(join(PUBLIC, 'wall/index.html'), 'utf8').replaceAll('&gt;', '>');
const templates = Object.fromEntries([...page.matchAll(/<template id="((?:play|show)-[\w]+)"([\s\S]*?)<\/template>/g)].map(([, id, body]) => [id, body]));
const sets = Object.entries(templates).filter(([id]) => id.startsWith('play-')).map(([id, body]) => [id.slice(5), body]);
const LENGTHS = { first_of_day: 12_000, first_of_week: 16_000, first_of_month: 20_000, big_1: 10_000, big_2: 14_000, big_3: 20_000, burst: 16_000 };

/** The parts of some markup that have a cue, as far as a play looks at them. */
function partsOf(markup, isStill = false) {
  globalThis.matchMedia = () => ({ matches: isStill });
  const moves = [];
  const parts = [...markup.matchAll(/<[^>]*?(?:"[^"]*"[^>]*?)*>/g)].flatMap(([tag]) => {
    const dataset = Object.fromEntries([...tag.matchAll(/\sdata-(cue|move|flash)="([^"]*)"/g)].map(([, kind, cue]) => [kind, cue]));
    return Object.keys(dataset).length ? [{ dataset, hidden: false, animate: (frames, timing) => (moves.push({ frames, ...timing }), moves.at(-1)) }] : [];
  });
  return { root: { querySelectorAll: () => parts }, moves };
}

function scored(markup, beats, isStill) {
  const { root, moves } = partsOf(markup, isStill);
  play(root, beats, 0);
  return moves;
}

const namesOf = (frames) => [...new Set([frames].flat().flatMap(Object.keys))].sort();

/** When a move begins to be seen: what comes and goes waits in its keyframes. */
const beginOf = ({ frames, delay, duration }) => delay + (Array.isArray(frames) ? frames[1].offset * duration : 0);

test('the wall holds every picture before it is needed', () => {
  const sheets = ['tokens', 'wall', 'scenes', 'takeover', 'broadcast', 'ceremony'].map((name) => readFileSync(join(PUBLIC, `css/${name}.css`), 'utf8'));
  const picturesIn = (text) => [...text.matchAll(/"(\/art\/[\w-]+\.svg)"/g)].map(([, path]) => path);
  const needed = new Set([page, ...sheets].flatMap(picturesIn).filter((path) => path !== '/art/floorcast.svg'));
  const [, held] = page.match(/<div hidden>((?:<img [^>]*>)+)<\/div>/);
  assert.deepEqual(picturesIn(held), [...needed].sort());
});

test('every kind that is played on the takeovers\' stage has a set and a name of its own', () => {
  const elsewhere = ['broadcast', 'recap', 'phase', 'notice'];
  assert.deepEqual(sets.map(([kind]) => kind).sort(), Object.keys(KINDS).filter((kind) => !elsewhere.includes(kind)).sort());
  assert.deepEqual(sets.map(([kind]) => kind).sort(), Object.keys(CROWNS).sort());
  assert.equal(new Set(sets.map(([, body]) => body)).size, sets.length);
});

test('parts only move, turn, grow and fade, at beats that there are', () => {
  const moves = scored(page, { ...BEATS, begin: 0 });
  assert.ok(moves.length > 100);
  for (const { frames, delay, duration } of moves) {
    for (const name of namesOf(frames)) assert.ok(['transform', 'opacity', 'easing', 'offset'].includes(name), name);
    for (const transform of [frames].flat().flatMap((frame) => frame.transform ?? [])) {
      // What depends on the size of its box is moved by the page, frame by frame.
      assert.doesNotMatch(transform, /%(?!\s*\*)/, transform);
      assert.match(transform, /^(none|(translate|scale|rotate)[XY]?\(.+\))$/, transform);
    }
    assert.ok(delay >= 0 && duration > 0);
  }
});

test('nothing comes and goes more than three times a second', () => {
  for (const [kind, body] of sets) {
    const beats = beatsOf({ duration: LENGTHS[kind] });
    const flashes = scored(body, beats).filter(({ frames }) => Array.isArray(frames)).map(beginOf).sort((a, b) => a - b);
    for (const from of flashes) assert.ok(flashes.filter((at) => at >= from && at < from + 1_000).length <= 3, `${kind} at ${from}`);
  }
});

test('all that comes and goes at a beat begins and ends as one, each in its own time, so that the page sleeps meanwhile', () => {
  const moves = scored(templates['play-big_3'], beatsOf({ duration: LENGTHS.big_3 })).filter(({ frames }) => Array.isArray(frames));
  assert.ok(moves.length > 5);
  assert.equal(new Set(moves.map(({ delay, duration }) => `${delay} ${duration}`)).size, 1);
  assert.equal(new Set(moves.map(({ frames }) => frames[1].offset)).size, moves.length);
  for (const { frames, duration } of moves) {
    assert.equal(Math.round((frames[4].offset - frames[1].offset) * duration), 1_900);
    assert.deepEqual([frames[1].opacity, frames[2].opacity, frames[4].opacity], [0, 1, 0]);
  }
});

test('what is not shown is not moved, and what has come needs no layer any more', () => {
  const part = (hidden) => ({ hidden, dataset: { cue: 'arrive+100 600 scale(2)', move: 'arrive 700 > translateX(-52vw)' }, animate: (_, { fill }) => ({ fill }) });
  const fills = play({ querySelectorAll: () => [part(true), part(false)] }, BEATS, 0).map(({ fill }) => fill);
  assert.deepEqual(fills, ['backwards', 'both']);
});

test('everything has come before the curtain falls', () => {
  for (const [kind, body] of sets) {
    for (const { delay, duration } of scored(body, beatsOf({ duration: LENGTHS[kind] }))) assert.ok(delay + duration < LENGTHS[kind], kind);
  }
});

test('whoever wants no motion sees the same at the same times, and it only fades', () => {
  for (const [kind, body] of sets) {
    const beats = beatsOf({ duration: LENGTHS[kind] });
    const [moving, still] = [false, true].map((isStill) => scored(body, beats, isStill));
    assert.deepEqual(still.map(beginOf), moving.map(beginOf), kind);
    for (const { frames } of still) assert.deepEqual(namesOf(frames).filter((name) => !['easing', 'offset'].includes(name)), ['opacity'], kind);
  }
});

test('heavier is grander: what weighs more has more parts that move', () => {
  const parts = Object.fromEntries(sets.map(([kind, body]) => [kind, scored(body, BEATS).length]));
  for (const order of [['first_of_day', 'first_of_month'], ['big_1', 'big_2', 'big_3']]) {
    for (let index = 1; index < order.length; index += 1) assert.ok(parts[order[index]] > parts[order[index - 1]], order[index]);
  }
});
