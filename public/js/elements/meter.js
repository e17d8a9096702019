/** A bar that fills towards a target, with a mark where it is expected to be by now. */
import { make } from './draw.js';

export function meter() {
  return make('div', 'meter', make('span', 'track', make('span', 'fill')), make('span', 'mark'));
}

/** `share` and `mark` are 0 to 1, or undefined; `kind` is a pace's, `words` what the bar says to those who do not see it. */
export function fillMeter(node, { share = 0, mark, kind = '', words = '' }) {
  node.className = `meter ${kind}`;
  node.role = 'img';
  node.ariaLabel = words;
  node.style.setProperty('--share', String(share));
  node.lastElementChild.hidden = !(mark > 0 && mark < 1);
  node.style.setProperty('--mark', String(mark ?? 0));
}
