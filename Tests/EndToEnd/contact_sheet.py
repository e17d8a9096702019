"""Photographs every scene and every takeover on real walls: `make screens`.

  Tests/EndToEnd/contact_sheet.py OUT [--only scenes|takeovers|ceremony] [--themes night,festive]

One floor with a past, screens of three sizes in two languages, each paired as in a real room; one PNG for each picture in
OUT/<theme>/<picture>/<language>-<size>.png, and contact sheets of them in OUT.
"""

import argparse
import json
import re
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from days import Day
from server import ROOT
from waiting import wait_until

SIZES = {"1920x1080": (1920, 1080), "3840x2160": (3840, 2160), "1080x1920": (1080, 1920)}
LANGUAGES = ("zh-CN", "en")
SCENES = ["standings", "podium", "teams", "pace", "sites", "feed", "fame", "honours", "message", "morning", "greeting", "quiet"]
MINUTE = 60_000
SETTLED = 1_400
"""A scene has slid in and its figures have counted up (ms)."""
SHOWN = 4_200
"""A takeover has told everything (ms from its first frame)."""


def the_floor(theme):
    """The shipped floor, with a playlist for every scene, and a second site."""
    lines = (ROOT / "config/floor.json").read_text("utf-8").split("\n")
    floor = json.loads("\n".join(line for line in lines if not line.strip().startswith("//")))
    names = {"zh-CN": "照相", "en": "Photograph"}
    floor["screens"]["playlists"] = [
        {"id": scene, "name": names, "scenes": [{"scene": scene, "seconds": 600}]} for scene in SCENES]
    floor["company"]["theme"] = theme
    floor["sites"].append({"id": "SH", "name": {"zh-CN": "上海职场", "en": "Shanghai"}, "target": "8000000.00"})
    floor["teams"].append({"id": "SH1", "site": "SH", "name": "破浪队"})
    floor["agents"] += [{"id": f"s{number}", "name": name, "team": "SH1"} for number, name in enumerate(("顾言", "沈知夏", "陆远"))]
    for site in floor["sites"]:
        for phase in site.get("rhythm", {}).get("phases", []):
            phase.pop("scene", None)  # a phase that prefers a scene would push the playlist's aside
    return floor


class Studio:
    """Walls of all sizes on one floor."""

    def __init__(self, browser, day, out, languages=LANGUAGES):
        self.day, self.out, self.pages = day, out, {}
        self.screens = []
        for language in languages:
            for size, (width, height) in SIZES.items():
                id, token = self._pair(f"{language} {size}", language)
                context = browser.new_context(viewport={"width": width, "height": height}, locale=language)
                page = context.new_page()
                page.goto(f"{day.url}/wall/#token={token}")
                page.wait_for_function("() => document.body.classList.contains('known')", timeout=60_000)
                self.screens.append(id)
                self.pages[f"{language}-{size}"] = page

    def _pair(self, name, language):
        status, pairing = self.day.post({}, to="pairings")
        assert status == 201, pairing
        screen = {"code": pairing["code"], "name": name, "site": "BJ", "lang": language, "playlist": SCENES[0]}
        status, answer = self.day.post(screen, to="screens")
        assert status in (200, 201), answer
        asked = []
        wait_until(lambda: asked.append(self._asked(pairing["key"])) or asked[-1]["state"] == "paired", "it is paired")
        return asked[-1]["screen"]["id"], asked[-1]["token"]

    def _asked(self, key):
        return self.day.look("pairings", key=key)

    def show(self, scene):
        for id in self.screens:
            status, answer = self.day.post({"id": id, "playlist": scene}, to="screens/changes")
            assert status in (200, 201), answer
        for page in self.pages.values():
            page.wait_for_selector(f'scene-stage [data-scene="{scene}"]:not([hidden])', timeout=6_000)
        self.pause(SETTLED)

    def pause(self, ms):
        next(iter(self.pages.values())).wait_for_timeout(ms)

    def wait(self, selector, timeout=40_000):
        for page in self.pages.values():
            page.wait_for_selector(selector, state="visible", timeout=timeout)

    def begin(self, at):
        """Goes to another time, and waits until every wall is there: a wall says only after a while that it is cut off."""
        self.day.terminate()
        self.day.begin(at)
        self.pause(8_000)
        for page in self.pages.values():
            page.wait_for_selector("body[data-phase=live]", timeout=40_000)

    def free(self):
        for page in self.pages.values():
            for stage in ("takeover-stage", "broadcast-stage", "phase-banner", "notice-banner", "show-stage"):
                page.wait_for_selector(stage, state="hidden", timeout=60_000)

    def photograph(self, picture):
        folder = self.out / picture
        folder.mkdir(parents=True, exist_ok=True)
        for name, page in self.pages.items():
            page.screenshot(path=folder / f"{name}.png")
        print(f"  {picture}", flush=True)

    def close(self):
        for page in self.pages.values():
            page.context.close()


def scenes(browser, theme, out):
    with tempfile.TemporaryDirectory() as folder:
        day = Day(Path(folder), the_floor(theme), "2026-11-24T15:20:00", past=True)
        try:
            day.post({"site": "BJ", "text": "今天 17:00 全员大会，请各组准时到场", "minutes": 120}, to="notices")
            studio = Studio(browser, day, out / theme)
            try:
                for scene in SCENES:
                    try:
                        studio.show(scene)
                    except Exception as error:  # a scene that has nothing to say is left out by the wall
                        print(f"  {scene}: not shown ({str(error).splitlines()[0]})")
                        continue
                    studio.photograph(f"scene-{scene}")
            finally:
                studio.close()
        finally:
            day.end()


def takeovers(browser, theme, out):
    for language in LANGUAGES:  # a takeover lasts as long as three photographs take
        _takeovers(browser, theme, out, language)


def _takeovers(browser, theme, out, language):
    with tempfile.TemporaryDirectory() as folder:
        day = Day(Path(folder), the_floor(theme), "2026-12-01T10:10:00")
        studio = Studio(browser, day, out / theme, [language])
        try:
            def sold(picture, id, **sale):
                day.sell(id, **sale)
                studio.wait("takeover-stage")
                studio.pause(SHOWN)
                studio.photograph(picture)
                studio.free()

            sold("first-of-month", "m", agent="a01", amount="2600.00", product="企业云通信年费")
            studio.begin("2026-12-07T10:10:00")
            sold("first-of-week", "w", agent="a08", amount="3800.00", product="智能外呼坐席")
            studio.begin("2026-12-08T10:10:00")
            sold("first-of-day", "d", agent="a15", amount="1980.00", product="客服坐席包月")
            for tier, amount in ((1, "12800.00"), (2, "68000.00"), (3, "188000.00")):
                sold(f"big-deal-{tier}", f"t{tier}", agent=f"a{tier + 19}", amount=amount, product="集团专线三年")
            day.post({"site": "BJ", "text": "消防演习 15:30 开始，请听从楼层引导", "minutes": 10, "spoken": True}, to="notices")
            studio.wait("notice-banner")
            studio.pause(2_000)
            studio.photograph("notice")
            studio.free()
            for picture, at, selector in (("phase", "2026-12-08T14:29:56", "phase-banner"), ("hour", "2026-12-08T14:59:56", "broadcast-stage")):
                day.terminate()
                day.begin(at)
                studio.wait(selector)
                studio.pause(6_500 if picture == "hour" else 1_500)
                studio.photograph(picture)
                studio.free()
        finally:
            studio.close()
            day.end()


def ceremony(browser, theme, out):
    with tempfile.TemporaryDirectory() as folder:
        day = Day(Path(folder), the_floor(theme), "2026-11-27T17:50:00")  # a Friday: the week's Top Sales too
        for number in range(30):
            day.sell(f"{number}", agent=f"a{number * 5 % 24 + 1:02d}", amount=f"{1500 + number * 7919 % 40000}.00", product="企业云通信年费")
        studio = Studio(browser, day, out / theme)
        try:
            status, answer = day.direct("start", show="ceremony")
            assert status == 201, answer
            studio.wait("show-stage")
            seen = set()
            for _ in range(30):
                studio.pause(2_600)
                step = next(iter(studio.pages.values())).evaluate("document.querySelector('show-stage').dataset.scene ?? ''")
                if step and step not in seen:
                    seen.add(step)
                    studio.photograph(f"ceremony-{step}")
                if step == "closing":
                    break
                if step != "countdown":  # it is over before anybody could skip it
                    day.direct("skip")
        finally:
            studio.close()
            day.end()


def sheets(browser, out, themes):
    """One page of thumbnails for each theme, language and size."""
    page = browser.new_page(viewport={"width": 1960, "height": 400})
    for theme in themes:
        pictures = sorted(folder for folder in (out / theme).glob("*") if folder.is_dir())
        for language in LANGUAGES:
            for size, (width, height) in SIZES.items():
                shown = [folder / f"{language}-{size}.png" for folder in pictures if (folder / f"{language}-{size}.png").exists()]
                columns = 6 if height > width else 4
                cells = "".join(
                    f"<figure><img src='file://{shot}'><figcaption>{re.sub('-', ' ', shot.parent.name)}</figcaption></figure>" for shot in shown)
                sheet = out / "sheet.html"
                sheet.write_text(
                    "<meta charset=utf-8><style>body{margin:10px;background:#222;color:#ddd;font:14px sans-serif;display:grid;gap:10px;"
                    f"grid-template-columns:repeat({columns},1fr)}}figure{{margin:0}}img{{width:100%}}</style>{cells}", "utf-8")
                page.goto(f"file://{sheet}")
                page.wait_for_function("() => [...document.images].every(({ complete }) => complete)")
                page.screenshot(path=out / f"{theme}-{language}-{size}.png", full_page=True)
                sheet.unlink()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", choices=["scenes", "takeovers", "ceremony"])
    parser.add_argument("--themes", default="night,festive")
    arguments = parser.parse_args()
    out, themes = arguments.out.absolute(), arguments.themes.split(",")
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), headless=True, args=["--autoplay-policy=no-user-gesture-required"])
        for theme in themes:
            print(theme, flush=True)
            for part in (scenes, takeovers, ceremony):
                if arguments.only in (None, part.__name__):
                    part(browser, theme, out)
        sheets(browser, out, themes)
        browser.close()
    print(f"contact sheets: {out}/*.png")


if __name__ == "__main__":
    main()
