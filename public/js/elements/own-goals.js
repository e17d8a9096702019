/** <own-goals>: my day, week and month against my own targets. Sends out 'why' with { period } when a place is asked about. */
import { PERIODS } from '../floor/explain.js';
import { paceOf } from '../floor/pace.js';
import { keep, make, write } from './draw.js';
import { fillMeter, meter } from './meter.js';

export class OwnGoals extends HTMLElement {
  #list = this.querySelector('.goals');
  #rows = new Map();

  /** `targets` are those of an 'own' frame; without them there is nothing to show. */
  show(targets = [], context) {
    const { text, money } = context;
    const goals = Object.keys(PERIODS).map((period) => targets.find((one) => one.period === period)).filter(Boolean);
    this.hidden = goals.length === 0;
    keep(this.#list, this.#rows, goals, ({ period }) => period, ({ period }) => this.#row(period)).forEach((row, index) => {
      const goal = goals[index];
      const pace = paceOf(goal, context);
      row.root.className = `goal ${pace.kind}`;
      const name = text.say(PERIODS[goal.period]);
      write(row.name, name);
      write(row.achieved, money.text(goal.achieved));
      write(row.target, goal.target > 0 ? text.say('goals.of', { amount: money.whole(goal.target) }) : '');
      write(row.percent, pace.percent);
      fillMeter(row.meter, { ...pace, words: `${name} ${pace.percent} ${pace.line}` });
      row.meter.hidden = pace.kind === 'none';
      write(row.shape, pace.shape);
      write(row.line, pace.line);
      row.why.hidden = !Number.isInteger(goal.place);
      write(row.why, Number.isInteger(goal.place) ? text.say('place', { place: goal.place }) : '');
      row.why.ariaLabel = `${name} ${row.why.textContent} ${text.say('why.ask')}`;
    });
  }

  #row(period) {
    const row = {
      name: make('span', 'goal-name'), achieved: make('strong', 'goal-achieved'), target: make('span', 'goal-target'),
      percent: make('span', 'goal-percent'), meter: meter(), shape: make('i', 'shape'), line: make('span', 'line'), why: make('button', 'why'),
    };
    row.why.type = 'button';
    row.why.onclick = () => this.dispatchEvent(new CustomEvent('why', { detail: { period }, bubbles: true }));
    row.root = make('li', 'goal',
      make('p', 'goal-sum', row.name, row.achieved, row.target, row.percent), row.meter,
      make('p', 'goal-line', make('span', 'pace', row.shape, row.line), row.why));
    return row;
  }
}

customElements.define('own-goals', OwnGoals);
