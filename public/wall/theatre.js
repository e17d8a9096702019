/**
 * The wall's show: its clock and its stage. The wall loads it when it is up, since its first picture needs nothing of it;
 * a show is announced in time, and one that is on when the page comes up is joined in its middle.
 */
import { LATE } from '../js/elements/show-stage.js';
import { ShowClock } from '../js/floor/show.js';

/**
 * Opens the theatre on `stage`. `context()` gives what scenes are drawn with; `speak(tone, words, ms)` and `hush()` are the
 * room's sound; `begins()` and `ends()` hear when the show takes the wall and when it gives it back.
 */
export function openTheatre({ stage, schedule, clock, text, context, speak, hush, begins, ends }) {
  return new ShowClock({
    schedule,
    clock,
    on: {
      prepare: (step, index) => {
        begins();
        stage.prepare(step, index, context());
      },
      step: (step, index, elapsed, isHeld) => {
        hush();
        const heard = stage.step(step, index, elapsed, isHeld, context());
        if (!isHeld && (elapsed < LATE || heard === 'roll')) speak(heard, text.pick(step.words), step.ms - elapsed);
      },
      go: (elapsed, isHeld) => {
        if (isHeld) hush();
        stage.go(elapsed, isHeld);
      },
      end: () => {
        hush();
        stage.end();
        ends();
      },
    },
  });
}
