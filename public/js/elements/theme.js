/** The company's theme: its name, colours and logo. The style sheet has the themes; a company sets its accent. */

/** `welcome` as the server sent it, or undefined before it has; `logo` is the frame's image. */
export function dress({ theme = {}, screen } = {}, logo) {
  const { dataset, style } = document.documentElement;
  const { name = 'night', accent, accent_deep: deep = accent } = theme;
  dataset.theme = screen?.theme ?? name;
  // An accent is proven on the company's own theme, and on no other.
  const [gold, light, dark] = accent && dataset.theme === name ? [accent, `color-mix(in srgb, ${accent} 55%, #fff)`, deep] : ['', '', ''];
  for (const [shade, value] of Object.entries({ gold, 'gold-light': light, 'gold-deep': dark })) style.setProperty(`--${shade}`, value);
  logo.hidden = !theme.logo;
  if (theme.logo && logo.getAttribute('src') !== theme.logo) logo.src = theme.logo;
}
