import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Playlist } from '../../public/js/floor/playlist.js';

const LIST = [{ scene: 'standings', seconds: 40 }, { scene: 'podium', seconds: 15 }, { scene: 'pace', seconds: 20 }];
const all = () => true;
const without = (...empty) => (scene) => !empty.includes(scene);

/** The scenes that `playlist` shows in `seconds`, each with the second at which it came. */
function run(playlist, seconds, { from = 0, ...how }) {
  const seen = [];
  for (let second = from; second <= from + seconds; second += 1) {
    const scene = playlist.at(second * 1_000, { says: all, ...how });
    if (seen.at(-1)?.[1] !== scene) seen.push([second - from, scene]);
  }
  return seen;
}

const given = (list) => {
  const playlist = new Playlist();
  playlist.take(list);
  return playlist;
};
const playing = () => given(LIST);

test('scenes come in the order of the list, each for its seconds, and again', () => {
  assert.deepEqual(run(playing(), 116, {}), [[0, 'standings'], [40, 'podium'], [55, 'pace'], [75, 'standings'], [115, 'podium']]);
});

test('a screen without a playlist shows the standings for ever', () => {
  for (const list of [undefined, []]) {
    const playlist = given(list);
    assert.deepEqual([run(playlist, 500, {}), playlist.isSingle], [[[0, 'standings']], true]);
  }
});

test('a scene with nothing to say is left out, and one that falls silent gives way at once', () => {
  assert.deepEqual(run(playing(), 76, { says: without('podium') }), [[0, 'standings'], [40, 'pace'], [60, 'standings']]);
  const playlist = playing();
  run(playlist, 41, {});
  assert.equal(playlist.at(42_000, { says: without('podium') }), 'pace');
});

test('where nothing has anything to say there are the standings, until something has', () => {
  const playlist = given([{ scene: 'message', seconds: 15 }]);
  assert.deepEqual(run(playlist, 60, { says: without('message', 'standings') }), [[0, 'standings']]);
  assert.equal(playlist.at(61_000, { says: all }), 'message');
});

test('the scene that the phase prefers comes every second turn, for as long as the list gives it', () => {
  assert.deepEqual(run(playing(), 136, { prefers: 'pace' }),
    [[0, 'standings'], [40, 'pace'], [60, 'podium'], [75, 'pace'], [95, 'standings'], [135, 'pace']]);
  assert.deepEqual(run(given([{ scene: 'standings', seconds: 40 }]), 61, { prefers: 'sites' }), [[0, 'standings'], [40, 'sites'], [60, 'standings']]);
});

test('a preferred scene with nothing to say is not preferred', () => {
  assert.deepEqual(run(playing(), 60, { prefers: 'pace', says: without('pace') }), [[0, 'standings'], [40, 'podium'], [55, 'standings']]);
});

test('the morning and the quiet hold while their phase lasts, from its first moment to its last', () => {
  for (const held of ['morning', 'quiet']) {
    const playlist = playing();
    run(playlist, 10, {});
    assert.deepEqual(run(playlist, 600, { from: 11, prefers: held }), [[0, held]]);
    assert.deepEqual(run(playlist, 20, { from: 612 }), [[0, 'podium'], [15, 'pace']]);
  }
});

test('while a takeover or a show is on nothing changes, and its time does not count', () => {
  const playlist = playing();
  run(playlist, 30, {});
  assert.deepEqual(run(playlist, 480, { from: 31, isBusy: true, prefers: 'quiet' }), [[0, 'standings']]);
  assert.deepEqual(run(playlist, 11, { from: 512 }), [[0, 'standings'], [9, 'podium']]);
});

test('a list that changed begins again, the same one told again does not', () => {
  const playlist = playing();
  run(playlist, 45, {});
  playlist.take(structuredClone(LIST));
  assert.equal(playlist.at(46_000, { says: all }), 'podium');
  playlist.take([{ scene: 'sites', seconds: 15 }, ...LIST]);
  assert.deepEqual(run(playlist, 15, { from: 47 }), [[0, 'sites'], [15, 'standings']]);
});
