/** Watches over the wall from outside, so that it also ends the wait for a script that never came. */
import { LOOK, renew, watch } from '../js/link/renewal.js';

const { frame, error, look } = watch();
addEventListener('frame', frame);
addEventListener('error', error);
addEventListener('unhandledrejection', error);
setInterval(() => {
  // A page whose server is away stays as it is: it could not be loaded again.
  if (look(!document.hidden)) fetch(location).then(() => renew(() => location.reload(), localStorage), () => {});
}, LOOK);
