"""How screens and consoles hear of the day: late, after a gap, in the order of the log; and what they may say to it."""

from datetime import datetime

import pytest

from callers import admit
from days import MONDAY, ZONE, Day, a_day, passed
from floors import two_floors
from server import Server
from viewer import IN_SEQUENCE, Viewer, expect_contiguous

TEXT = "今天大家都很拼，明天继续！"


def test_a_screen_that_joins_late_knows_the_day(open_day):
    day = open_day(f"{MONDAY}T17:00")
    day.sell("1")
    assert day.direct("start", show="ceremony")[0] == 201
    with Viewer(day) as screen:
        assert screen.expect_latest("show")["day"] == MONDAY  # with the snapshot, or right behind it
        passed(day, screen, f"{MONDAY}T17:00")
        screen.expect_offset(day.offset)
    with Viewer(day) as screen:
        snapshot = screen.expect_kind("snapshot")
        assert (snapshot["day"], snapshot["rhythm"]["day"]) == (MONDAY, MONDAY)
        assert snapshot["broadcast"]["minute"] == 17 * 60
        assert (snapshot["show"]["id"], snapshot["show"]["anchor"]["step"]) == (f"ceremony/BJ/{MONDAY}", 0)
        assert "phase" not in snapshot, "no phase of today has been called"
    day.terminate()
    day.begin("2026-11-24T07:00")
    with Viewer(day) as screen:
        snapshot = screen.expect_kind("snapshot")
        assert snapshot["rhythm"]["day"] == "2026-11-24"
        assert [part for part in ("phase", "broadcast", "show") if part in snapshot] == [], "that was yesterday"


def test_a_screen_that_resumes_gets_what_it_missed_in_its_order(open_day):
    day = open_day(f"{MONDAY}T17:59:58")
    with Viewer(day) as steady:
        with Viewer(day) as screen:
            screen.expect_kind("snapshot")
            day.sell("1")
            screen.expect_offset(day.offset)
            position = screen.position
        show = steady.expect_kind("show")
        day.sell("2", amount="20000.00")
        day.direct("hold")
        day.direct("skip")
        steady.expect_offset(day.offset)
        with Viewer(day, position=position) as screen:
            resumed = screen.expect_kind("resumed")
            assert resumed["from"] == position["offset"]
            screen.expect_offset(day.offset)
            missed, chain = ([
                frame for frame in viewer.frames if frame["kind"] in IN_SEQUENCE and frame["offset"] > position["offset"]]
                for viewer in (screen, steady))
            assert missed == chain, "the same frames, word for word"
            assert missed[0]["prev"] == position["offset"]
            assert [frame["kind"] for frame in chain if frame["kind"] != "standings"] == ["phase", "show", "announcement", "show", "show"]
        assert show["show"]["id"] == f"ceremony/BJ/{MONDAY}"
        expect_contiguous(steady.frames)


def test_a_page_that_asks_for_the_time_gets_it_with_what_it_sent(open_day):
    day = open_day(f"{MONDAY}T10:30")
    with Viewer(day) as screen:
        screen.expect_kind("snapshot")
        for sent in (0, 1_234, 98_765.5, -1):
            screen.say(kind="time", sent=sent)
            answer = screen.expect("the time", lambda f: f["kind"] == "time" and f["sent"] == sent)
            assert set(answer) == {"kind", "sent", "time"}
        times = [frame["time"] for frame in screen.of("time")]
        assert times == sorted(times) and times[-1] - screen.of("welcome")[0]["time"] < 5_000
        for wrong in ({}, {"sent": "12"}, {"sent": None}, {"sent": []}):
            errors = len(screen.of("error"))
            screen.say(kind="time", **wrong)
            problem = screen.expect_kind("error", errors + 1)["problem"]
            assert (problem["status"], [fault["field"] for fault in problem["errors"]]) == (422, ["sent"])
        screen.say(kind="time", sent=77)
        screen.expect("the connection stays", lambda f: f["kind"] == "time" and f["sent"] == 77)
    with Viewer(day, role=None) as stranger:
        stranger.say(kind="time", sent=1)
        assert stranger.expect_kind("error")["problem"]["status"] in (401, 422), "first comes hello"


WRONG_CHANGES = {
    "it does not say what": ({"action": ...}, ["action"]),
    "it is no action": ({"action": "dance"}, ["action"]),
    "it is the server's own": ({"action": "reset"}, ["action"]),
    "it has no id": ({"id": ...}, ["id"]),
    "it names no site": ({"site": ...}, ["site"]),
    "the site does not exist": ({"site": "XX"}, ["site"]),
    "it does not say which show begins": ({"action": "start"}, ["show"]),
    "it is no show": ({"action": "start", "show": "circus"}, ["show"]),
}
WRONG_COMMENTARIES = {
    "it has no id": ({"id": ...}, ["id"]),
    "it names no site": ({"site": ...}, ["site"]),
    "the site does not exist": ({"site": "XX"}, ["site"]),
    "it has no words": ({"text": ...}, ["text"]),
    "its words are a number": ({"text": 5}, ["text"]),
    "it is too long": ({"text": "好" * 201}, ["text"]),
    "its day is none": ({"day": "2026-11-31"}, ["day"]),
    "its day is long ago": ({"day": "2026-11-15"}, ["day"]),
    "its day is too far ahead": ({"day": "2026-12-25"}, ["day"]),
}


@pytest.fixture(scope="module")
def morning(tmp_path_factory):
    day = Day(tmp_path_factory.mktemp("morning"), a_day(), f"{MONDAY}T10:30")
    yield day
    day.end()


@pytest.mark.parametrize("to, body, wrong", [
    (to, body, wrong) for to, body, all_wrong in (
        ("shows/changes", {"id": "c-1", "site": "BJ", "action": "hold"}, WRONG_CHANGES),
        ("commentaries", {"id": "c-1", "site": "BJ", "text": TEXT}, WRONG_COMMENTARIES)) for wrong in all_wrong.items()],
    ids=lambda value: value[0] if isinstance(value, tuple) else value if isinstance(value, str) else "")
def test_what_is_wrong_names_its_field_and_changes_nothing(morning, to, body, wrong):
    changes, fields = wrong[1]
    body = {part: value for part, value in {**body, **changes}.items() if value is not ...}
    assert morning.refuse(to, **body) == (422, fields)
    noun = {"shows/changes": "show_change", "commentaries": "commentary"}[to]
    with Viewer(morning, role="console") as console:
        console.expect_kind("snapshot")
        error = console.send(noun, **body)
        assert [fault["field"] for fault in error["problem"]["errors"]] == [f"{noun}.{field}" for field in fields]


def test_a_show_that_is_not_on_stage_cannot_be_directed(morning):
    for action in ("hold", "resume", "skip", "back", "repeat", "abort"):
        assert morning.refuse("shows/changes", id="c-1", site="BJ", action=action) == (409, ["action"])


def test_a_commentary_that_is_sent_again_is_the_same(morning):
    first = morning.record("commentaries", "w-1", site="BJ", day=MONDAY, text=TEXT)
    assert (first["kind"], first["id"]) == ("commentary", "w-1")
    assert morning.post({"id": "w-1", "site": "BJ", "day": MONDAY, "text": TEXT}, to="commentaries") == (200, {**first, "duplicate": True})
    assert morning.refuse("commentaries", id="w-1", site="BJ", day=MONDAY, text="别的") == (409, ["id"])


ALLOWED = {"admin": 201, "assistant": 201, "assistant of BJ": 201}


def test_only_assistants_and_sales_operations_direct_shows_and_write_commentaries(tmp_path):
    """By the machine's clock, since the demo lets nobody in from afar: on a day off, so that nothing comes of itself."""
    day_off = 1 + (datetime.now(ZONE).isoweekday() + 2) % 7
    floor = a_day(steps=60, on=two_floors(), working_days=[day_off])
    tokens = admit(floor)
    server = Server(tmp_path, floor)
    try:
        for name, token in {None: None, **tokens}.items():
            status = ALLOWED.get(name, 403) if name else 401
            body = {"id": f"w {name}", "site": "BJ", "text": TEXT}
            assert server.post(body, token, to="commentaries")[0] == status, name
            if status != 201:
                body = {"id": f"s {name}", "site": "BJ", "action": "start", "show": "ceremony"}
                assert server.post(body, token, to="shows/changes")[0] == status, name
        for to, more in (("shows/changes", {"action": "start", "show": "ceremony"}), ("commentaries", {"text": TEXT})):
            assert server.refuse(to, tokens["assistant of BJ"], id="abroad", site="DE", **more) == (403, ["site"])
        assert server.refuse("shows/changes", tokens["admin"], id="none", site="DE", action="start", show="ceremony") == (
            422, ["show"]), "a site without a timetable has no shows"
        begun = server.record("shows/changes", "s-1", tokens["assistant of BJ"], site="BJ", action="start", show="ceremony")
        for name, token in tokens.items():
            body = {"id": f"h {name}", "site": "BJ", "action": "repeat"}
            assert server.post(body, token, to="shows/changes")[0] == ALLOWED.get(name, 403), name
        with Viewer(server, bearer=tokens["screen of BJ"]) as screen:
            assert screen.expect_latest("show", lambda show: show["by"] == "assistant of BJ")["offset"] == begun["offset"]
            screen.say(kind="show_change", ref="1", show_change={"id": "mine", "site": "BJ", "action": "abort"})
            assert screen.expect_kind("error")["problem"]["status"] == 403, "a screen says nothing"
    finally:
        server.end()
