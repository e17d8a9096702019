/** The poster of one award: asks for it, for what is known of whoever it honours, and draws it. */
import '../js/elements/award-poster.js';
import { write } from '../js/elements/draw.js';
import { openPage } from '../js/elements/page.js';
import { Money } from '../js/floor/money.js';
import { hasResult, resultOf, teamOf } from '../js/floor/poster.js';
import { problemLine } from '../js/floor/problem.js';
import { Schedule } from '../js/floor/schedule.js';
import { ask } from '../js/link/ask.js';
import { Session } from '../js/link/session.js';
import { socketAddress } from '../js/link/address.js';

const [sheet, notice, doings, photo] = ['award-poster', '.notice', '.doings', 'input[type="file"]'].map((name) => document.querySelector(name));
const { text, query, token } = await openPage();
const id = new URLSearchParams(location.search).get('award');
let wanted = true;

// The line is held until whose floor it is and who its teams are is known: neither is asked for by HTTP.
const session = new Session({
  url: socketAddress(location),
  schedule: new Schedule(),
  hello: { role: 'console', site: query.site, token, page: 'poster' },
  on: {
    changed: (part) => { if (part === 'desk') draw(); },
    linked: ({ phase, problem }) => {
      if (phase === 'stopped') tell(text.say('line.stopped', { reason: problem ? problemLine(problem) : '' }));
      else if (phase === 'lost' && wanted) tell(text.say('unreachable'));
    },
  },
});

async function draw() {
  if (!wanted) return;
  wanted = false;
  const { welcome, desk } = session.floor;
  session.stop();
  const { id: site, name, currency } = welcome.site;
  const { body, problem } = await ask('/api/v1/awards', { site }, token);
  const award = body?.awards.find((one) => one.id === id);
  if (!award || award.revoked) {
    tell(problem ? problemLine(problem) || text.say('unreachable') : award ? text.say('poster.revoked', { reason: award.revoked.reason }) : text.say('poster.missing'));
    return;
  }
  const known = { team: teamOf(award, desk.teams), result: await resultFor(award, site, desk), company: text.pick(welcome.company), site: text.pick(name) };
  sheet.show(award, known, { text, money: new Money(text.lang, currency) });
  document.title = `${text.pick(award.title)} ${award.who.join(' ')}`; // a browser names the file it prints to by it
  notice.hidden = true;
  doings.hidden = false;
}

async function resultFor(award, site, { teams = [] }) {
  if (!hasResult(award)) return undefined;
  const of = teams.some(({ name }) => name === award.who[0]) && award.team === award.who[0] ? 'teams' : 'agents';
  const { kind, start } = award.period;
  const { body } = await ask('/api/v1/standings', { site, of, period: kind, day: start }, token);
  return resultOf(award, body?.rows ?? []);
}

function tell(words) {
  notice.hidden = false;
  write(notice, words);
}

document.querySelector('.print').onclick = () => window.print();
photo.onchange = () => {
  const [file] = photo.files;
  if (!file) return;
  const reader = new FileReader();
  reader.onload = () => sheet.put(reader.result);
  reader.readAsDataURL(file);
  photo.value = '';
};
document.querySelector('.brand').hash = 'honours';
document.title = `${text.say('poster.title')} · Floorcast`;
session.start();
