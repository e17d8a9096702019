"""What weeks of announcements leave behind on a wall, in minutes: the page's clock runs as fast as its timers can.

  Tests/EndToEnd/endurance.py [--binary .build/release/floorcast] [--plays 10000]

The wall is opened on a real server, then handed its frames by the play. Said is how much more the page holds after the
plays than after a warm-up.
"""

import argparse
import json
import os
import shutil
import tempfile
from pathlib import Path

WARM_UP = 100
EVERY = 9_000
"""How often an announcement is handed to the wall (ms of its clock): a play of six seconds, its curtain, and the board."""
AT_ONCE = 20
"""Announcements between two looks at the real screen, at which it paints what is there."""

HANDS = """
(() => {
  // Keeps the page's socket, so that frames can be handed to it.
  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...address) {
      super(...address);
      window.line = this;
    }
  };
})();
"""

TAKE_OVER = """
({ day, every }) => {
  // From here on the real server is not heard: the page's clock runs faster than it.
  const hear = window.line.onmessage;
  window.line.onmessage = null;
  window.line.onclose = null;
  let [offset, prev, number] = [1_000_000_000, 0, 0];
  const hand = (message) => {
    offset += 1;
    hear.call(window.line, { data: JSON.stringify({ ...message, offset, prev }) });
    prev = offset;
  };
  const team = { id: 't1', name: '飞虎队', color: '#e8b23a', slogan: '飞虎飞虎，势如破竹！' };
  const kinds = [['big_deal'], ['first_of_day', 'big_deal'], ['first_of_week'], ['first_of_month'], ['big_deal'], ['big_deal']];
  const announce = () => {
    number += 1;
    const agent = { id: `a${number % 9}`, name: `张伟${number % 9}`, team };
    hand({
      kind: 'announcement', announcement: {
        offset: offset + 1, at: Date.now(), play: 'takeover', tier: number % 3 + 1, duration: 6_000, reasons: kinds[number % kinds.length],
        agent, team, product: '企业云通信年费', amount: 1_280_000 + number, currency: 'CNY',
        words: { 'zh-CN': `恭喜飞虎队的${agent.name}签了一单企业云通信年费，请大家为TA喝彩！`, en: 'A big deal. A round of applause!' },
      },
    });
    if (number % 5 === 0) hand({ kind: 'applause', announcement: offset, applause: number % 11 + 1 });
    const agents = Array.from({ length: 10 }, (_, index) => ({
      place: index + 1, id: `a${(index + number) % 12}`, name: `张伟${(index + number) % 12}`, team, amount: 9_000_000 - index * 100_000 + number,
      deals: number, movement: index % 3 - 1,
    }));
    hand({ kind: 'standings', day, total: { amount: number, deals: number }, agents, teams: [] });
  };
  window.announces = true;
  setInterval(() => window.announces && announce(), every);
  setInterval(() => hear.call(window.line, { data: JSON.stringify({ kind: 'tick', offset: prev, time: Date.now() }) }), 2_000);
  window.played = () => number;
  window.shown = 0;
  const stage = document.querySelector('takeover-stage');
  new MutationObserver(() => { window.shown += stage.hidden ? 0 : 1; }).observe(stage, { attributeFilter: ['hidden'] });
}
"""

SETTLE = """
() => {
  for (const animation of document.getAnimations()) if (Number.isFinite(animation.effect.getComputedTiming().endTime)) animation.finish();
  return new Promise((done) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = done; port2.postMessage(0); });
}
"""


class Endurance:
    """A wall that has been handed its warm-up."""

    def __init__(self, browser, server):
        self.complaints = []
        self.context = browser.new_context(viewport={"width": 1920, "height": 1080}, locale="zh-CN")
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.add_init_script(HANDS)
        self.page.clock.install()
        self.page.goto(f"{server.url}/wall/")
        self.page.wait_for_function("() => document.body.classList.contains('known')", timeout=30_000)
        self.page.evaluate(TAKE_OVER, {"day": str(server.today), "every": EVERY})
        self.session = self.context.new_cdp_session(self.page)
        self.session.send("Performance.enable")
        self._hand(WARM_UP)
        self.begin, self.shown = self._held(), self.page.evaluate("shown")

    def _hand(self, count):
        for _ in range(count // AT_ONCE):
            self.page.clock.run_for(AT_ONCE * EVERY)

    def _held(self):
        """The page's nodes, listeners, documents and heap when nothing is on and nothing moves any more."""
        self.page.evaluate("announces = false")
        self.page.clock.run_for(4 * EVERY)
        assert self.page.evaluate("document.querySelector('takeover-stage').hidden")
        self.page.evaluate(SETTLE)
        for _ in range(5):  # what moved is let go of by the browser's own tasks, which need time of their own
            self.page.wait_for_timeout(1_000)
            self.session.send("HeapProfiler.collectGarbage")
        metrics = {one["name"]: one["value"] for one in self.session.send("Performance.getMetrics")["metrics"]}
        self.page.evaluate("announces = true")
        return {name: metrics[key] for name, key in (
            ("nodes", "Nodes"), ("listeners", "JSEventListeners"), ("documents", "Documents"), ("heap", "JSHeapUsedSize"))}

    def play(self, count):
        """Hands it so many announcements; answers how much more it holds, and how many were played."""
        self._hand(count)
        end = self._held()
        return {name: end[name] - self.begin[name] for name in end}, self.page.evaluate("shown") - self.shown

    def close(self):
        self.context.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary")
    parser.add_argument("--plays", type=int, default=10_000)
    arguments = parser.parse_args()
    if arguments.binary:
        os.environ["FLOORCAST_BINARY"] = arguments.binary

    from playwright.sync_api import sync_playwright

    from floors import a_floor
    from server import Server

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder), a_floor())
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), headless=True)
        try:
            wall = Endurance(browser, server)
            growth, shown = wall.play(arguments.plays)
            print(json.dumps({"plays": shown, **growth, "complaints": wall.complaints}))
        finally:
            browser.close()
            server.end()


if __name__ == "__main__":
    main()
