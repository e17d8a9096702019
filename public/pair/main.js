/**
 * The pairing page: what a screen shows until it is one. It says everything in every language, since nobody has chosen
 * one yet. A gesture at its end proves the sound: browsers let the wall, which comes next, sound because of it.
 */
import { fillTexts, write } from '../js/elements/draw.js';
import { storage } from '../js/elements/page.js';
import { Schedule } from '../js/floor/schedule.js';
import { Text } from '../js/floor/text.js';
import { DEVICE } from '../js/link/address.js';
import { AGAIN, askToBePaired, drawn, spelled } from '../js/link/pairing.js';
import { House } from '../js/sound/house.js';

/** How often this page gives a sign of life (ms), as the guard of the wall wants it. */
const BEAT = 1_000;
/** How long a gesture is waited for: a set may have no keyboard (ms). */
const PROOF = 60_000;
/** How long a browser that was touched gets to sound; how long the sound and the word of it are left (ms). */
const SOON = 1_500;
const TOLD = 5_000;

const find = (name) => document.querySelector(name);
const step = (name) => (document.body.dataset.step = name);
const schedule = new Schedule();
const house = new House({ schedule, isQuiet: () => false, settings: () => ({}), changed: () => {} });
let isShown; // the code

/** A screen that is set up while its server starts has its words later: the code waits for nothing. */
async function say(part) {
  try {
    fillTexts(part, new Text(part.lang, await (await fetch(`/i18n/${part.lang}.json`)).json()));
  } catch {
    schedule.after(AGAIN, () => say(part));
  }
}

document.querySelectorAll('[lang].says').forEach(say);
schedule.every(BEAT, () => document.hidden || requestAnimationFrame(() => dispatchEvent(new Event('frame'))));

askToBePaired({
  schedule,
  on: {
    away: () => step('waits'),
    shown({ code, url, qr }) {
      step('asks');
      if (isShown === code) return;
      isShown = code;
      const { host, pathname } = new URL(url);
      const { box, path } = drawn(qr);
      write(find('.code'), spelled(code));
      for (const node of document.querySelectorAll('.where')) write(node, host + pathname);
      find('.qr').setAttribute('viewBox', box);
      find('.qr path').setAttribute('d', path);
    },
    paired({ token, screen }) {
      write(find('.name'), screen.name);
      storage()?.setItem(DEVICE, JSON.stringify({ token }));
      if (storage()?.getItem(DEVICE)) prove();
      else step('forgets');
    },
  },
});

const open = () => location.replace('/wall/');

/** A browser that sounds by itself is heard at once, any other after a gesture; Esc, or nobody there, opens a silent wall. */
function prove() {
  step('proves');
  listen();
  schedule.after(PROOF, open);
  addEventListener('keydown', ({ key }) => (key === 'Escape' ? open() : listen()));
  addEventListener('pointerdown', listen);
}

function listen() {
  house.start();
  schedule.after(SOON, () => {
    if (house.state !== 'ready' || document.body.dataset.step === 'sounds') return;
    step('sounds');
    house.play('bell');
    schedule.after(TOLD, open);
  });
}
