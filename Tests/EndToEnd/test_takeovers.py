"""What is played over the wall: each kind looks like nothing else, and is heard before it is seen, and said after both."""

import json

import pytest
from playwright.sync_api import expect

from days import FRIDAY, MONDAY, TUESDAY
from screens import Wall
from waiting import wait_until

EARS = """
(() => {
  // What this screen sounds, shows and says, by one clock. Its voice is the test's own: the machine has none.
  const noted = [];
  const note = (what, more) => noted.push({ what, at: performance.now(), ...more });
  Object.defineProperty(window, 'noted', { value: noted });
  const { start } = AudioBufferSourceNode.prototype;
  AudioBufferSourceNode.prototype.start = function (...when) {
    if (this.context instanceof AudioContext) note('sound', { seconds: Math.round(this.buffer.duration * 10) / 10 });
    return start.apply(this, when);
  };
  const { startRendering } = OfflineAudioContext.prototype;
  window.rendered = 0;
  OfflineAudioContext.prototype.startRendering = async function () {
    const sound = await startRendering.call(this);
    window.rendered += 1;
    return sound;
  };
  const speech = {
    getVoices: () => [{ name: 'Mei', lang: 'zh-CN', localService: true }, { name: 'Ann', lang: 'en-GB', localService: true }],
    speak(utterance) {
      note('voice', { words: utterance.text });
      utterance.onstart?.();
      setTimeout(() => utterance.onend?.(), 800);
    },
    cancel() {},
  };
  Object.defineProperty(window, 'speechSynthesis', { value: speech });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  new MutationObserver((changes) => {
    for (const { target, oldValue } of changes) {
      if (!target.classList.contains('stage')) continue;
      const was = (oldValue ?? '').split(' ');
      for (const beat of ['arrive', 'leave']) if (target.classList.contains(beat) && !was.includes(beat)) note(beat, { stage: target.localName, kind: target.dataset.kind });
    }
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ['class'], attributeOldValue: true });
})();
"""

SOUNDS = 15
"""What a wall renders when it comes up."""

PICTURE = 60
"""Milliseconds by which the sound is ahead at least: 150 are meant, and a busy machine draws the picture later, never sooner."""


@pytest.fixture
def loud(house):
    """Opens walls that somebody has touched once, so that they sound."""
    house.scripts = [EARS]

    def open(server, **more):
        wall = Wall(house, server, **more)
        wall.page.mouse.click(5, 5)
        wall.wait_for("window.noted.some(({ what }) => what === 'sound')", 30)  # the bell that proves it
        wall.wait_for(f"window.rendered === {SOUNDS}", 60)
        return wall

    return open


def played(wall, stage="takeover-stage", after=0):
    """What was noted of the play that came on `stage`, in its order: its sound, its arrival, its words."""
    def noted():
        notes = wall.page.evaluate("window.noted")[after:]
        arrivals = [note for note in notes if note["what"] == "arrive" and note["stage"] == stage]
        voices = [note for note in notes if arrivals and note["what"] == "voice" and note["at"] > arrivals[0]["at"]]
        return (notes, arrivals[0], voices[0]) if voices else None

    notes, arrival, voice = wait_until(noted, f"{stage} is played and said", 60)
    sound = [note for note in notes if note["what"] == "sound" and note["at"] < arrival["at"]][-1]
    assert sound["at"] + PICTURE < arrival["at"], "the room is told by sound first"
    assert sound["at"] + sound["seconds"] * 1_000 <= voice["at"] + 5, "the voice comes after the sound"
    between = [note["what"] for note in notes if sound["at"] < note["at"] < voice["at"]]
    assert between == ["arrive"], "and nothing else sounds meanwhile"
    return sound["seconds"], arrival["kind"], voice["words"]


@pytest.mark.parametrize("amount, kind, seconds, crown", [
    ("10000.00", "big_1", 2.8, "大单"), ("50000.00", "big_2", 4.2, "重磅大单"), ("100000.00", "big_3", 6.6, "巅峰大单")])
def test_each_tier_of_big_deals_has_a_play_of_its_own(server, loud, amount, kind, seconds, crown):
    server.sell("first", amount="1.00")
    wall = loud(server)
    server.sell("big", "a04", amount, product="专线")
    wall.expect_takeover(crown, "单雄信", "猎豹队", "专线")
    heard, seen, said = played(wall)
    assert (heard, seen) == (seconds, kind)
    assert "单雄信" in said
    wall.expect_no_takeover()
    expect(wall.page.locator(".decor > *").first).to_be_hidden()


@pytest.mark.parametrize("before, at, kind, seconds, crown", [
    ([], FRIDAY, "first_of_month", 7.2, "本月开门红"), ([FRIDAY], MONDAY, "first_of_week", 5.4, "本周开门红"),
    ([FRIDAY, MONDAY], TUESDAY, "first_of_day", 3.6, "开门红")])
def test_the_first_order_of_a_month_a_week_and_a_day_are_three_different_plays(open_day, loud, before, at, kind, seconds, crown):
    day = open_day(f"{(before or [at])[0]}T14:10")
    for number, earlier in enumerate(before):
        day.sell(f"on {earlier}", amount="1.00")
        day.terminate()
        day.begin(f"{[*before, at][number + 1]}T14:10")
    wall = loud(day)
    day.sell("first", "a01", "88.00", product="短信包")
    wall.expect_takeover(crown, "张伟", "飞虎队", "短信包")
    heard, seen, said = played(wall)
    assert (heard, seen) == (seconds, kind)
    assert "第一单" in said


def test_a_sale_that_is_a_first_and_a_legend_is_played_once_as_what_weighs_most_and_says_both(server, loud):
    wall = loud(server)
    server.sell("both", "a01", "100000.00")
    wall.expect_takeover("巅峰大单", "本月第一单", "张伟")
    assert played(wall)[1] == "big_3"
    wall.expect_no_takeover()
    assert len(wall.plays) == 1


def test_the_hour_is_heard_then_seen_then_read_out(open_day, loud):
    day = open_day(f"{MONDAY}T09:59:30")
    day.sell("1", "a02", "1.00", product="年费")
    wall = loud(day)
    expect(wall.page.locator("broadcast-stage")).to_be_visible(timeout=60_000)
    expect(wall.page.locator("broadcast-stage .told-title")).to_have_text("整点播报")
    seconds, _, said = played(wall, "broadcast-stage")
    assert seconds == 4 and said.startswith("现在是上午十点")
    expect(wall.page.locator("broadcast-stage .told-deals li")).to_contain_text(["王芳"])


def test_a_part_of_the_day_is_called_with_its_own_sound(open_day, loud):
    day = open_day(f"{MONDAY}T17:29:40")
    wall = loud(day)
    expect(wall.page.locator("phase-banner")).to_be_visible(timeout=60_000)
    expect(wall.page.locator("phase-banner .phase-call")).to_have_text("清点战果")
    assert played(wall, "phase-banner")[0] == 4


def hand(wall, kind, view):
    """Hands the wall a frame as the server would send it."""
    offset = wall.page.evaluate("window.diary.frames.reduce((last, { offset = 0 }) => Math.max(last, offset), 0)") + 1
    frame = json.dumps({"kind": kind, "offset": offset, "prev": offset - 1, kind: {"offset": offset, **view}})
    wall.page.evaluate("frame => window.line.dispatchEvent(new MessageEvent('message', { data: frame }))", frame)


LINE = """
(() => {
  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...address) { super(...address); window.line = this; }
  };
})();
"""


@pytest.mark.parametrize("text, spoken", [("四点开会，请大家到大会议室！", True), ("Coffee is ready.", False)])
def test_what_somebody_wrote_is_shown_to_everybody_and_read_out_only_if_asked_for(server, house, loud, text, spoken):
    house.scripts = [EARS, LINE]
    wall = loud(server)
    now = wall.page.evaluate("Date.now()")
    hand(wall, "notice", {"id": "n", "at": now, "until": now + 600_000, "text": text, "by": "李助理", **({"spoken": True} if spoken else {})})
    banner = wall.page.locator("notice-banner")
    expect(banner).to_be_visible()
    expect(banner).to_contain_text(text)
    expect(banner).to_contain_text("李助理")
    if spoken:
        assert played(wall, "notice-banner")[::2] == (1.8, text)
    expect(banner).to_be_hidden(timeout=25_000)
    assert bool([note for note in wall.page.evaluate("window.noted") if note["what"] == "voice"]) is spoken


def test_hands_rise_as_they_are_given_and_nothing_moves_before_or_after(server, loud):
    server.sell("first", "a03", "1.00")
    wall = loud(server)
    sold = server.sell("1", "a01", "2.00")["offset"]
    moving = "document.querySelector('clap-wave').getAnimations({ subtree: true }).length"
    assert wall.page.evaluate(moving) == 0
    server.record("applause", announcement=sold, agent="a02")
    server.record("applause", announcement=sold, agent="a03")
    wall.wait_for(f"{moving} > 0")
    wall.wait_for("window.noted.some(({ what, seconds }) => what === 'sound' && seconds === 3)", 20)
    wall.wait_for(f"{moving} === 0", 20)


def test_a_screen_that_nobody_has_touched_says_that_it_is_silent(server, house):
    wall = Wall(house, server)
    expect(wall.page.locator(".sound-chip")).to_be_visible()


RENDER = """
async () => {
  const { RECIPES, render } = await import('/js/sound/house.js');
  const found = {};
  for (const name of Object.keys(RECIPES)) {
    const sound = await render(name);
    const [left, right] = [0, 1].map((channel) => sound.getChannelData(channel));
    const window = Math.round(sound.sampleRate * 0.4);
    let [peak, loudest, wrong] = [0, 0, 0];
    for (let from = 0; from < sound.length; from += window) {
      let sum = 0;
      for (let at = from; at < Math.min(sound.length, from + window); at += 1) {
        if (!Number.isFinite(left[at] + right[at])) wrong += 1;
        peak = Math.max(peak, Math.abs(left[at]), Math.abs(right[at]));
        sum += left[at] ** 2 + right[at] ** 2;
      }
      loudest = Math.max(loudest, Math.sqrt(sum / window / 2));
    }
    found[name] = { seconds: sound.duration, asked: RECIPES[name][1], peak, loudest, wrong };
  }
  return found;
}
"""


def test_every_sound_is_as_long_as_it_says_and_none_is_louder_than_the_others(server, house):
    page = house.screen(f"{server.url}/")
    found = page.evaluate(RENDER)
    assert len(found) == SOUNDS
    for name, sound in found.items():
        assert abs(sound["seconds"] - sound["asked"]) < 0.01 and sound["wrong"] == 0, (name, sound)
        assert sound["peak"] <= 0.98, (name, sound)
        assert 0.12 <= sound["loudest"] <= 0.17, (name, sound)
