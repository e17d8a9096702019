"""Measures how soon a wall opens, and what moving costs it: own script in a frame, and frames dropped, while rows travel and
while a takeover comes on, and while its confetti flies.

  Tests/EndToEnd/frames.py [--binary .build/release/floorcast] [--size 1920x1080] [--runs 3]

A trace of three seconds begins 0.7 s after the start, each in a browser of its own; the median of the runs is said. Nothing
is asserted: frames on a machine that does something else say nothing.
"""

import argparse
import json
import os
import shutil
import statistics
import tempfile
from pathlib import Path

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--binary")
parser.add_argument("--size", default="1920x1080")
parser.add_argument("--runs", type=int, default=3)
arguments = parser.parse_args()
if arguments.binary:
    os.environ["FLOORCAST_BINARY"] = arguments.binary

from playwright.sync_api import sync_playwright  # noqa: E402

from floors import a_floor  # noqa: E402
from server import Server  # noqa: E402

TRACE, AFTER = 3_000, 700
SCRIPT = ("FunctionCall", "FireAnimationFrame", "TimerFire", "EvaluateScript")
WORK = ("Layout", "UpdateLayoutTree", "RecalculateStyles")


def traced(page, browser, during):
    """The events of three seconds, and what happened in them."""
    session = browser.new_browser_cdp_session()
    events, over = [], []
    session.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    session.on("Tracing.tracingComplete", lambda _: over.append(True))
    session.send("Tracing.start", {
        "transferMode": "ReportEvents", "traceConfig": {"includedCategories": ["benchmark", "cc", "devtools.timeline"]}})
    during()
    page.wait_for_timeout(TRACE)
    session.send("Tracing.end")
    while not over:
        page.wait_for_timeout(50)
    return events


def figures(events):
    """p99 and most of our own script in a frame (ms), the share of frames dropped (%), layouts and styles in the second half."""
    main = [event for event in events if event.get("ph") == "X"]
    frames = sorted(event["ts"] for event in events if event["name"] == "PipelineReporter" and event.get("ph") == "b")
    script = sorted((event["ts"], event.get("dur", 0)) for event in main if event["name"] in SCRIPT)
    outer, end = [], 0
    for begin, takes in script:  # calls within calls count once
        if begin >= end:
            outer.append((begin, takes))
            end = begin + takes
    spent, index = [], 0
    for begin, after in zip(frames, frames[1:]):
        total = 0
        while index < len(outer) and outer[index][0] < after:
            if outer[index][0] >= begin:
                total += outer[index][1]
            index += 1
        spent.append(total / 1000)
    states = [
        state for event in events if event["name"] == "PipelineReporter" and event.get("ph") == "b"
        for state in [next((value.get("state") for value in event.get("args", {}).values() if isinstance(value, dict) and "state" in value), None)]]
    dropped = sum(state == "STATE_DROPPED" for state in states)
    half = frames[len(frames) // 2] if frames else 0
    busy = sum(event["name"] in WORK and event["ts"] > half for event in main)
    spent.sort()
    return {
        "script p99": spent[int(len(spent) * 0.99)] if spent else 0, "script most": spent[-1] if spent else 0,
        "dropped %": 100 * dropped / max(1, len(states)), "frames": len(states), "layouts and styles in the second half": busy}


OPENED = """() => {
  addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
    if (document.querySelector('.row')) window.opened ??= performance.now();
  }).observe(document.body, { subtree: true, childList: true }));
}"""
"""Remembers when the board was there (ms since the address was entered)."""


def run(playwright, case, size):
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder), a_floor())
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), headless=True)
        try:
            for number in range(12):
                server.sell(f"before {number}", agent=f"a0{number % 3 + 1}", amount=f"{100 + number}.00")
            page = browser.new_page(viewport=dict(zip(("width", "height"), map(int, size.split("x")))))
            page.add_init_script(f"({OPENED})()")
            page.goto(f"{server.url}/wall/")
            page.wait_for_function("() => document.body.classList.contains('known')")
            page.wait_for_timeout(3_000)
            if case == "opening":
                paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
                return {"first paint": page.evaluate(paint), "board": page.evaluate("opened")}
            sales = iter(range(1_000))

            def overtake():
                number = next(sales)
                server.sell(f"{case} {number}", agent=f"a0{number % 3 + 1}", amount=f"{700 + 300 * number}.00")

            if case in ("takeover", "confetti"):
                server.sell("big", agent="a02", amount="188000.00", product="集团专线三年")
                page.wait_for_selector("takeover-stage", state="visible")
                if case == "confetti":
                    page.wait_for_function("() => document.querySelector('takeover-stage .piece').getAnimations().length")
                page.wait_for_timeout(AFTER)
                return figures(traced(page, browser, lambda: None))

            def moves():
                for _ in range(4):
                    overtake()
                    page.wait_for_timeout(650)

            overtake()
            page.wait_for_timeout(AFTER)
            return figures(traced(page, browser, moves))
        finally:
            browser.close()
            server.end()


with sync_playwright() as playwright:
    for case in ("opening", "rank moves", "takeover", "confetti"):
        runs = [run(playwright, case, arguments.size) for _ in range(arguments.runs)]
        print(json.dumps({"case": case, "size": arguments.size, **{
            name: round(statistics.median(one[name] for one in runs), 2) for name in runs[0]}}))
