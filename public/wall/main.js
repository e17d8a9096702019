/** The wall: wires the line to the floor, the floor to the boards, what is announced to its stage, and the show to its clock. */
import '../js/elements/broadcast-stage.js';
import '../js/elements/clap-wave.js';
import '../js/elements/cut-strip.js';
import '../js/elements/deal-ticker.js';
import '../js/elements/floor-frame.js';
import '../js/elements/scene-stage.js';
import '../js/elements/takeover-stage.js';
import { dressed, openPage, storage } from '../js/elements/page.js';
import { dress } from '../js/elements/theme.js';
import { BEATS, Player } from '../js/floor/player.js';
import { Money } from '../js/floor/money.js';
import { playedBy } from '../js/floor/queue.js';
import { Played } from '../js/floor/played.js';
import { Playlist } from '../js/floor/playlist.js';
import { phaseNow } from '../js/floor/rhythm.js';
import { Schedule } from '../js/floor/schedule.js';
import { Session } from '../js/link/session.js';
import { deviceOf, socketAddress } from '../js/link/address.js';
import { Room } from '../js/sound/room.js';
import { openScreen } from './screen.js';

const [frame, logo, scenes, ticker, strip, stage, broadcastStage, banner, letter, wave, showStage, chip] = ['floor-frame', '.logo', 'scene-stage', 'deal-ticker',
  'cut-strip', 'takeover-stage', 'broadcast-stage', 'phase-banner', 'notice-banner', 'clap-wave', 'show-stage', '.sound-chip'].map((name) => document.querySelector(name));
/** When a theatre that could not be loaded is tried again (ms). */
const THEATRE_AGAIN = 5_000;
/** Who plays what. */
const STAGES = { broadcast: broadcastStage, phase: banner, notice: letter };

const device = deviceOf(storage());
const { text, query, token } = await openPage(device);
const schedule = new Schedule();
const played = new Played(storage());
// Lights off: nothing sounds.
let quiet = false;
const isQuiet = () => quiet;
const room = new Room({
  schedule, text, isQuiet, token: () => token,
  settings: () => floor.welcome?.screen ?? {},
  may: () => ({ speak: floor.welcome?.screen?.voice ?? !floor.welcome?.screen, speech: floor.welcome?.speech }),
  changed: (state) => { chip.hidden = state !== 'blocked'; },
});
const { house, voice } = room;
const playlist = new Playlist();

const session = new Session({
  url: socketAddress(location),
  schedule,
  played,
  hello: { role: 'screen', site: device.token ? undefined : query.site, token, page: 'wall' },
  on: {
    changed: (part) => {
      screen.changed(part);
      if (part === 'welcome' || part === 'screen') house.tune();
      if (floor.known) theatre ??= openShow();
      if (part === 'show' || part === 'floor') show.take(floor.show);
      if (part === 'applause') clap();
      else if (part === 'announcement' || part === 'floor') soon();
      else draw();
      hands = handsOf();
    },
    clock: () => show.again(),
    linked: (state) => {
      screen.linked(state);
      draw();
    },
    order: (message) => screen.order(message),
    takeovers: (items) => {
      screen.came(items);
      player.offer(...items);
    },
    otherLog: () => player.drop(),
    revised: (items) => player.revise(...items),
    bells: (deals) => {
      screen.came(deals);
      if (!player.current && !show.isOn) room.bell();
    },
  },
});
const { floor } = session;
const context = { text, schedule, clock: session.clock, zone: 'UTC', money: new Money(text.lang, 'CNY'), isBusy: () => Boolean(player.current) || show.isOn };


const player = new Player({
  schedule,
  begin: ({ offset }) => played.settle(offset),
  perform: (beat, item) => {
    (STAGES[item.kind] ?? stage).beat(beat, item, context);
    if (beat === 'prepare') room.prepare(item);
    if (beat === 'arrive') screen.shown(playedBy(item), BEATS.arrive);
    if (beat === 'sound') room.sound(item);
    if (beat === 'leave' && (item.voided || show.isComing)) room.hush();
    if (beat === 'end') applaud(item);
  },
  pass: (items) => {
    floor.pass(items);
    draw();
  },
});

// Is opened once the wall is known.
let theatre;
/** The show's clock; nothing is on before the theatre is open. */
let show = { isOn: false, isComing: false, take() {}, again() {} };

/**
 * The theatre, once the wall is up; it is tried again until it is there. Some browsers remember that a module failed: a
 * new page does not.
 */
async function openShow(isAgain = false) {
  try {
    const { openTheatre } = await import('./theatre.js');
    await dressed('/css/ceremony.css');
    show = openTheatre({
      stage: showStage, schedule, clock: session.clock, text, context: showContext, room,
      begins: () => player.close(),
      ends: () => {
        player.open();
        draw();
      },
    });
    show.take(floor.show);
  } catch {
    if (isAgain) screen.anew();
    schedule.after(THEATRE_AGAIN, () => openShow(true));
  }
}

const screen = openScreen({
  session, device, token, storage: storage(), schedule, text, house,
  wall: {
    scene: () => (show.isOn ? 'show' : scene),
    voice: () => voice.state,
    isBusy: () => show.isComing || context.isBusy(),
    hush: () => room.hush(), draw,
  },
});

const showContext = () => ({ ...context, show: floor.show, site: text.pick(floor.welcome?.site.name) });

function draw() {
  const { welcome } = floor;
  const { time_zone: zone, currency } = welcome?.site ?? {};
  if (zone && (zone !== context.zone || currency !== context.currency)) Object.assign(context, { zone, currency, money: new Money(text.lang, currency) });
  const { phase } = session.linkState;
  document.body.dataset.phase = phase;
  document.body.classList.toggle('known', floor.known);
  frame.show(floor, context, phase);
  strip.show(session.linkState, { ...context, recalled: floor.recalled });
  dress(welcome, logo);
  rest();
  // The board moves when the curtain is up again, and the room sees it.
  if (context.isBusy()) return;
  turn({ redraw: true });
  ticker.show(floor, context);
  screen.shown(floor.announcements.filter(({ play }) => play === 'ticker'));
}

// The drawing that waits for the next frame.
let due = 0;

/** Draws with the next frame: a deal and the standing after it come as two messages, and are drawn as one. */
function soon() {
  due ||= requestAnimationFrame(() => {
    due = 0;
    draw();
  });
}

// The one that is on, and how many notices held when it was drawn.
let scene;
let held;

/** The playlist goes on; a scene that comes is drawn as the floor is now. */
function turn({ redraw = false } = {}) {
  if (!floor.known) return;
  const { welcome, rhythm } = floor;
  playlist.take(welcome?.playlist);
  const { phase } = phaseNow(rhythm, session.clock.now, context.zone, welcome?.site.day_start);
  Object.assign(context, { team: welcome?.screen?.team, isSingle: playlist.isSingle && !phase?.scene });
  const isBusy = context.isBusy();
  const next = playlist.at(schedule.now, {
    says: (name) => scenes.says(name, floor, context), prefers: phase?.scene, isBusy,
  });
  const holding = floor.notices.filter(({ until }) => until > session.clock.now).length;
  if (!redraw && next === scene && (isBusy || holding === held)) return;
  scenes.show(next, floor, context);
  [scene, held] = [next, holding];
}

// Hands that were given so far.
let hands = 0;
const handsOf = () => floor.announcements.reduce((sum, { applause = 0 }) => sum + applause, 0);

/** Hands for an announcement: a whole room claps at once, so nothing else is drawn again. */
function clap() {
  const more = handsOf() - hands;
  if (!show.isOn && more > 0) {
    wave.raise(more);
    room.clap(more);
  }
  const onStage = floor.announcements.find(({ offset }) => offset === player.current?.offset);
  if (onStage) stage.applaud(onStage, context);
  if (!player.current) ticker.show(floor, context);
}

/** Quiet time comes and goes by the site's clock. */
function rest() {
  const { isQuiet: now = false } = phaseNow(floor.rhythm, session.clock.now, context.zone, floor.welcome?.site.day_start);
  if (now === quiet) return;
  quiet = now;
  document.body.classList.toggle('quiet', quiet);
  if (quiet) room.hush();
}

function applaud(item) {
  draw();
  for (const { agent, voided } of playedBy(item)) if (agent && !voided) scenes.light(agent.id);
}

function wake() {
  if (house.state === 'ready') return;
  house.start();
  schedule.after(1_200, () => {
    if (house.state === 'ready' && !player.current) room.bell();
  });
}

schedule.every(1_000, () => {
  rest();
  turn();
});
for (const gesture of ['pointerdown', 'keydown']) document.addEventListener(gesture, wake);
house.start();
window.addEventListener('online', () => session.hurry());
if (query.pair) location.replace('/pair/');
else screen.start();
draw();
