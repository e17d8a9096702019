"""A day of a log is played again, as it was; and the log is not touched."""

import shutil
from pathlib import Path
from tempfile import mkdtemp

import pytest

from days import MONDAY, SATURDAY, Day, a_day, instant
from server import Server, floorcast
from test_media import bring, brought, fetch, png
from viewer import Viewer, expect_contiguous

CONTENT = ("announcement", "correction", "phase", "broadcast", "show", "notice")
"""What screens are told of, one after the other; boards come when there is time."""


def content(frames):
    """What a screen was told, but for which frame came before it."""
    return [{part: value for part, value in frame.items() if part != "prev"} for frame in frames if frame["kind"] in CONTENT]


class Recorded:
    """A day that was played, what its screens were told, and its log."""

    def __init__(self, folder):
        self.floor, self.told = a_day(), {}
        self.day = day = Day(folder, self.floor, f"{MONDAY}T16:40")
        try:
            with Viewer(day) as screen:
                day.record("commentaries", "w-1", site="BJ", text="明天继续！")
                self.photo = brought(day, "photo", png(), "image/png")
                day.sell("1", "a01", "500.00")
                day.sell("2", "a03", "12000.00")
                day.record("notices", "w-2", text="今晚团建")
                self.keep(screen)
            day.terminate()
            day.begin(f"{MONDAY}T17:00")
            with Viewer(day) as screen:
                screen.expect_latest("broadcast")
                assert day.correct("k-1", "2", "void")[0] == 201
                day.sell("3", "a02", "800.00")
                self.keep(screen)
            day.terminate()
            day.begin(f"{MONDAY}T17:59:59")
            with Viewer(day) as screen:
                screen.expect_latest("show")
                self.keep(screen)
                assert day.direct("skip")[0] == 201
                self.keep(screen)
        finally:
            day.end()
        self.log = day.entries()

    def keep(self, screen):
        """Keeps everything that is in the log by now: what came late to a screen, from its snapshot."""
        screen.expect_offset(self.day.offset)
        [snapshot] = screen.of("snapshot")
        brought = [
            {"kind": kind, "offset": snapshot[kind]["offset"], kind: snapshot[kind]}
            for kind in ("phase", "broadcast", "show") if kind in snapshot]
        for frame in brought + content(screen.frames):
            self.told.setdefault(frame["offset"], frame)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    return Recorded(tmp_path_factory.mktemp("recorded"))


class Again(Server):
    """`floorcast replay` on a copy of a log."""

    def __init__(self, folder, recorded, day, **options):
        shutil.copytree(recorded.day.data, folder / "data")
        arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
        super().__init__(folder, recorded.floor, "replay", [day, *arguments])


@pytest.fixture
def rerun(recorded, tmp_path):
    """Plays a day again."""
    servers = []

    def play(day=MONDAY, begin="00:00", speed=1):
        servers.append(Again(Path(mkdtemp(dir=tmp_path)), recorded, day, speed=speed, **{"from": begin}))
        return servers[-1]

    yield play
    for server in servers:
        server.end()


def test_a_rerun_tells_a_wall_what_the_day_told(recorded, rerun):
    again = rerun(begin="16:00", speed=3600)
    with Viewer(again) as screen:
        screen.expect_kind("show", 2)
        snapshot = screen.expect_kind("snapshot")
        assert snapshot["total"] == {"amount": 0, "deals": 0}, "it begins before the first sale"
        told = content(screen.frames)
        assert [frame["kind"] for frame in told] == [
            "announcement", "announcement", "notice", "broadcast", "correction", "announcement", "phase", "show", "show"]
        assert told == [frame for _, frame in sorted(recorded.told.items())], "word for word"
        expect_contiguous(screen.frames)
        assert screen.of("welcome")[0]["rate"] == 3600
    assert f"{MONDAY} is played again from 16:00 on: " in again.said[0] and "3600 times as fast" in again.said[0]


def test_a_rerun_plays_a_show_in_real_time_from_its_first_step(recorded, rerun):
    """However fast the day before it went by."""
    again = rerun(begin="17:30", speed=3600)
    with Viewer(again) as screen:
        show = screen.expect_kind("show")["show"]
        assert screen.time < show["anchor"]["at"] + 5_000, "the fast clock has not run through it"


def test_a_rerun_records_nothing_and_leaves_the_log_as_it_was(recorded, rerun, open_day):
    again = rerun(speed=60)
    for to, body in (
        ("sales", {"id": "new", "agent": "a01", "product": "年费", "amount": "1.00"}),
        ("shows/changes", {"id": "new", "site": "BJ", "action": "start", "show": "ceremony"}),
        ("commentaries", {"id": "new", "site": "BJ", "text": "不行"})):
        status, problem = again.post(body, to=to)
        assert (status, problem["status"]) == (409, 409) and MONDAY in problem["detail"]
    with Viewer(again, role="console") as console:
        console.expect_kind("snapshot")
        assert console.sell("new")["problem"]["status"] == 409
    again.end()
    day = open_day(f"{MONDAY}T18:30", log=again.data)
    assert day.entries()[:len(recorded.log)] == recorded.log, "not a byte of an entry is another one"
    assert day.sell("1", "a01", "500.00")["duplicate"] is True and day.offset == len(recorded.log), "and the day goes on"


def test_a_rerun_shows_the_photos_of_its_day_and_takes_no_other(recorded, rerun):
    again = rerun(begin="16:59")
    with Viewer(again) as screen:
        rows = {row["id"]: row.get("photo") for row in screen.expect_kind("snapshot")["agents"]}
        assert rows == {"a01": recorded.photo, "a03": None}
    assert fetch(again, recorded.photo)[2] == png()
    assert bring(again, "photo", png((0, 0, 0)), "image/png")[0] == 409
    assert [file.name for file in (again.data / "media").iterdir()] == [recorded.photo.rpartition("/")[2]]


def test_a_rerun_begins_in_the_middle_with_what_was_known_then(rerun):
    again = rerun(begin="16:59")
    with Viewer(again) as screen:
        snapshot = screen.expect_kind("snapshot")
        assert [(row["id"], row["amount"]) for row in snapshot["agents"]] == [("a03", 1_200_000), ("a01", 50_000)]
        assert [part for part in ("phase", "broadcast", "show") if part in snapshot] == []
        assert 0 <= screen.time - instant(f"{MONDAY}T16:59") < 30_000
        assert content(screen.frames) == []
    again = rerun(begin="17:30")
    with Viewer(again) as screen:
        snapshot = screen.expect_kind("snapshot")
        assert snapshot["total"] == {"amount": 130_000, "deals": 2}, "what was voided by then does not count"
        assert snapshot["broadcast"]["minute"] == 17 * 60


@pytest.mark.parametrize("day", [SATURDAY, "2027-03-01"])
def test_a_day_that_is_not_in_the_log_is_served_empty(rerun, day):
    with Viewer(rerun(day)) as screen:
        snapshot = screen.expect_kind("snapshot")
        assert (snapshot["day"], snapshot["total"]) == (day, {"amount": 0, "deals": 0})


def test_what_cannot_be_played_again_is_told(recorded, open_day, tmp_path):
    day = open_day(f"{MONDAY}T18:30", log=recorded.day.data)
    common = ["--data", day.data, "--config", day.config, "--port", 0]
    for arguments, part in (
        (["monday", *common], "day is monday"), ([MONDAY, "--from", "25:00", *common], "--from is 25:00"),
        ([MONDAY, "--speed", "0", *common], "--speed is 0"), ([MONDAY, "--speed", "3601", *common], "--speed is 3601"),
        ([MONDAY, "--config", day.config], "--data"), ([MONDAY, *common, "--config", tmp_path / "none.json"], "none.json"),
        ([MONDAY, "--site", "XX", *common], "site is XX (allowed: BJ)"), ([MONDAY, *common], "in use")):
        refusal = floorcast("replay", *arguments)
        assert refusal.returncode != 0 and part in refusal.stderr, refusal
