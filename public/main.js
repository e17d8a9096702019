/** The landing page: only its texts. */
import { openPage } from './js/elements/page.js';

await openPage();
