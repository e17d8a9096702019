import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SUGGESTIONS, findAgents, theAgent } from '../../public/js/floor/find-agent.js';

const agents = [
  ['a01', '张三', 'zhang san', 'zs'], ['a02', '李娜', 'li na', 'ln'], ['a03', '赵思', 'zhao si', 'zs'], ['a04', '张三丰', 'zhang san feng', 'zsf'],
  ['a05', '欧阳晓月', 'ou yang xiao yue', 'oyxy'], ['a06', 'Anna Li', 'anna li', 'al'],
].map(([id, name, pinyin, initials]) => ({ id, name, pinyin, initials, team: '飞虎队' }));

const found = (typed) => findAgents(agents, typed).map(({ name }) => name);

test('initials find an agent: zs is 张三', () => {
  assert.deepEqual(found('zs'), ['张三', '赵思', '张三丰']);
  assert.deepEqual(found('ZSF'), ['张三丰']);
});

test('names and pinyin find an agent, whole, begun, or with spaces', () => {
  assert.equal(found('张三')[0], '张三');
  assert.deepEqual(found('zhangsan'), ['张三', '张三丰']);
  assert.deepEqual(found('zhang s'), ['张三', '张三丰']);
  assert.deepEqual(found('晓月'), ['欧阳晓月']);
  assert.deepEqual(found('xiao'), ['欧阳晓月']);
  assert.deepEqual(found('anna'), ['Anna Li']);
  assert.deepEqual(found('ａ０２'), ['李娜']);
});

test('nothing typed finds nobody, and nobody is found for a stranger', () => {
  assert.deepEqual(found(' '), []);
  assert.deepEqual(found('qqq'), []);
});

test('no more are suggested than fit', () => {
  const many = Array.from({ length: 50 }, (_, index) => ({ id: `b${index}`, name: `王${index}`, pinyin: 'wang', initials: 'w' }));
  assert.equal(findAgents(many, 'w').length, SUGGESTIONS);
});

test('a full name or id is that agent, unless two bear it', () => {
  assert.equal(theAgent(agents, '李娜').id, 'a02');
  assert.equal(theAgent(agents, 'A02').id, 'a02');
  assert.equal(theAgent(agents, '李'), undefined);
  assert.equal(theAgent([...agents, { id: 'a99', name: '李娜' }], '李娜'), undefined);
});
