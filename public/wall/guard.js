/**
 * Watches over the wall, and over a screen that is to be one, from outside, so that it also ends the wait for a script
 * that never came: a page that is seen must paint frames, and throw no errors all the time.
 */
import { LOOK, renew } from '../js/link/renewal.js';

/** Looks in vain after which the page is given up: half a minute. */
const LOOKS = 6;

async function restart() {
  try {
    for (const name of await caches.keys()) await caches.delete(name);
  } catch {
    // plain http keeps none
  }
  location.reload();
}

let frames = 0;
let vain = 0;
addEventListener('frame', () => (frames += 1));
// After an error no frame counts until the next look.
for (const fault of ['error', 'unhandledrejection']) addEventListener(fault, () => (frames = NaN));
setInterval(() => {
  vain = frames > 0 || document.hidden ? 0 : vain + 1;
  frames = 0;
  // A page whose server is away stays as it is: it could not be loaded again. (No worker answers for the server here.) Files
  // that were kept go, since they may be what is wrong.
  if (vain >= LOOKS) fetch('/api/v1/health').then(() => renew(restart, localStorage)).catch(() => {});
}, LOOK);
