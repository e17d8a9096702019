/** The wall as a device: it is paired, reports, does as it is told, keeps what it showed last, and renews itself. */
import { chooseLanguage } from '../js/floor/text.js';
import { DEVICE } from '../js/link/address.js';
import { renew, renewSoon } from '../js/link/renewal.js';
import { report } from '../js/link/report.js';

/** How often a sign of life is given, and what is shown is kept (ms). */
const BEAT = 1_000;
const KEEP = 30_000;
/** How often the browser is asked to keep the files, which it does once: by then the page has all that it needs (ms). */
const STORE = 15_000;
/** How long the screen's name is shown (ms). */
const NAMED = 5_000;
const FLOOR = 'floorcast.floor';
const REVOKED = 4006;

const reload = () => location.reload();

/** `device` is what a paired screen keeps; `wall` holds scene(), voice(), isBusy(), hush() and draw(). */
export function openScreen({ session, device, token, storage, schedule, text, house, wall }) {
  const { floor, clock } = session;
  // Of the files that the page is made of.
  let version = '';
  // Whether it waits for a moment to be loaded anew.
  let isOld;
  // Whose floor it shows, in which language.
  let whose;
  // When it painted last, in steady ms.
  let painted = 0;
  // Whether a frame was asked for: a hidden page gets none.
  let asked;
  let lock;

  const reports = report({
    schedule,
    send: (message) => session.send(message),
    now: () => clock.now,
    look: () => ({
      scene: wall.scene() ?? 'none', version: version || 'none', frame_age: schedule.now - painted, sound: house.state, voice: wall.voice(),
      memory: performance.memory?.usedJSHeapSize ?? 0, nodes: document.getElementsByTagName('*').length, secure: isSecureContext,
      wake_lock: lock?.released === false, visible: !document.hidden, caught_up: floor.caughtUp,
      size: [innerWidth, innerHeight].map((side) => Math.round(side * devicePixelRatio)).join('x'),
    }),
    afterPaint: (run) => requestAnimationFrame(() => setTimeout(run)),
  });

  schedule.every(BEAT, () => {
    asked ??= requestAnimationFrame(() => {
      asked = undefined;
      painted = schedule.now;
      dispatchEvent(new Event('frame'));
    });
  });

  // What is shown outlives the page: without a server it is shown again, as what it is.
  schedule.every(KEEP, () => {
    if (session.linkState.phase !== 'live' || document.hidden) return;
    try {
      storage.setItem(FLOOR, JSON.stringify({ ...floor, recalled: clock.now }));
    } catch {
      // full, or switched off
    }
  });

  /** A page that nobody sees takes its leave: when it is back, what it missed is what a cut makes one miss. */
  async function start() {
    if (document.hidden) {
      reports.tell();
      session.stop();
      return;
    }
    session.start();
    try {
      lock = await navigator.wakeLock.request('screen');
    } catch {
      // a page on plain http may not ask
    }
  }

  /** Which files these are. Whoever is told late cannot know: the server may have others since. */
  async function learn(isLate = false) {
    try {
      version = (await (await fetch('/version.json')).json()).assets;
    } catch {
      schedule.after(STORE, () => learn(true));
      return;
    }
    if (isLate) anew();
    if (floor.welcome) obey(floor.welcome);
  }

  /** The browser keeps the files, where it can; the worker that does it is replaced now and then. */
  async function store() {
    try {
      const { serviceWorker } = navigator;
      await serviceWorker.register('/wall/service-worker.js');
      const registration = await serviceWorker.ready;
      schedule.every(STORE, () => {
        const files = performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !name.includes('/api/'));
        if (version) registration.active?.postMessage({ version, files: ['/wall/', ...files] });
      });
    } catch {
      // plain http
    }
  }

  /** Whether this is no moment to load the page: something is on, or the server is away. */
  const isBusy = () => wall.isBusy() || session.linkState.phase !== 'live';
  const anew = () => (isOld ??= renewSoon(schedule, isBusy, () => renew(reload, storage)));

  function obey({ screen, assets }) {
    if (version && assets && version !== assets) anew();
    if (!screen) return;
    const { site, team, lang, muted } = screen;
    if (muted) wall.hush();
    storage?.setItem(DEVICE, JSON.stringify({ ...device, lang }));
    whose ??= `${site} ${team} ${text.lang}`;
    if (whose !== `${site} ${team} ${chooseLanguage(lang)}`) reload();
  }

  const orders = {
    reload,
    test_sound: () => house.play('bell'),
    identify() {
      const { dataset } = document.body;
      dataset.name = floor.welcome.screen?.name ?? text.pick(floor.welcome.site.name);
      schedule.after(NAMED, () => delete dataset.name);
    },
  };

  document.addEventListener('visibilitychange', start);
  learn();
  store();
  return {
    ...reports,
    start,
    anew,
    order: ({ order }) => orders[order]?.(),
    changed(part) {
      if (part === 'welcome' || part === 'screen') obey(floor.welcome);
    },
    linked({ phase, code, problem }) {
      if (phase === 'lost' && !floor.known) {
        floor.recall(storage?.getItem(FLOOR));
        wall.draw();
      }
      if (code !== REVOKED && (problem?.status !== 401 || token !== device.token)) return;
      for (const key of [DEVICE, FLOOR]) storage?.removeItem(key);
      location.replace('/pair/');
    },
  };
}
