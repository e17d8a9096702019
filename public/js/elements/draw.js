/** The few words every element draws with. Text goes in as text, never as markup. */

/** An element with a class and children (nodes or strings). */
export function make(tag, className = '', ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

/** Sets a node's text, if it is another. */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** A team's colour as a custom property; anything that is not a plain colour is left to the style sheet. */
export function tint(node, color) {
  if (/^#[0-9a-f]{3,8}$/i.test(color ?? '')) node.style.setProperty('--team', color);
  else node.style.removeProperty('--team');
}

/** Whether the viewer asked for no motion: then things fade, at the same times. */
export const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** STAGE's easing: fast at first, then it settles. */
export const EASE_OUT = 'cubic-bezier(0.16, 1, 0.3, 1)';

/** Fills every [data-text] and every field's [data-hint] of the page from the table. */
export function fillTexts(root, text) {
  for (const node of root.querySelectorAll('[data-text]')) write(node, text.say(node.dataset.text));
  for (const node of root.querySelectorAll('[data-hint]')) node.placeholder = text.say(node.dataset.hint);
}
