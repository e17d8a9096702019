import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { test } from 'node:test';
import { LANGUAGES, Text, chooseLanguage, ems } from '../../public/js/floor/text.js';
import { KICKERS, firstOf, headline, markOf } from '../../public/js/floor/reasons.js';
import { NOON, PUBLIC, asServed, filesOf, loadedBy, readJSON } from './stagehand.mjs';

const tables = Object.fromEntries(LANGUAGES.map((lang) => [lang, readJSON(`public/i18n/${lang}.json`)]));
const holes = (sentence) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
const base = (key) => key.replace(/\.(one|other)$/, '');

test('both languages say the same things', () => {
  const [first, ...others] = Object.values(tables);
  for (const other of others) {
    assert.deepEqual(Object.keys(other), Object.keys(first));
    for (const [key, sentence] of Object.entries(first)) {
      assert.ok(sentence.trim() && other[key].trim(), key);
      if (!key.endsWith('.one')) assert.deepEqual(holes(other[key]), holes(sentence), key);
    }
  }
});

test('every text a page asks for exists, and every text is asked for', () => {
  const keys = new Set(Object.keys(tables[LANGUAGES[0]]).map(base));
  const spaces = new Set([...keys].map((key) => key.split('.')[0]));
  const asked = new Set();
  for (const { path, text } of filesOf('.js', '.html')) {
    for (const [, key] of text.matchAll(/(?:'|data-(?:text|hint|label)=")([a-z_]+(?:\.[a-z_0-9]+)+)['"]/g)) {
      if (/\.(js|css|json|html|svg)$/.test(key) || !spaces.has(key.split('.')[0])) continue;
      assert.ok(keys.has(key), `${path} asks for ${key}`);
      asked.add(key);
    }
    for (const [, key] of text.matchAll(/say\('([a-z_]+)'/g)) {
      assert.ok(keys.has(key), `${path} asks for ${key}`);
      asked.add(key);
    }
  }
  assert.deepEqual([...keys].filter((key) => !asked.has(key)), []);
});

test('there is no Chinese text in the code', () => {
  for (const { path, text } of filesOf('.js', '.html')) {
    const code = text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '').replace(/[万千元块]/g, '');
    assert.doesNotMatch(code, /[\u3400-\u9fff]/, path);
  }
});

test('pages obey their content security policy: no inline script, no inline style, nothing from another host', () => {
  for (const { path, text } of filesOf('.html')) {
    assert.doesNotMatch(text, /\sstyle=|\son\w+=|<style|javascript:/, path);
    for (const [tag] of text.matchAll(/<script[^>]*>/g)) assert.match(tag, /src="\//, path);
  }
  for (const { path, text } of filesOf('.html', '.js', '.css', '.svg')) {
    assert.doesNotMatch(text.replaceAll('http://www.w3.org/2000/svg', ''), /https?:\/\/|url\(["']?\/\//, path);
  }
});

test('text is put in as text', () => {
  for (const { path, text } of filesOf('.js')) assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|export default/, path);
});

test('the wall needs less than 150,000 bytes of scripts and style sheets as they are served, all that it will ever load', () => {
  const all = loadedBy('wall/index.html');
  for (const one of ['wall/main.js', 'wall/theatre.js', 'wall/service-worker.js', 'css/wall.css', 'css/ceremony.css', 'js/link/link.js', 'js/sound/house.js']) {
    assert.ok(all.includes(join(PUBLIC, one)), one);
  }
  const sum = all.reduce((bytes, path) => bytes + Buffer.byteLength(asServed(readFileSync(path, 'utf8'), extname(path))), 0);
  assert.ok(sum < 150_000, `${sum} bytes`);
});

test('every script and style sheet is loaded by some page', () => {
  const loaded = new Set(['index', 'wall/index', 'console/index', 'me/index', 'pair/index', 'poster/index'].flatMap((page) => loadedBy(`${page}.html`)));
  assert.deepEqual(filesOf('.js', '.css').map(({ path }) => path).filter((path) => !loaded.has(path)), []);
});

test('a sentence is filled with its values, and a count takes the form of its number', () => {
  const text = new Text('en', { 'deals.one': '{count} deal', 'deals.other': '{count} deals', hello: '{who}, {who}!' });
  assert.equal(text.say('deals', { count: 1 }), '1 deal');
  assert.equal(text.say('deals', { count: 0 }), '0 deals');
  assert.equal(text.say('hello', { who: '{who}' }), '{who}, {who}!');
  assert.equal(text.say('hello'), '{who}, {who}!');
});

test('times are the site\'s, whatever the zone of the screen', () => {
  const text = new Text('zh-CN', {});
  assert.equal(text.time(NOON, 'Asia/Shanghai'), '12:00');
  assert.equal(text.time(NOON, 'Europe/Berlin'), '05:00');
  assert.equal(text.time(Date.UTC(2026, 10, 21, 16), 'Asia/Shanghai'), '00:00');
  assert.match(text.date(NOON, 'Asia/Shanghai'), /11月21日星期六/);
  assert.match(new Text('en', {}).date(NOON, 'Asia/Shanghai'), /Saturday, November 21/);
});

test('a civil date is its own day, whatever the zone of the screen, and what is no date says nothing', () => {
  assert.equal(new Text('zh-CN', {}).day('2026-11-21'), '11月21日');
  assert.equal(new Text('en', {}).day('2026-11-01'), 'Nov 1');
  assert.deepEqual([new Text('en', {}).day(undefined), new Text('en', {}).day('soon')], ['', '']);
});

test('a language that does not exist is answered in the default', () => {
  assert.equal(chooseLanguage('fr'), 'zh-CN');
  assert.equal(chooseLanguage(undefined), 'zh-CN');
  assert.equal(chooseLanguage('en'), 'en');
});

test('a text of the server is taken in the page\'s language, else in any', () => {
  assert.equal(new Text('en', {}).pick({ 'zh-CN': '恭喜', en: 'Well done' }), 'Well done');
  assert.equal(new Text('en', {}).pick({ 'zh-CN': '恭喜' }), '恭喜');
  assert.equal(new Text('en', {}).pick(undefined), '');
});

test('a Chinese character is as wide as the type is high, a letter is not', () => {
  assert.equal(ems('张三'), 2);
  assert.ok(ems('Anna') < 3);
  assert.equal(ems(''), 1);
});

test('a deal is named by the heaviest of its reasons, in every language', () => {
  const marks = [[['first_of_month', 'first_of_week', 'first_of_day', 'big_deal'], '本月首单'], [['first_of_week', 'first_of_day'], '本周首单'],
    [['first_of_day', 'big_deal'], '开门红'], [['big_deal'], '大单']];
  for (const [reasons, word] of marks) {
    assert.equal(tables['zh-CN'][markOf(reasons)], word);
    assert.ok(tables.en[markOf(reasons)]);
  }
  assert.deepEqual([markOf(['deal']), markOf(), firstOf(['big_deal'])], [undefined, undefined, undefined]);
  assert.equal(tables['zh-CN'][KICKERS[firstOf(['first_of_week', 'first_of_day'])]], '本周第一单');
  assert.equal(headline(9), headline(1), 'a tier without a name is a big deal');
});

test('corrections are said in both languages: what is asked, what became of it, and why it was done', () => {
  for (const table of Object.values(tables)) {
    for (const change of ['void', 'amend', 'assign', 'claim']) assert.ok(table[`correct.${change}`] && table[`correct.${change}_title`], change);
    for (const why of ['undo', 'amend', 'assign', 'claim']) assert.ok(table[`correct.${why}_reason`].length <= 200, why);
  }
  assert.equal(tables['zh-CN']['state.voided'], '已撤销');
  assert.equal(tables.en['state.voided'], 'voided');
});
