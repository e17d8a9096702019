"""Working days for the plays, small enough to have in one's head, and a server whose clock begins where the play does."""

import json
import shutil
import sqlite3
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from floors import a_floor
from server import Server
from waiting import wait_until

ZONE = ZoneInfo("Asia/Shanghai")
FRIDAY, SATURDAY, MONDAY, TUESDAY = "2026-11-20", "2026-11-21", "2026-11-23", "2026-11-24"
FIRST = "2026-12-01"
"""The first working day of a month: a Tuesday."""

PHASES = [  # id, from, to, name, and what else there is
    ("warm-up", "08:30", "09:00", "战前准备", {}),
    ("calls", "09:00", "12:30", "攻城略地", {"sound": "drums"}),
    ("rest", "12:30", "12:55", "小憩", {"quiet": True, "scene": "quiet"}),
    ("wake-up", "12:55", "13:10", "战鼓再响", {"sound": "drums"}),
    ("count", "17:30", "18:00", "清点战果", {"sound": "chime"}),
    ("report", "18:00", "18:10", "战报传来", {}),
]
TITLE = {"zh-CN": "开拓能手", "en": "Top Sales"}
HONOURS = [
    {"id": "day", "title": TITLE, "reward": {"what": "50 元超市卡", "days": 1, "presenter": "销售总监"}},
    {"id": "week", "title": {"zh-CN": "周度开拓能手", "en": "Top Sales of the Week"}},
    {"id": "month", "title": {"zh-CN": "月度开拓能手", "en": "Top Sales of the Month"},
     "reward": {"what": "带薪休假一天", "days": 7, "presenter": "总经理"}},
    {"id": "team", "title": {"zh-CN": "冠军团队", "en": "Top Team"}},
]
SCENES = ["opening", "company", "team", "teams", "top_team", "top_sales", "countdown", "winner", "applause", "closing"]


def a_day(steps=1, on=None, **site):
    """A floor (the small one) with a timetable at its first site; each picture of a show takes so many seconds. Keywords
    go into the site."""
    floor = {**(on or a_floor()), "honours": HONOURS}
    floor["sites"][0] |= {
        "time_zone": "Asia/Shanghai", "working_days": [1, 2, 3, 4, 5],
        "working_hours": [["09:00", "12:00"], ["13:00", "18:00"]],
        "rhythm": {
            "phases": [
                {"id": id, "from": begin, "to": end, "name": {"zh-CN": name, "en": id.capitalize()}, **more}
                for id, begin, end, name, more in PHASES],
            "ceremony": {
                "at": "18:00", "seconds": {**dict.fromkeys(SCENES, steps), "teams": 2 * steps},
                "honours": {"day": "day", "week": "week", "month": "month", "team": "team"}},
            "greeting": "08:30"},
    } | site
    return floor


def with_targets(floor, **monthly):
    """Gives people a target for every month."""
    for agent in floor["agents"]:
        if agent["id"] in monthly:
            agent["target"] = monthly[agent["id"]]
    return floor


def instant(text):
    """The Unix milliseconds of a time at the site: `2026-11-23T18:00`."""
    return round(datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp() * 1000)


def passed(day, screen, text):
    """The clock has passed a time, and what came due then is in the log."""
    wait_until(lambda: screen.time > instant(text), f"the clock shows {text}")
    day.sell(f"after {text}", agent="路人甲")  # whatever is due goes before it


class Day(Server):
    """A floor nobody but the play sells on, whose clock begins at `at`, e.g. `2026-11-23T17:59:59`."""

    def __init__(self, folder, floor, at, log=None, cut=None, **clock):
        """`log`: the folder of a log that is copied; `cut`: only so many entries of it."""
        if log:
            shutil.copytree(log, folder / "data")
        if cut:
            _cut(folder / "data/journal.sqlite", cut)
        super().__init__(folder, floor, "demo", _clock(at, **clock))

    def begin(self, at, **clock):
        """Starts it again on its log, at its address, at another time."""
        self.arguments = _clock(at, **clock)
        self.start(port=self.port)

    def direct(self, action, id=None, **more):
        """Directs the show: returns the status and the JSON of the answer."""
        return self.post({"id": id or f"{action} at {self.offset}", "site": "BJ", "action": action, **more}, to="shows/changes")

    @property
    def awards(self):
        """The hall of fame, by the awards' ids."""
        return {award["id"]: award for award in self.look("awards")["awards"]}

    def keys(self, of=("phase", "hourly", "recap", "ceremony", "greeting", "award")):
        """The keys of what the clock brought, in the order of the log."""
        return [key for key, _ in self.entries() if key.split("/")[0] in of]

    def entries(self):
        """Keys and bodies of a copy of the log, which its server holds for itself."""
        with tempfile.TemporaryDirectory() as folder:
            for file in self.data.glob("journal.sqlite*"):
                shutil.copy(file, folder)
            log = sqlite3.connect(Path(folder) / "journal.sqlite")
            try:
                return [(key.decode(), body) for key, body in log.execute("SELECT key, body FROM entry ORDER BY offset")]
            finally:
                log.close()

    def entry(self, key):
        """The body of an entry that is kept as JSON."""
        [body] = [body for known, body in self.entries() if known == key]
        return json.loads(body)


def _cut(journal, length):
    """As after a crash behind an entry, whose successors nobody was told of."""
    journal.with_name("journal.lock").unlink()
    log = sqlite3.connect(journal)
    log.execute("DELETE FROM entry WHERE offset > ?", (length,))
    log.commit()
    log.close()


def _clock(at, speed=1, past=False):
    return ["--no-sellers", *(["--past"] if past else []), "--at", at, "--speed", speed]
