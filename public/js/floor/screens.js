/** The screens as a console tells them: how each is, in words and signs, and what an edit of one changes. Knows no DOM. */

/** A frame older than this (ms) is no live picture; slower than this (ms) is late to the room's eye. */
const OLD_FRAME = 5_000;
const SLOW = 2_000;
const MEGABYTE = 1_000_000;
/** The kinds of sound that can have a volume of their own, and what each is called. */
export const KINDS = {
  bell: 'screens.kind_bell', gong: 'screens.kind_gong', rise: 'screens.kind_rise', chime: 'screens.kind_chime', notice: 'screens.kind_notice',
  drums: 'screens.kind_drums', applause: 'screens.kind_applause', clip: 'screens.kind_clip', voice: 'screens.kind_voice',
};
/** How loud a screen is of which nobody has said it (of 100). */
const FULL = 100;
const SCENES = {
  standings: 'screens.scene_standings', podium: 'screens.scene_podium', teams: 'screens.scene_teams', pace: 'screens.scene_pace',
  sites: 'screens.scene_sites', feed: 'screens.scene_feed', fame: 'screens.scene_fame', honours: 'screens.scene_honours',
  message: 'screens.scene_message', morning: 'screens.scene_morning', greeting: 'screens.scene_greeting', quiet: 'screens.scene_quiet',
  show: 'screens.scene_show',
};
const SOUNDS = { ready: ['good', 'screens.sound_ready'], blocked: ['bad', 'screens.sound_blocked'], off: ['plain', 'screens.sound_off'] };
const VOICES = { browser: 'screens.voice_browser', server: 'screens.voice_server', none: 'screens.voice_none' };

/**
 * What is said of a screen (a paired one, or an unpaired one with its `viewer`), by column: each a list of lines
 * { state: good | warn | bad | plain, words }. `answer` is the whole answer; `context` holds text and zone.
 */
export function linesOf(screen, { assets }, { text, zone }) {
  const { online, since, seen, status, latency, muted, voice, volume } = screen;
  const line = (state, key, values) => ({ state, words: text.say(key, values) });
  const stand = [];
  if (online) stand.push(line('good', 'screens.online', { time: text.time(since, zone) }));
  else if (seen) stand.push(line('bad', 'screens.offline', { time: text.time(seen, zone), day: text.date(seen, zone) }));
  else stand.push(line('plain', 'screens.never'));
  const [picture, sound, speed, device] = [[], [], [], []];
  if (online && status) {
    if (!status.visible) stand.push(line('warn', 'screens.hidden'));
    if (assets) stand.push(status.version === assets ? line('plain', 'screens.newest') : line('warn', 'screens.behind'));
    const isOld = status.visible && status.frame_age > OLD_FRAME;
    picture.push(line('plain', SCENES[status.scene] ?? 'screens.scene_none'));
    picture.push(line(isOld ? 'bad' : 'plain', 'screens.frame', { seconds: (status.frame_age / 1_000).toFixed(1) }));
    if (status.caught_up) picture.push(line('plain', 'screens.caught_up', { count: status.caught_up }));
    if (!muted) sound.push(line(...SOUNDS[status.sound]));
    if (voice) sound.push(line(status.voice === 'none' ? 'warn' : 'plain', VOICES[status.voice]));
    const memory = status.memory ? text.say('screens.memory', { megabytes: text.number(Math.round(status.memory / MEGABYTE)) }) : '';
    device.push({ state: 'plain', words: [status.size, memory, text.say('screens.nodes', { nodes: text.number(status.nodes) })].filter(Boolean).join(' · ') });
    device.push(line('plain', status.secure ? 'screens.secure' : 'screens.insecure'));
    if (status.secure) device.push(line('plain', status.wake_lock ? 'screens.awake' : 'screens.may_sleep'));
  }
  if (muted) sound.unshift(line('plain', 'screens.muted'));
  if (volume !== undefined) sound.push({ state: voice ? 'gold' : 'plain', words: [text.say('screens.volume_is', { volume }), voice && text.say('screens.is_voice')].filter(Boolean).join(' · ') });
  if (latency) {
    speed.push(line(latency.p99 > SLOW ? 'warn' : 'plain', 'screens.latency', { p50: text.number(latency.p50), p99: text.number(latency.p99) }));
    speed.push(line('plain', 'screens.receipts', { count: latency.count, number: text.number(latency.count) }));
  }
  return { stand, picture, sound, speed, device };
}

/** Whether somebody should look after it. */
export const needsCare = (lines) => Object.values(lines).flat().some(({ state }) => state === 'bad' || state === 'warn');

/** A code as it was typed: small letters, spaces and dashes are the reader's business. */
export const typedCode = (words) => words.normalize('NFKC').toUpperCase().replace(/[^A-Z0-9]/g, '');

/** A code has six of these; what looks like another is none. */
export const isCode = (code) => /^[A-HJ-NP-Z2-9]{6}$/.test(code);

/** What the form shows of a screen: a text, a number or a yes for each field. */
export const formOf = ({ name, site, team = '', room = '', lang, theme = '', playlist = '', volume, volumes = {}, muted = false, voice = false }) => ({
  name, site, team, room, lang, theme, playlist, volume, volumes: Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, volumes[kind] ?? FULL])), muted, voice,
});

/** The body that makes `screen` what `form` says; undefined if it is that already. */
export function screenChange(screen, form) {
  const before = formOf(screen);
  const changed = Object.entries(form).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field]));
  if (!changed.length) return undefined;
  const body = Object.fromEntries(changed);
  // All of them are replaced; a full one needs no mention.
  if (body.volumes) body.volumes = Object.fromEntries(Object.entries(body.volumes).filter(([, volume]) => volume !== FULL));
  return { id: screen.id, ...body };
}
