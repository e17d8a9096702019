import assert from 'node:assert/strict';
import { test } from 'node:test';
import { portray } from '../../public/js/elements/draw.js';

/** A face made of paper, and how often its photo was asked for. */
function face() {
  const attributes = new Map();
  const picture = {
    hidden: false, asked: 0, getAttribute: (name) => attributes.get(name) ?? null, removeAttribute: (name) => attributes.delete(name),
    set src(value) {
      attributes.set('src', value);
      picture.asked += 1;
    },
  };
  return { children: [{ textContent: '' }, picture], picture };
}

test('a photo that does not come is hidden, and asked for again when it is drawn a minute later', (t) => {
  let now = 5_000;
  t.mock.method(performance, 'now', () => now);
  const one = face();
  const draw = (after, photo = '/media/a') => {
    now += after;
    portray(one, { name: '张三', photo });
    return [one.picture.asked, one.picture.hidden];
  };
  assert.deepEqual(draw(0), [1, false]);
  one.picture.onerror();
  assert.deepEqual(draw(59_999), [1, true]);
  assert.deepEqual(draw(1), [2, false]);
  assert.deepEqual(draw(600_000), [2, false], 'it came');
  one.picture.onerror();
  assert.deepEqual(draw(1, '/media/b'), [3, false], 'another one is asked for at once');
  assert.deepEqual(draw(1, null), [3, true]);
});
