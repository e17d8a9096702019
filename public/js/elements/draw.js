/** The few words every element draws with. Text goes in as text, never as markup. */

/** An element with a class and children (nodes or strings). */
export function make(tag, className = '', ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

/** Sets a node's text, if it is another; a text that stays a text is no new node, which would be styled anew. */
export function write(node, text) {
  const { textContent: before, firstChild: only } = node;
  if (before === text) return;
  if (before && text && !only.nextSibling && only.data) only.data = text;
  else node.textContent = text;
}

/**
 * One row for each item in `list`, in their order; a row stays while its item does, and the focus in it too. `rows` is the
 * caller's Map of id to { root, .. }. Answers the rows.
 */
export function keep(list, rows, items, idOf, newRow) {
  const staying = new Set(items.map(idOf));
  for (const [id, { root }] of rows) {
    if (staying.has(id)) continue;
    root.remove();
    rows.delete(id);
  }
  return items.map((item, index) => {
    const id = idOf(item);
    const row = rows.get(id) ?? newRow(item);
    rows.set(id, row);
    if (list.children[index] !== row.root) list.insertBefore(row.root, list.children[index] ?? null);
    return row;
  });
}

/** Shows a button in `tools` for each action { word, run }; the buttons stay while their number does. */
export function offer(tools, actions) {
  if (tools.children.length !== actions.length) tools.replaceChildren(...actions.map(() => make('button', 'small')));
  actions.forEach(({ word, run }, index) => {
    const button = tools.children[index];
    button.type = 'button';
    button.onclick = run;
    write(button, word);
  });
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

/** Makes a node bigger for a blink (ms), to say that it has just changed; whoever wants no motion sees only the change. */
const POP = 420;

export function pop(node) {
  if (!still()) node.animate([{ transform: 'none' }, { transform: 'scale(1.22)', offset: 0.35 }, { transform: 'none' }], { duration: POP, easing: EASE_OUT });
}

/** A picture that only repeats what words beside it say. */
export const picture = (name) => Object.assign(make('img'), { src: `/art/${name}.svg`, alt: '' });

/** A photo that did not come is asked for again when it is drawn after so long (ms); and when each failed. */
const PHOTO_AGAIN = 60_000;
const failures = new WeakMap();

/** Puts someone into a face: the photo, and under it, if it does not come, the initial. */
export function portray(face, { name = '★', photo } = {}) {
  const [initial, picture] = face.children;
  write(initial, [...name][0]);
  const isDue = performance.now() - failures.get(picture) >= PHOTO_AGAIN;
  if (picture.getAttribute('src') === (photo ?? null) && !isDue) return;
  failures.delete(picture);
  picture.hidden = !photo;
  picture.onerror = () => {
    picture.hidden = true;
    failures.set(picture, performance.now());
  };
  if (photo) picture.src = photo;
  else picture.removeAttribute('src');
}

/** Fills every [data-text], every field's [data-hint] and every name that is only heard, [data-label], from the table. */
export function fillTexts(root, text) {
  for (const node of root.querySelectorAll('[data-text]')) write(node, text.say(node.dataset.text));
  for (const node of root.querySelectorAll('[data-hint]')) node.placeholder = text.say(node.dataset.hint);
  for (const node of root.querySelectorAll('[data-label]')) node.ariaLabel = text.say(node.dataset.label);
}
