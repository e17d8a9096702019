/** The company's theme: its name, colours and logo. The style sheet has the themes; a company sets its accent. */

/** `welcome` as the server sent it, or undefined before it has; `logo` is the frame's image. */
export function dress({ theme = {}, screen } = {}, logo) {
  const { dataset, style } = document.documentElement;
  const name = screen?.theme ?? theme.name ?? 'night';
  dataset.theme = name;
  // An accent is proven on the company's own theme, and on no other.
  const accent = name === (theme.name ?? name) ? theme.accent : undefined;
  const shades = { gold: accent, 'gold-light': accent && `color-mix(in srgb, ${accent} 55%, #fff)`, 'gold-deep': accent && (theme.accent_deep ?? accent) };
  for (const [shade, value] of Object.entries(shades)) style.setProperty(`--${shade}`, value ?? '');
  logo.hidden = !theme.logo;
  if (theme.logo && logo.getAttribute('src') !== theme.logo) logo.src = theme.logo;
}
