"""What people put up on the screens by hand: shown at once, known to who joins later, taken down, over when its time is."""

import pytest

from callers import admit
from days import MONDAY
from floors import a_floor, two_floors
from viewer import Viewer, expect_contiguous

TEXT = "今晚七点团建，老地方见！"


def notices(viewer):
    """The notices that a screen was told of, in their order."""
    return [frame["notice"] for frame in viewer.of("notice")]


def up(server, **hello):
    """What a screen that joins now shows: ids, the newest last."""
    with Viewer(server, **hello) as screen:
        screen.expect_offset(server.offset)
        shown = [notice["id"] for notice in screen.expect_kind("snapshot")["notices"]]
        for notice in notices(screen):
            shown = [id for id in shown if id != notice["id"]] + ([] if "ended" in notice else [notice["id"]])
        return shown


def test_a_notice_is_shown_at_once_and_to_who_comes_later_until_it_is_taken_down(server):
    with Viewer(server) as screen, Viewer(server, role="console") as console:
        assert screen.expect_kind("snapshot")["notices"] == []
        put = server.record("notices", "n-1", text=TEXT, minutes=5, spoken=True)
        assert put == {"status": "recorded", "duplicate": False, "kind": "notice", "id": "n-1", "offset": server.offset}
        told = screen.expect_kind("notice")
        notice = told["notice"]
        assert told["offset"] == notice["offset"] == put["offset"]
        assert {key: notice[key] for key in ("id", "text", "spoken", "by")} == {
            "id": "n-1", "text": TEXT, "spoken": True, "by": "loopback"}
        assert notice["until"] - notice["at"] == 5 * 60_000 and "ended" not in notice
        assert console.expect_kind("notice") == told, "a console hears the same"
        assert up(server) == ["n-1"]
        server.record("notices", "n-2", text="x")
        assert up(server) == ["n-1", "n-2"]
        assert "spoken" not in screen.expect_kind("notice", 2)["notice"]
        end = server.record("notices/ends", "n-1")
        ended = screen.expect_kind("notice", 3)
        assert ended["offset"] == end["offset"] == server.offset
        assert ended["notice"] == {**notice, "ended": True}, "it is the same notice, which has ended"
        screen.expect_offset(end["offset"])
        expect_contiguous(screen.frames)
    assert up(server) == ["n-2"]


def test_a_screen_that_was_away_hears_of_it_in_its_turn(server):
    with Viewer(server) as screen:
        screen.expect_kind("snapshot")
        server.sell("1")
        screen.expect_offset(server.offset)
        position = screen.position
    put = server.record("notices", "n-1", text=TEXT)
    with Viewer(server, position=position) as screen:
        screen.expect_kind("resumed")
        assert screen.expect_kind("notice")["prev"] == position["offset"] and notices(screen)[0]["offset"] == put["offset"]


def test_it_survives_the_server_and_is_over_when_its_time_is(open_day):
    day = open_day(f"{MONDAY}T10:30", floor=a_floor())
    day.record("notices", "short", text="x", minutes=1)
    day.record("notices", "long", text=TEXT, minutes=600)
    assert up(day) == ["short", "long"]
    day.kill()
    day.begin(f"{MONDAY}T10:30:30")
    assert up(day) == ["short", "long"], "the log knows"
    day.terminate()
    day.begin(f"{MONDAY}T10:32")
    assert up(day) == ["long"], "from the checkpoint too"
    assert day.refuse("notices/ends", id="short") == (404, ["id"])
    day.terminate()
    day.begin(f"{MONDAY}T20:31")
    assert up(day) == []


def test_the_same_notice_twice_is_one_and_another_of_its_id_is_refused(server):
    first = server.record("notices", "n-1", text=TEXT)
    assert server.post({"id": "n-1", "text": TEXT}, to="notices") == (200, {**first, "duplicate": True})
    assert server.refuse("notices", id="n-1", text="other") == (409, ["id"])
    assert server.refuse("notices", id="n-1", text=TEXT, minutes=31) == (409, ["id"])
    end = server.record("notices/ends", "n-1")
    assert server.post({"id": "n-1"}, to="notices/ends") == (200, {**end, "duplicate": True}), "ended twice is ended once"
    assert up(server) == []
    ids = {server.record("notices", text=TEXT)["id"] for _ in range(3)}
    assert len(ids) == 3, "without an id each is its own"


@pytest.mark.parametrize("body, fields", [
    ({}, ["text"]), ({"text": ""}, ["text"]), ({"text": "好" * 201}, ["text"]), ({"text": "a\nb"}, ["text"]),
    ({"text": TEXT, "minutes": 0}, ["minutes"]), ({"text": TEXT, "minutes": 601}, ["minutes"]),
    ({"text": TEXT, "minutes": 1.5}, ["minutes"]), ({"text": TEXT, "spoken": "yes"}, ["spoken"]),
    ({"text": TEXT, "site": "XX"}, ["site"]), ({"text": TEXT, "id": ""}, ["id"]),
], ids=str)
def test_what_is_wrong_with_a_notice_is_named(server, body, fields):
    assert server.refuse("notices", **body) == (422, fields)
    with Viewer(server, role="console") as console:
        console.expect_kind("snapshot")
        console.say(kind="notice", ref="r", notice=body)
        problem = console.expect_kind("error")["problem"]
        assert (problem["status"], [fault["field"] for fault in problem["errors"]]) == (422, [f"notice.{field}" for field in fields])


def test_no_more_of_them_than_screens_can_show(server):
    for i in range(20):
        server.record("notices", f"n-{i}", text=TEXT)
    assert server.refuse("notices", text=TEXT)[0] == 409
    assert server.post({"id": "n-3", "text": TEXT}, to="notices")[0] == 200, "a repeated one is not one more"
    server.record("notices/ends", "n-0")
    server.record("notices", "n-20", text=TEXT)
    assert len(up(server)) == 20


def test_who_may_write_notices_and_where(open_floor):
    floor = two_floors()
    tokens = admit(floor)
    server = open_floor(floor)
    for name, token in tokens.items():
        may = name in ("assistant", "assistant of BJ", "admin")
        if may:
            assert server.record("notices", f"n-{name}", token, text=TEXT)["kind"] == "notice", name
        else:
            assert server.post({"text": TEXT}, token, to="notices")[0] == 403, name
            assert server.post({"id": "n-admin"}, token, to="notices/ends")[0] == 403, name
    assert server.post({"text": TEXT, "site": "DE"}, tokens["assistant of BJ"], to="notices")[0] == 403
    server.record("notices", "n-de", tokens["admin"], text="Guten Morgen!", site="DE")
    assert server.post({"id": "n-de"}, tokens["assistant of BJ"], to="notices/ends")[0] == 403
    assert up(server, bearer=tokens["screen"], site="DE") == ["n-de"]
    assert "n-de" not in up(server, bearer=tokens["screen of BJ"])
    assert server.post({"text": TEXT}, to="notices")[0] == 401


def test_a_console_writes_and_ends_them_over_its_socket(server):
    with Viewer(server, role="console") as console, Viewer(server) as screen:
        screen.expect_kind("snapshot")
        console.say(kind="notice", ref="1", notice={"text": TEXT})
        result = console.expect_kind("ack")["result"]
        assert screen.expect_kind("notice")["notice"]["id"] == result["id"]
        console.say(kind="notice_end", ref="2", notice_end={"id": result["id"]})
        assert console.expect_kind("ack", 2)["result"]["kind"] == "notice_end"
        assert screen.expect_kind("notice", 2)["notice"]["ended"] is True
        screen.say(kind="notice", ref="3", notice={"text": TEXT})
        assert screen.expect_kind("ack", 1)["ref"] == "3", "on an open floor everyone is the administrator"
