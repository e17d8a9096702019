/**
 * What each scene of the wall says: a view answers what its markup is filled with, or undefined when it has nothing to say.
 * Amounts stay in minor units. It ranks nobody itself. Knows no DOM.
 */
import { Money } from './money.js';
import { movementOf } from './movement.js';
import { minuteOn, phaseNow } from './rhythm.js';
import { ems } from './text.js';

/** Rows at most: eight metres away nobody reads the eleventh. */
const ROWS = 10;
/** With no more rows than this they are taller, and the next seats are shown to be free: the podium's at least. */
const FEW = 4;
const PODIUM = 3;
/** People on the podium at most, where places are shared. */
const STEPS = 5;
/** With more of them the lanes are in two columns. */
const LANES = 6;
/** All of a target, as the server writes a completion. */
const WHOLE = 10_000;

/** The moment that a floor shows: of one that is only recalled, when it was kept. */
const momentOf = ({ recalled }, { clock }) => clock.now ?? recalled;

const share = (part = 0, whole = 0) => (whole > 0 ? part / whole : 0);
const some = (name, items = []) => (items.length ? { [name]: items } : undefined);

/** The team of a screen that is one team's, and whom the screen ranks. */
const ownTeam = ({ gallery }, { team }) => gallery?.teams.find(({ id }) => id === team);
const people = (floor, context) => (ownTeam(floor, context)?.top ?? floor.agents).slice(0, ROWS);
const deals = ({ announcements }, { team: own }) => announcements.filter(({ voided, team }) => !voided && (!own || team?.id === own));

/** An amount's width in ems; its sign and unit are set at half its size. */
export const widthOf = ({ sign, figure, unit }) => ems(figure) + (ems(sign) + (unit ? ems(unit) : 0)) / 2 + 0.3;

function standings(floor, context) {
  const { money, isSingle } = context;
  const rows = people(floor, context);
  const most = rows[0]?.amount;
  const after = ({ place }) => place + rows.filter((row) => row.place === place).length;
  const free = rows.length && rows.length <= FEW ? Math.max(PODIUM - rows.length, 1) : 0;
  return {
    own: ownTeam(floor, context), ems: widthOf(money.board(most ?? 0)),
    is: `${isSingle ? 'solo' : ''} ${rows.length && rows.length <= FEW ? 'few' : ''}`,
    rows: rows.map((row) => {
      // The gap is told when whoever has the place above is on the board.
      const above = rows.filter(({ amount }) => amount > row.amount).at(-1);
      const gap = !isSingle && above && after(above) === row.place ? above.amount - row.amount : undefined;
      return { ...row, gap, share: share(row.amount, most), is: movementOf(row.movement)?.kind };
    }),
    // Whoever is not shown on screens keeps their place among the free seats.
    seats: Array.from({ length: free }, (_, index) => ({ place: after(rows.at(-1)) + index, free: true })),
    opening: !rows.length,
    ...(isSingle && side(floor)),
  };
}

/** A wall that shows nothing else tells the day and the teams beside the board. */
function side({ total, teams }) {
  const most = Math.max(0, ...teams.map(({ amount }) => amount));
  return {
    side: true, total, signed: total.deals || undefined, unsigned: !total.deals, ready: !most,
    teams: teams.map((team) => ({ ...team, amount: most ? team.amount : undefined, share: most ? team.amount / most : 0.04 })),
  };
}

/** The first stands in the middle, the others to the left and right of it in turn. */
function podium(floor, context) {
  const steps = people(floor, context).filter(({ place }) => place <= PODIUM).slice(0, STEPS);
  return steps.length ? { own: ownTeam(floor, context), steps: steps.map((row, index) => ({ ...row, agent: row, order: index % 2 ? -index : index })), count: steps.length } : undefined;
}

/** Lanes of a race: to the targets, or by amount where there are none. */
function race(all) {
  const toTarget = all.some(({ completion }) => completion !== undefined);
  const lead = (one) => (toTarget ? one.completion ?? -1 : one.amount);
  const lanes = [...all].sort((a, b) => lead(b) - lead(a));
  const most = Math.max(toTarget ? WHOLE : 1, ...all.map(lead));
  return {
    is: `${all.length > LANES ? 'lots' : ''} ${toTarget && most > WHOLE ? 'over' : ''}`, goal: WHOLE / most, half: Math.ceil(all.length / 2),
    lanes: lanes.map((one) => ({
      ...one, share: share(Math.max(0, lead(one)), most), mark: share(one.expected * WHOLE, one.target * most), marked: one.expected > 0 && one.expected < one.target,
      place: lead(one) > 0 && lead(one) === lead(lanes[0]) ? 1 : 2,
    })),
  };
}

function teams(floor) {
  const all = floor.gallery?.teams ?? floor.teams;
  return all.some(({ amount, target }) => amount || target) ? { ...race(all), legend: all.some(({ expected }) => expected) } : undefined;
}

function sites({ gallery, welcome }, { text }) {
  const { rows = [], currency } = gallery?.sites ?? {};
  if (rows.length < 2) return undefined;
  return { ...race(rows.map((row) => ({ ...row, name: text.pick(row.name), here: row.id === welcome.site.id }))), money: new Money(text.lang, currency) };
}

/** The day's line against what is expected of it, in a square of 100. How it stands is one of the sentences of the markup. */
function pace(floor, context) {
  const { gallery, total, welcome } = floor;
  const { target, amount = 0, expected = 0, state, hours } = gallery?.pace ?? {};
  if (!target) return undefined;
  const [start, end] = [hours[0].minute - 60, hours.at(-1).minute];
  const now = Math.min(end, Math.max(start, minuteOn(gallery.day, momentOf(floor, context), context.zone, welcome.site.day_start) ?? end));
  const x = (minute) => share(minute - start, end - start) * 100;
  const y = (value) => 100 - share(value, Math.max(target, amount) * 1.04) * 100;
  const points = [...hours.filter(({ minute }) => minute < now), { minute: now, amount, expected }, ...hours.filter(({ minute }) => minute > now)];
  const path = (key) => `M0 100${points.filter((one) => one[key] != null).map((one) => `L${x(one.minute).toFixed(1)} ${y(one[key]).toFixed(1)}`).join('')}`;
  const is = amount < target ? state : amount > target ? 'reached' : 'just_reached';
  return {
    is, [is]: { ahead: amount - expected, behind: expected - amount, reached: amount - target }[is] ?? target - amount,
    sum: { amount, target }, total, way: path('amount'), area: `${path('amount')}L${x(now)} 100Z`, plan: path('expected'),
    x: x(now), y: y(amount), goal: y(target), due: y(expected),
    hours: hours.map(({ minute }) => ({ minute, x: x(minute) })),
  };
}

/** What somebody gave, and wrote what for; what the house gives has no words. */
const isWritten = ({ citation }) => citation !== undefined;

function message(floor, context) {
  const [notice, ...others] = floor.notices.filter(({ until }) => !(until <= momentOf(floor, context))).reverse();
  return notice && { notice, others, length: Math.sqrt(ems(notice.text) * (others.length ? 2 : 1)) };
}

function morning({ gallery = {} }) {
  const { yesterday, pace: today, teams: all = [] } = gallery;
  return yesterday || today ? { yesterday, today, teams: all.filter(({ target, slogan }) => target || slogan), is: yesterday ? '' : 'fresh' } : undefined;
}

/** Lights off: what is signed is shown, and nothing is heard. */
function quiet(floor, context) {
  const { phase, next } = phaseNow(floor.rhythm, context.clock.now, context.zone, floor.welcome.site.day_start);
  return { phase, next, deals: deals(floor, context) };
}

export const VIEWS = {
  standings, podium, teams, sites, pace, message, morning, quiet,
  feed: (floor, context) => some('deals', deals(floor, context)),
  fame: ({ gallery }) => some('cards', gallery?.fame?.filter((one) => !isWritten(one))),
  honours: ({ gallery }) => some('cards', gallery?.fame?.filter(isWritten)),
  greeting: ({ gallery, day }) => gallery?.last_month && { ...gallery.last_month, sum: gallery.last_month, day, last: `${gallery.last_month.month}-01` },
};
