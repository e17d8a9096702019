/** The wall: wires the line to the floor, the floor to the boards, what is announced to its stage, and the show to its clock. */
import '../js/elements/broadcast-stage.js';
import '../js/elements/cut-strip.js';
import '../js/elements/day-total.js';
import '../js/elements/deal-ticker.js';
import '../js/elements/floor-frame.js';
import '../js/elements/standings-board.js';
import '../js/elements/takeover-stage.js';
import '../js/elements/team-race.js';
import { dressed, openPage, storage } from '../js/elements/page.js';
import { BEATS, LEAVE, Player } from '../js/floor/player.js';
import { Money } from '../js/floor/money.js';
import { playedBy } from '../js/floor/queue.js';
import { firstOf } from '../js/floor/reasons.js';
import { Played } from '../js/floor/played.js';
import { phaseNow } from '../js/floor/rhythm.js';
import { Schedule } from '../js/floor/schedule.js';
import { Session } from '../js/link/session.js';
import { deviceOf, socketAddress } from '../js/link/address.js';
import { House } from '../js/sound/house.js';
import { Voice } from '../js/sound/voice.js';
import { openScreen } from './screen.js';

const [frame, board, total, race, ticker, strip, stage, broadcastStage, banner, showStage, chip] = ['floor-frame', 'standings-board', 'day-total',
  'team-race', 'deal-ticker', 'cut-strip', 'takeover-stage', 'broadcast-stage', 'phase-banner', 'show-stage', '.sound-chip'].map((name) => document.querySelector(name));
/** When a theatre that could not be loaded is tried again (ms). */
const THEATRE_AGAIN = 5_000;
/** Who plays what. */
const STAGES = { broadcast: broadcastStage, phase: banner };

const device = deviceOf(storage());
const { text, query, token } = await openPage(device);
const schedule = new Schedule();
const played = new Played(storage());
let quiet = false; // lights off: nothing sounds
const isQuiet = () => quiet;
const house = new House({ schedule, isQuiet, changed: (state) => { chip.hidden = state === 'ready'; } });
const voice = new Voice(schedule, isQuiet);

const session = new Session({
  url: socketAddress(location),
  schedule,
  played,
  hello: { role: 'screen', site: device.token ? undefined : query.site, token, page: 'wall' },
  on: {
    changed: (part) => {
      screen.changed(part);
      if (floor.known) theatre ??= openShow();
      if (part === 'show' || part === 'floor') show.take(floor.show);
      if (part === 'applause') clap();
      else draw();
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
    revised: (announcements) => player.revise(...announcements),
    bells: (deals) => {
      screen.came(deals);
      if (!player.current && !show.isOn) house.play('bell');
    },
  },
});
const { floor } = session;
const context = { text, schedule, clock: session.clock, zone: 'UTC', money: new Money(text.lang, 'CNY') };

let hold = () => {}; // calls off the voice that waits for the sound

const player = new Player({
  schedule,
  begin: ({ offset }) => played.settle(offset),
  perform: (beat, item) => {
    (STAGES[item.kind] ?? stage).beat(beat, item, context);
    if (beat === 'arrive') screen.shown(playedBy(item), BEATS.arrive);
    if (beat === 'sound') sound(item);
    if (beat === 'leave' && (item.voided || show.isComing)) hush();
    if (beat === 'end') applaud(item);
  },
  pass: (items) => {
    floor.pass(items);
    draw();
  },
});

let theatre; // is opened once the wall is known
/** The show's clock; nothing is on before the theatre is open. */
let show = { isOn: false, isComing: false, take() {}, again() {} };

/** The theatre, once the wall is up; it is tried again until it is there. */
async function openShow() {
  try {
    const { openTheatre } = await import('./theatre.js');
    await dressed('/css/ceremony.css');
    show = openTheatre({
      stage: showStage, schedule, clock: session.clock, text, context: showContext, speak, hush,
      begins: () => player.close(),
      ends: () => {
        player.open();
        draw();
      },
    });
    show.take(floor.show);
  } catch {
    schedule.after(THEATRE_AGAIN, openShow);
  }
}

const screen = openScreen({
  session, device, token, storage: storage(), schedule, text, house,
  wall: {
    scene: () => (show.isOn ? 'show' : 'standings'),
    voice: () => 'none',
    isBusy: () => show.isOn || show.isComing || player.current !== undefined,
    hush, draw,
  },
});

const showContext = () => ({ ...context, show: floor.show, site: text.pick(floor.welcome?.site.name) });

function draw() {
  const { welcome } = floor;
  if (welcome && context.currency !== welcome.site.currency) {
    Object.assign(context, { zone: welcome.site.time_zone, currency: welcome.site.currency, money: new Money(text.lang, welcome.site.currency) });
  }
  const { phase } = session.linkState;
  document.body.dataset.phase = phase;
  document.body.classList.toggle('known', floor.known);
  frame.show(floor, context, phase);
  strip.show(session.linkState, { ...context, recalled: floor.recalled });
  rest();
  if (player.current || show.isOn) return; // the board moves when the curtain is up again, and the room sees it
  board.show(floor, context);
  total.show(floor, context);
  race.show(floor, context);
  ticker.show(floor, context);
  screen.shown(floor.announcements.filter(({ play }) => play === 'ticker'));
}

/** Hands for an announcement: a whole room claps at once, so nothing else is drawn again. */
function clap() {
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
  if (quiet) hush();
}

/** What is heard of an item, and then said. */
function sound(item) {
  const { kind, reasons, words, duration } = item;
  const tone = kind === 'broadcast' ? 'chime' : kind === 'phase' ? item.sound : firstOf(reasons) ? 'rise' : 'gong';
  speak(tone, kind === 'burst' ? stage.spoken : text.pick(words), duration - LEAVE);
}

/** The sound, and the voice after it, never over it; all in so many ms. */
function speak(tone, words, longest) {
  const length = tone ? house.play(tone) : 0;
  const rest = longest - length;
  if (rest > 0 && words) hold = schedule.after(length, () => voice.say(words, text.lang, rest));
}

/** What was voided on stage falls silent with the picture. */
function hush() {
  hold();
  voice.hush();
  house.hush(LEAVE);
}

function applaud(item) {
  draw();
  for (const { agent, voided } of playedBy(item)) if (agent && !voided) board.light(agent.id);
}

function wake() {
  if (house.state === 'ready') return;
  house.start();
  schedule.after(1_200, () => {
    if (house.state === 'ready' && !player.current) house.play('bell');
  });
}

schedule.every(1_000, rest);
for (const gesture of ['pointerdown', 'keydown']) document.addEventListener(gesture, wake);
house.start();
window.addEventListener('online', () => session.hurry());
if (query.pair) location.replace('/pair/');
else screen.start();
draw();
