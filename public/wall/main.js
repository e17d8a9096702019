/** The wall: wires the line to the floor, the floor to the boards, and the announcements to the stage. */
import '../js/elements/cut-strip.js';
import '../js/elements/day-total.js';
import '../js/elements/deal-ticker.js';
import '../js/elements/floor-frame.js';
import '../js/elements/standings-board.js';
import '../js/elements/takeover-stage.js';
import '../js/elements/team-race.js';
import { openPage, storage, whenBack } from '../js/elements/page.js';
import { LEAVE, Player } from '../js/floor/player.js';
import { Money } from '../js/floor/money.js';
import { firstOf } from '../js/floor/reasons.js';
import { Played } from '../js/floor/played.js';
import { Schedule } from '../js/floor/schedule.js';
import { Session } from '../js/link/session.js';
import { socketAddress } from '../js/link/address.js';
import { House } from '../js/sound/house.js';
import { Voice } from '../js/sound/voice.js';

const [frame, board, total, race, ticker, strip, stage, chip] = ['floor-frame', 'standings-board', 'day-total', 'team-race',
  'deal-ticker', 'cut-strip', 'takeover-stage', '.sound-chip'].map((name) => document.querySelector(name));

const { text, query, token } = await openPage();
const schedule = new Schedule();
const played = new Played(storage());
const house = new House({ schedule, changed: (state) => { chip.hidden = state === 'ready'; } });
const voice = new Voice(schedule);

const session = new Session({
  url: socketAddress(location),
  schedule,
  played,
  hello: { role: 'screen', site: query.site, token, page: 'wall' },
  on: {
    changed: (part) => (part === 'applause' ? clap() : draw()),
    linked: () => draw(),
    takeovers: (announcements) => player.offer(...announcements),
    revised: (announcements) => player.revise(...announcements),
    bells: () => {
      if (!player.current) house.play('bell');
    },
  },
});
const { floor } = session;
const context = { text, schedule, clock: session.clock, zone: 'UTC', money: new Money(text.lang, 'CNY') };

let hold = () => {}; // calls off the voice that waits for the sound

const player = new Player({
  schedule,
  begin: ({ offset }) => played.settle(offset),
  perform: (beat, announcement) => {
    stage.beat(beat, announcement, context);
    if (beat === 'sound') sound(announcement);
    if (beat === 'leave' && announcement.voided) hush();
    if (beat === 'end') applaud(announcement);
  },
});

function draw() {
  const { welcome } = floor;
  if (welcome && context.currency !== welcome.site.currency) {
    Object.assign(context, { zone: welcome.site.time_zone, currency: welcome.site.currency, money: new Money(text.lang, welcome.site.currency) });
  }
  const { phase } = session.linkState;
  document.body.dataset.phase = phase;
  document.body.classList.toggle('known', floor.known);
  frame.show(floor, context, phase);
  strip.show(session.linkState, context);
  if (player.current) return; // the board moves when the curtain is up again, and the room sees it
  board.show(floor, context);
  total.show(floor, context);
  race.show(floor, context);
  ticker.show(floor, context);
}

/** Hands for an announcement: a whole room claps at once, so nothing else is drawn again. */
function clap() {
  const onStage = floor.announcements.find(({ offset }) => offset === player.current?.offset);
  if (onStage) stage.applaud(onStage, context);
  if (!player.current) ticker.show(floor, context);
}

function sound({ reasons, words, duration }) {
  const length = house.play(firstOf(reasons) ? 'opening' : 'gong');
  const rest = duration - length - LEAVE;
  if (rest > 0) hold = schedule.after(length, () => voice.say(text.pick(words), text.lang, rest));
}

/** What was voided on stage falls silent with the picture. */
function hush() {
  hold();
  voice.hush();
  house.hush(LEAVE);
}

function applaud({ agent, voided }) {
  draw();
  if (agent && !voided) board.light(agent.id);
}

function wake() {
  if (house.state === 'ready') return;
  house.start();
  schedule.after(1_200, () => {
    if (house.state === 'ready' && !player.current) house.play('bell');
  });
}

for (const gesture of ['pointerdown', 'keydown']) document.addEventListener(gesture, wake);
house.start();
whenBack(() => session.hurry());
session.start();
draw();
