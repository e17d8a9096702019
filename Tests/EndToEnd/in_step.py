"""How far apart the screens of a floor are while they play a ceremony. From the repository's root:

    .venv/bin/python Tests/EndToEnd/in_step.py --pages 20

prints for each step by how many milliseconds the last screen was behind the first (`spread`), and the median distance of
a screen from the middle one (`p50`): of what their clocks said was the server's time (`clock`), of the frame that shows
the step (`called`), and of the end of that frame (`painted`). The first is what screens owe to each other; the others
are also what this machine takes to draw all of them."""

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from days import MONDAY, Day, a_day
from screens import House, Wall
from waiting import DEADLINE

SKEW = 30_000
"""The clocks of the screens are wrong by up to so many milliseconds."""

SCREEN = """
(({ wall, steady }) => {
  // A screen whose clocks are wrong, and that notes by the right one when a step is on it.
  const [origin, now] = [performance.timeOrigin, performance.now.bind(performance)];
  const right = () => origin + now();
  const Time = Date;
  performance.now = () => now() + steady;
  window.Date = class extends Time {
    constructor(...parts) {
      if (parts.length) super(...parts);
      else super(Time.now() + wall);
    }
    static now() { return Time.now() + wall; }
  };
  const steps = [];
  Object.defineProperty(window, 'steps', { value: steps });
  addEventListener('floorcast:step', ({ detail: { index, scene, elapsed, time } }) => {
    const called = right();
    const step = { index, scene, elapsed, called, clock: time - called };
    steps.push(step);
    // the event comes in the frame that paints the step; a message waits until the frame is out
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { step.painted = right(); };
    port2.postMessage(undefined);
  });
})(%s);
"""


def skews(number, count):
    """What a screen's two clocks are off: from one end to the other over all screens, and not by the same."""
    share = 2 * number / max(count - 1, 1) - 1
    return {"wall": round(SKEW * share), "steady": round(-SKEW * share / 2)}


def open_walls(house, day, count):
    """So many walls with clocks of their own, small so that one machine can draw them all."""
    walls = []
    for number in range(count):
        house.scripts = [SCREEN % json.dumps(skews(number, count))]
        walls.append(Wall(house, day, viewport={"width": 480, "height": 270}, reduced_motion="reduce"))
    house.scripts = []
    return walls


def play(day, walls, seconds):
    """Plays a ceremony to its end; returns for each step when each of the walls showed it."""
    status, answer = day.direct("start", show="ceremony")
    assert status == 201, answer
    scenes = len(day.entry(f"ceremony/BJ/{MONDAY}")["steps"])
    for wall in walls:
        wall.wait_for(f"window.steps.some(({{ index, painted }}) => index === {scenes - 1} && painted)", scenes * seconds + DEADLINE)
    return [wall.page.evaluate("window.steps") for wall in walls]


MOMENTS = ("clock", "called", "painted")


def figures(seen, moment):
    """For each step the spread and the median distance from the middle, in milliseconds."""
    steps = {step["index"]: step["scene"] for step in seen[0]}
    rows = []
    for index, scene in steps.items():
        times = [step[moment] for steps in seen for step in steps if step["index"] == index]
        middle = statistics.median(times)
        rows.append({
            "step": index, "scene": scene, "moment": moment, "spread": round(max(times) - min(times), 1),
            "p50": round(statistics.median(abs(time - middle) for time in times), 1)})
    return rows


def summary(seen):
    """The worst and the middle of all steps."""
    of = {moment: figures(seen, moment) for moment in MOMENTS}
    return {"screens": len(seen), "steps": len(of["clock"]), **{
        moment: {
            "max_spread_ms": max(row["spread"] for row in rows), "p50_spread_ms": statistics.median(row["spread"] for row in rows),
            "p50_ms": statistics.median(row["p50"] for row in rows)} for moment, rows in of.items()}}


def main():
    parser = argparse.ArgumentParser(description="How far apart the screens of a floor are while they play a ceremony.")
    parser.add_argument("--pages", type=int, default=20, help="how many walls are opened")
    parser.add_argument("--seconds", type=int, default=3, help="how long each step is on stage")
    options = parser.parse_args()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        # What stands in for a graphics card would take the cores from the walls.
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=["--disable-gpu"])
        house = House(browser)
        day = Day(Path(folder), a_day(steps=options.seconds), f"{MONDAY}T17:00")
        try:
            for number, agent in enumerate(("a01", "a03", "a02")):
                day.sell(f"s-{number}", agent, f"{number + 1}00.00")
            seen = play(day, open_walls(house, day, options.pages), options.seconds)
        finally:
            house.close()
            day.end()
            browser.close()
    for row in sum((figures(seen, moment) for moment in MOMENTS), []):
        print(json.dumps(row))
    print(json.dumps(summary(seen)))


if __name__ == "__main__":
    sys.exit(main())
