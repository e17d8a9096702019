"""A wall that is handed its frames by the play instead of the server, so that weeks of announcements fit into a minute."""

from playwright.sync_api import sync_playwright  # noqa: F401  (the type of `page` below)

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
() => {
  // From here on the real server is not heard: the play's clock runs faster than it.
  const hear = window.line.onmessage;
  window.line.onmessage = null;
  window.line.onclose = null;
  window.hand = (message) => hear.call(window.line, { data: JSON.stringify(message) });
  let offset = 1_000_000_000;
  let prev = 0;
  let number = 0;
  const team = { id: 't1', name: '飞虎队', color: '#e8b23a', slogan: '飞虎飞虎，势如破竹！' };
  const announce = () => {
    number += 1;
    offset += 1;
    const first = number % 7 === 0;
    const tier = number % 3 + 1;
    window.hand({
      kind: 'announcement', offset, prev,
      announcement: {
        offset, at: Date.now(), play: 'takeover', tier, duration: 10_000,
        reasons: first ? ['first_of_day', 'big_deal'] : ['big_deal'],
        agent: { id: `a${number % 9}`, name: `张伟${number % 9}`, team }, team, product: '企业云通信年费',
        amount: 1_280_000 + number, currency: 'CNY',
        words: { 'zh-CN': `恭喜飞虎队的张伟${number % 9}签了一单企业云通信年费，请大家为TA喝彩！`, en: 'A big deal. A round of applause!' },
      },
    });
    prev = offset;
    if (number % 5 === 0) {
      offset += 1;
      window.hand({ kind: 'applause', offset, prev, announcement: offset - 1, applause: number % 11 + 1 });
      prev = offset;
    }
    const agents = Array.from({ length: 10 }, (_, index) => ({
      place: index + 1, id: `a${(index + number) % 12}`, name: `张伟${(index + number) % 12}`, team, amount: 9_000_000 - index * 100_000 + number,
      deals: number, movement: index % 3 - 1,
    }));
    offset += 1;
    window.hand({ kind: 'standings', offset, prev, day: window.day, total: { amount: number, deals: number }, agents, teams: [] });
    prev = offset;
  };
  const EVERY = 13_000; // a takeover of ten seconds, its curtain, and the board after it
  setInterval(announce, EVERY);
  setInterval(() => window.hand({ kind: 'tick', offset, time: Date.now() }), 2_000);
  window.played = () => number;
}
"""

EVERY = 13_000
"""How often an announcement is handed to the wall (ms of its clock)."""


def settled(page, session):
    """The page's nodes, listeners, documents and heap when nothing moves any more."""
    page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")
    page.wait_for_function("() => document.getAnimations().every(({ playState }) => playState !== 'running') || true")
    for _ in range(2):
        session.send("HeapProfiler.collectGarbage")
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return {name: metrics[key] for name, key in (
        ("nodes", "Nodes"), ("listeners", "JSEventListeners"), ("documents", "Documents"), ("heap", "JSHeapUsedSize"))}
