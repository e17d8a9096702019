/**
 * The wall's show: its clock and its stage. The wall loads it when it is up, since its first picture needs nothing of it;
 * a show is announced in time, and one that is on when the page comes up is joined in its middle.
 */
import { LATE } from '../js/elements/show-stage.js';
import { ShowClock } from '../js/floor/show.js';

/** The frame that shows a step does nothing else: it sounds so long after (ms). */
const PAINT = 30;

/**
 * Opens the theatre on `stage`. `context()` gives what scenes are drawn with; `room` is what is heard; `begins()` and
 * `ends()` hear when the show takes the wall and when it gives it back.
 */
export function openTheatre({ stage, schedule, clock, context, room, begins, ends }) {
  // Calls off the sound of a step that was just shown.
  let later = () => {};
  const silence = () => {
    later();
    room.hush();
  };
  return new ShowClock({
    schedule,
    clock,
    on: {
      prepare: (step, index) => {
        begins();
        stage.prepare(step, index, context());
        room.prepare(step);
      },
      step: (step, index, elapsed, isHeld) => {
        later();
        const heard = stage.step(step, index, elapsed, isHeld, context());
        later = schedule.after(PAINT, () => {
          room.hush();
          if (!isHeld && (elapsed < LATE || heard === 'roll')) room.sound({ ...step, sound: heard ?? '', duration: step.ms - elapsed });
        });
      },
      go: (elapsed, isHeld) => {
        if (isHeld) silence();
        stage.go(elapsed, isHeld);
      },
      end: () => {
        silence();
        stage.end();
        ends();
      },
    },
  });
}
