/** <award-poster>: an award as a sheet of A4, to be printed and hung up. A photo put on it stays in this browser. */
import { PORTRAITS, hasResult, initialOf, periodText } from '../floor/poster.js';
import { ems } from '../floor/text.js';
import { make, write } from './draw.js';

/** A citation with more signs than this is set smaller. */
const LONG = 45;

export class AwardPoster extends HTMLElement {
  #part = (name) => this.querySelector(`.${name}`);

  /** `award` as the server lists it; `known` holds team, result, company and site, each if it is known; `context` text and money. */
  show(award, { team, result, company, site }, { text, money }) {
    const { who } = award;
    write(this.#part('kicker'), [company, site].filter(Boolean).join(' · ') || text.say('poster.kicker'));
    this.#line('honour', text.pick(award.title));
    write(this.#part('period'), periodText(award.period, text.lang));
    this.#drawPortraits(who.length > PORTRAITS ? [text.pick(award.title)] : who); // the honour stands for many
    this.#line('names', who.join(text.say('why.and')));
    this.#part('names').replaceChildren(...who.flatMap((name, index) => [...(index ? [text.say('why.and')] : []), make('span', '', name)]));
    const isTeam = team && who.length === 1 && who[0] === team.name;
    write(this.#part('team'), [isTeam ? undefined : team?.name, team?.slogan].filter(Boolean).join(' · '));
    const figures = result ? [[text.say('poster.amount'), money.whole(result.amount)], [text.say('poster.deals'), text.number(result.deals)]] : [];
    this.#part('result').replaceChildren(...figures.map(([name, figure]) => make('div', '', make('dt', '', name), make('dd', '', figure))));
    write(this.#part('citation'), award.citation);
    this.classList.toggle('long', award.citation.length > LONG);
    this.classList.toggle('many', who.length > PORTRAITS);
    write(this.#part('given'), text.say('poster.given', { name: (hasResult(award) && (company || site)) || award.by, day: periodText({ kind: 'day', start: award.on }, text.lang) }));
    this.hidden = false;
  }

  /** Puts a picture (a data: address) where the first face without one stands. */
  put(picture) {
    const face = this.querySelector('.face:not(:has(img))') ?? this.querySelector('.face');
    face?.replaceChildren(Object.assign(make('img'), { src: picture, alt: '' }));
  }

  #drawPortraits(names) {
    const portraits = this.#part('portraits');
    portraits.dataset.faces = names.length;
    portraits.replaceChildren(...names.map((name) => make('div', 'portrait',
      Object.assign(make('img', 'flower'), { src: '/poster/flower.svg', alt: '' }), make('div', 'face', initialOf(name)))));
  }

  /** A line in letters as large as the sheet has room for. */
  #line(name, words) {
    const node = this.#part(name);
    write(node, words);
    node.style.setProperty('--ems', ems(words).toFixed(1));
  }
}

customElements.define('award-poster', AwardPoster);
