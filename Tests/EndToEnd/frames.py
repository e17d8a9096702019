"""Measures how soon a wall opens, and what moving costs it: own script in a frame, and frames dropped, while rows travel,
while a takeover comes on, and while its confetti flies.

  Tests/EndToEnd/frames.py [--binary .build/release/floorcast] [--size 1920x1080] [--runs 3] [--cases "rank moves,big_3"]

A trace of three seconds begins 0.7 s after the start, each in a browser of its own; the median of the runs is said. Nothing
is asserted: frames on a machine that does something else say nothing.
"""

import argparse
import json
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path

PLAYS = ("big_3", "big_2", "big_1", "first_of_month", "first_of_week", "first_of_day")
CASES = ("opening", "rank moves", *(case for kind in PLAYS for case in (kind, f"{kind} confetti")))

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--binary")
parser.add_argument("--size", default="1920x1080")
parser.add_argument("--runs", type=int, default=3)
parser.add_argument("--cases", default=",".join(CASES))
arguments = parser.parse_args()
if arguments.binary:
    os.environ["FLOORCAST_BINARY"] = arguments.binary

from playwright.sync_api import sync_playwright  # noqa: E402

from days import Day  # noqa: E402
from floors import a_floor  # noqa: E402

TRACE, AFTER = 3_000, 700
FRAME = 1_000_000 / 60
COUNT = TRACE * 60 // 1_000
SCRIPT = ("FunctionCall", "FireAnimationFrame", "TimerFire", "EvaluateScript")
WORK = ("Layout", "UpdateLayoutTree", "RecalculateStyles")


def traced(page, browser, during=lambda: None):
    """The events of three seconds, and what happened in them."""
    session = browser.new_browser_cdp_session()
    events, over = [], []
    session.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    session.on("Tracing.tracingComplete", lambda _: over.append(True))
    session.send("Tracing.start", {
        "transferMode": "ReportEvents", "traceConfig": {"includedCategories": ["benchmark", "cc", "devtools.timeline"]}})
    began = time.monotonic()
    during()
    page.wait_for_timeout(TRACE - 1_000 * (time.monotonic() - began))
    session.send("Tracing.end")
    while not over:
        page.wait_for_timeout(50)
    return events


def figures(events):
    """p99 and most of our own script in a frame (ms of the processor's time; on two cores it often waits for one, and `p99 with
    waiting` is by the clock), the share of frames dropped (%), layouts and styles in the second half."""
    main = [event for event in events if event.get("ph") == "X"]
    begin = min(event["ts"] for event in events if event["name"] == "PipelineReporter" and event.get("ph") == "b")
    script = sorted((event["ts"], event["dur"], event.get("tdur", event["dur"])) for event in main if event["name"] in SCRIPT)
    spent, waited, end = {}, {}, 0
    for at, lasts, runs in script:
        if at < end:  # a call within a call counts once
            continue
        end = at + lasts
        frame = int((at - begin) // FRAME)
        spent[frame] = spent.get(frame, 0) + runs / 1000
        waited[frame] = waited.get(frame, 0) + lasts / 1000
    states = [
        state for event in events if event["name"] == "PipelineReporter" and event.get("ph") == "b"
        for state in [next((value.get("state") for value in event.get("args", {}).values() if isinstance(value, dict) and "state" in value), None)]]
    dropped = sum(state == "STATE_DROPPED" for state in states)
    busy = sum(event["name"] in WORK and event["ts"] > begin + TRACE * 500 for event in main)

    def p99(times):
        return ([0] * COUNT + sorted(times.values()))[-max(1, COUNT // 100) - 1]

    return {
        "script p99": p99(spent), "script most": max(spent.values(), default=0), "p99 with waiting": p99(waited),
        "dropped %": 100 * dropped / max(1, len(states)), "frames": len(states), "layouts and styles in the second half": busy}


OPENED = """() => {
  addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
    if (document.querySelector('.row')) window.opened ??= performance.now();
  }).observe(document.body, { subtree: true, childList: true }));
}"""
"""Remembers when the board was there (ms since the address was entered)."""


BIG = {"big_1": "12800.00", "big_2": "68000.00", "big_3": "188000.00"}
FIRSTS = {"first_of_month": "2026-12-01T10:10:00", "first_of_week": "2026-12-07T10:10:00", "first_of_day": "2026-12-08T10:10:00"}
"""When somebody is the first of a period and of no longer one, if there was a deal at each of the times before."""


def floor_before(folder, case):
    """A server on which the next deal is what is measured."""
    day = Day(folder, a_floor(), next(iter(FIRSTS.values())))
    for kind, at in FIRSTS.items():
        if kind == case:
            return day
        day.sell(f"before {kind}", agent="a01", amount="90.00")
        if kind != list(FIRSTS)[-1]:
            day.terminate()
            day.begin(FIRSTS[list(FIRSTS)[list(FIRSTS).index(kind) + 1]])
    for number in range(12):
        day.sell(f"before {number}", agent=f"a0{number % 3 + 1}", amount=f"{100 + number}.00")
    return day


def opening(page):
    paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    return {"first paint": page.evaluate(paint), "board": page.evaluate("opened")}


def rank_moves(page, browser, day):
    sales = iter(range(1_000))

    def overtake():
        number = next(sales)
        day.sell(f"overtakes {number}", agent=f"a0{number % 3 + 1}", amount=f"{700 + 300 * number}.00")

    def moves():
        for _ in range(4):
            overtake()
            page.wait_for_timeout(650)

    overtake()
    page.wait_for_timeout(AFTER)
    return figures(traced(page, browser, moves))


def takeover(page, browser, day, kind, is_confetti):
    """It comes on, or its confetti flies."""
    day.sell("it", agent="a02", amount=BIG.get(kind, "1980.00"), product="集团专线三年")
    page.wait_for_selector(f"takeover-stage[data-kind={kind}]", state="visible")
    if is_confetti:
        page.wait_for_function("() => document.querySelector('takeover-stage .piece').getAnimations().length")
    page.wait_for_timeout(AFTER)
    return figures(traced(page, browser))


def run(playwright, case, size):
    kind, _, confetti = case.partition(" ")
    with tempfile.TemporaryDirectory() as folder:
        day = floor_before(Path(folder), kind)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), headless=True)
        try:
            page = browser.new_page(viewport=dict(zip(("width", "height"), map(int, size.split("x")))))
            page.add_init_script(f"({OPENED})()")
            page.goto(f"{day.url}/wall/")
            page.wait_for_function("() => document.body.classList.contains('known')")
            page.wait_for_timeout(3_000)
            if case == "opening":
                return opening(page)
            return rank_moves(page, browser, day) if case == "rank moves" else takeover(page, browser, day, kind, confetti)
        finally:
            browser.close()
            day.end()


with sync_playwright() as playwright:
    for case in arguments.cases.split(","):
        runs = [run(playwright, case, arguments.size) for _ in range(arguments.runs)]
        print(json.dumps({"case": case, "size": arguments.size, **{
            name: round(statistics.median(one[name] for one in runs), 2) for name in runs[0]}}), flush=True)
