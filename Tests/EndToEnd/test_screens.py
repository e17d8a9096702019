"""Walls that are paired: with a code, for good, until they are revoked; what they say of themselves, and what they are told."""

import re
import time

import pytest

from callers import admit
from floors import two_floors
from server import Server
from viewer import Viewer
from waiting import wait_until

STATUS = {
    "scene": "standings", "version": "9b1c", "frame_age": 16.5, "sound": "ready", "voice": "browser", "memory": 0,
    "nodes": 500, "secure": False, "wake_lock": True, "visible": True, "size": "1920x1080", "caught_up": 0,
}
UNKNOWN = "fc_" + "0" * 64
AT_ONCE = 2.0
"""Seconds within which a revoked wall is dark."""


class Device:
    """A wall's device before it is paired: it has a code to show and a key to ask with."""

    def __init__(self, server):
        self.server = server
        status, self.shown = server.post(b"", to="pairings")
        assert status == 201, self.shown
        self.code = self.shown["code"]

    def ask(self):
        return self.server.get("pairings", key=self.shown["key"])

    @property
    def token(self):
        """The token, once somebody has typed the code."""
        status, answer = self.ask()
        assert status == 200 and answer["state"] == "paired", (status, answer)
        return answer["token"]


def paired(server, token=None, name="前台", site="BJ", **more):
    """A screen that was paired: its id and its token."""
    device = Device(server)
    result = server.record("screens", token=token, code=device.code, name=name, site=site, **more)
    return result["id"], device.token


def wall(server, token, **hello):
    viewer = Viewer(server, token=token, origin=server.url, **hello)
    viewer.expect_kind("snapshot")
    return viewer


def listed(server, id, token=None):
    return next(screen for screen in server.look("screens", token)["screens"] if screen["id"] == id)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    """Two sites, and a token of everybody."""
    floor = two_floors()
    tokens = admit(floor)
    server = Server(tmp_path_factory.mktemp("guarded"), floor)
    server.waiting = Device(server)
    yield server, tokens
    log = server.log + "".join(server.said)
    server.end()
    assert "fc_" not in log


# Pairing ---------------------------------------------------------------------------------------------------------------


def test_a_device_is_paired_by_the_code_it_shows(server):
    device = Device(server)
    shown = device.shown
    assert re.fullmatch("[A-HJ-NP-Z2-9]{6}", device.code)
    assert shown["url"] == f"{server.url}/console/?pair={device.code}" and shown["interval"] == 2
    assert len(shown["qr"]) == len(shown["qr"][0]) and {*"".join(shown["qr"])} == {"0", "1"}
    assert device.ask() == (200, {"state": "waiting", "code": device.code, "expires": pytest.approx(shown["expires"], abs=5)})
    result = server.record("screens", code=f" {device.code[:3].lower()}-{device.code[3:]} ", name="前台", site="BJ", team="t1", room="大厅")
    assert (result["kind"], result["status"]) == ("screen", "recorded")
    status, answer = device.ask()
    assert status == 200 and answer["screen"] == {"id": result["id"], "name": "前台"}
    assert device.ask() == (status, answer), "an answer that was lost can be had again"
    with wall(server, answer["token"]) as screen:
        told = screen.expect_kind("welcome")["screen"]
        assert told == {"id": result["id"], "name": "前台", "site": "BJ", "team": "t1", "room": "大厅", "lang": "zh-CN", "volume": 80, "voice": True}
        assert device.ask()[0] == 404, "who has come with the token needs the key no more"


def test_a_code_pairs_once_however_often_it_is_sent(server):
    device = Device(server)
    body = {"code": device.code, "name": "前台", "site": "BJ"}
    first = server.record("screens", **body)
    status, again = server.post(body, to="screens")
    assert (status, again["duplicate"], again["id"]) == (200, True, first["id"])
    status, problem = server.post({**body, "name": "别处"}, to="screens")
    assert status == 409, problem
    assert [screen["name"] for screen in server.look("screens")["screens"]] == ["前台"]


def test_a_code_that_nobody_shows_pairs_nothing(server):
    Device(server)
    assert server.refuse("screens", code="AAAAAA", name="x", site="BJ") == (404, ["code"])
    assert server.refuse("screens", code="!", name="x", site="BJ") == (404, ["code"])
    assert server.refuse("screens", name="x") == (422, ["code", "site"])
    assert server.get("pairings", key="0" * 64)[0] == 404
    assert server.get("pairings")[0] == 404


def test_what_a_screen_cannot_be_is_refused_and_its_code_stays_good(server):
    device = Device(server)
    assert server.refuse("screens", code=device.code, name="x", site="XX") == (422, ["site"])
    assert server.refuse("screens", code=device.code, name="x", site="BJ", team="t9", playlist="none") == (422, ["team", "playlist"])
    assert device.ask()[1]["state"] == "waiting"
    server.record("screens", code=device.code, name="x", site="BJ")
    assert device.ask()[1]["state"] == "paired"


def test_an_address_has_so_many_codes_and_no_more(server):
    devices = [Device(server) for _ in range(16)]
    assert len({device.code for device in devices}) == 16
    status, problem = server.post(b"", to="pairings")
    assert status == 429 and problem["status"] == 429
    assert devices[0].ask()[0] == 200, "those who wait go on waiting"


def test_pages_of_other_sites_cannot_ask_to_be_paired(server):
    assert server.ask("POST", "/api/v1/pairings", b"", Origin="https://evil.example")[0] == 403
    assert server.ask("DELETE", "/api/v1/pairings")[0] == 405
    assert server.ask("POST", "/api/v1/pairings", b"", Origin=server.url)[0] == 201


# The token -------------------------------------------------------------------------------------------------------------


def test_a_paired_wall_hangs_where_it_hangs_whatever_its_address_says(guarded):
    server, tokens = guarded
    _, token = paired(server, tokens["admin"], "Halle", "DE")
    with wall(server, token, site="BJ") as screen:
        assert screen.expect_kind("welcome")["site"]["id"] == "DE"
    with wall(server, None, bearer=token) as screen:
        assert screen.expect_kind("welcome")["screen"]["name"] == "Halle"
    for page in ("console", "agent"):
        with Viewer(server, role=page, token=token, origin=server.url, agent="b01") as viewer:
            assert viewer.expect_end() == 4003
    assert server.post({"id": "x", "agent": "b01", "product": "p", "amount": 1}, token)[0] == 403
    assert server.get("standings", token)[0] == 403 and server.get("screens", token)[0] == 403


def test_where_everybody_may_come_in_a_wall_without_a_token_does_and_one_that_was_revoked_does_not(server):
    with wall(server, None) as screen:
        assert "screen" not in screen.expect_kind("welcome")
    with Viewer(server, token=UNKNOWN, origin=server.url) as screen:
        assert screen.expect_end() == 4003
        assert screen.of("error")[0]["problem"]["status"] == 401
    with Viewer(server, role="console", token=UNKNOWN, origin=server.url) as console:
        console.expect_kind("snapshot")


def test_a_pairing_outlives_restarts_and_kills(server):
    id, token = paired(server)
    for end in (server.kill, server.terminate, server.kill):
        end()
        server.restart()
        with wall(server, token) as screen:
            assert screen.expect_kind("welcome")["screen"]["id"] == id
    server.record("screens/changes", token=None, id=id, revoked=True)
    server.kill()
    server.restart()
    with Viewer(server, token=token, origin=server.url) as screen:
        assert screen.expect_end() == 4003
    status, again = server.post({"id": id, "revoked": True}, to="screens/changes")
    assert (status, again["duplicate"]) == (200, True)


# Changes ---------------------------------------------------------------------------------------------------------------


def test_a_wall_is_told_when_it_is_set_otherwise(server):
    id, token = paired(server)
    other, _ = paired(server, name="会议室")
    with wall(server, token) as screen:
        server.record("screens/changes", id=id, name="大门", volume=30, volumes={"big_deal": 100}, muted=True, theme="festive", team="t2")
        told = screen.expect_kind("screen")["screen"]
        assert told == {"id": id, "name": "大门", "site": "BJ", "team": "t2", "lang": "zh-CN", "theme": "festive", "volume": 30,
                        "volumes": {"big_deal": 100}, "muted": True, "voice": True}
        server.record("screens/changes", id=other, voice=True)
        assert "voice" not in screen.expect_kind("screen", 2)["screen"], "one voice in a room"
        server.record("screens/changes", id=id, team=None, theme="", muted=False)
        assert not {"team", "theme", "muted"} & set(screen.expect_kind("screen", 3)["screen"])
        assert server.refuse("screens/changes", id=id, volume=101, lang="de") == (422, ["lang", "volume"])
        assert server.refuse("screens/changes", id="nobody", volume=1) == (404, ["id"])
        # What is said of one wall is in nobody's sequence.
        offset = server.sell("s1")["offset"]
        assert screen.expect_offset(offset)


def test_a_console_does_it_over_its_socket(server):
    id, token = paired(server)
    with wall(server, token) as screen, Viewer(server, role="console", origin=server.url) as console:
        device = Device(server)
        console.expect_kind("snapshot")
        ack = console.send("screen_pairing", code=device.code, name="二楼", site="BJ")
        assert ack["result"]["kind"] == "screen" and device.token
        assert console.send("screen_change", id=id, volume=7)["kind"] == "ack"
        assert screen.expect_kind("screen")["screen"]["volume"] == 7
        assert console.send("screen_order", id=id, order="identify")["result"] == {
            "status": "sent", "kind": "screen_order", "id": id, "order": "identify"}
        assert screen.expect_kind("order") == {"kind": "order", "order": "identify"}
        refusal = console.send("screen_order", id=ack["result"]["id"], order="identify")
        assert refusal["problem"]["status"] == 409
        assert console.send("screen_change", id=id, revoked=True)["kind"] == "ack"
        assert screen.expect_end() == 4006


def test_a_revoked_wall_goes_dark_at_once_and_stays_dark(server):
    id, token = paired(server)
    with wall(server, token) as screen, wall(server, token) as twin, wall(server, None) as other:
        began = time.monotonic()
        server.record("screens/changes", id=id, revoked=True)
        assert {screen.expect_end(), twin.expect_end()} == {4006}
        assert time.monotonic() - began < AT_ONCE
        assert screen.close_reason == "revoked"
        with Viewer(server, token=token, origin=server.url) as again:
            assert again.expect_end() == 4003 and again.of("error")[0]["problem"]["status"] == 401
        other.expect_offset(server.sell("s1")["offset"])
    assert server.look("screens")["screens"] == []
    assert server.refuse("screens/changes", id=id, volume=1) == (409, ["id"])


# Looking after them ----------------------------------------------------------------------------------------------------


def test_the_list_tells_how_every_wall_is(server):
    id, token = paired(server)
    before = listed(server, id)
    assert not before["online"] and not {"since", "seen", "status", "latency", "receipts"} & set(before)
    assert {"paired_at", "paired_by"} <= set(before) and "sha256" not in str(before) and "token" not in str(before)
    with wall(server, token) as screen, wall(server, None) as stranger:
        assert listed(server, id)["online"]
        screen.say(kind="status", status=STATUS)
        stranger.say(kind="status", status={**STATUS, "sound": "blocked"})
        known = wait_until(lambda: "status" in listed(server, id) and listed(server, id), "the status")
        assert known["status"] == {**STATUS, "frame_age": 17} and known["seen"] >= known["since"]
        other, = wait_until(lambda: [s for s in server.look("screens")["unpaired"] if "status" in s], "the other one's")
        assert other["site"] == "BJ" and other["status"]["sound"] == "blocked" and other["online"]
        assert server.post({"viewer": other["viewer"], "order": "reload"}, to="screens/orders")[0] == 200
        assert stranger.expect_kind("order")["order"] == "reload" and not screen.of("order")
    wait_until(lambda: not listed(server, id)["online"] and server.look("screens")["unpaired"] == [], "both are gone")
    assert "since" not in listed(server, id) and listed(server, id)["status"]["scene"] == "standings"
    assert server.post({"viewer": other["viewer"], "order": "reload"}, to="screens/orders")[0] == 409
    assert server.look("screens")["playlists"] == [{"id": "board", "name": {"zh-CN": "榜单", "en": "Board"}}]


def test_receipts_tell_how_long_it_takes(server):
    id, token = paired(server)
    with wall(server, token) as screen:
        offsets = [server.sell(f"s{i}")["offset"] for i in range(25)]
        screen.expect_offset(offsets[-1])
        at = {a["offset"]: a["at"] for a in screen.announcements}
        assert sorted(at) == offsets
        receipts = [{"offset": offset, "painted": at[offset] + 1_000 + i, "waited": 900} for i, offset in enumerate(offsets)]
        screen.say(kind="receipts", receipts=[{"offset": 1, "painted": 5, "waited": 0}, {"offset": 10**9, "painted": 5, "waited": 0}])
        screen.say(kind="receipts", receipts=receipts[:20])
        screen.say(kind="receipts", receipts=receipts[20:])
        known = wait_until(lambda: listed(server, id).get("latency", {}).get("count") == 25 and listed(server, id), "all receipts")
        assert known["latency"] == {"p50": 112, "p99": 124, "count": 25}
        assert [receipt["offset"] for receipt in known["receipts"]] == offsets[-20:]
        assert known["receipts"][-1] == {"offset": offsets[-1], "painted": at[offsets[-1]] + 1_024, "latency": 124}
        screen.say(kind="receipts", receipts=[{"offset": offsets[0], "painted": at[offsets[0]] - 40.4, "waited": 2}])
        wait_until(lambda: listed(server, id)["receipts"][-1]["latency"] == -42, "a page whose clock is behind")


def test_a_wall_that_talks_nonsense_is_told_so_and_stays(server):
    with wall(server, None) as screen:
        for message, fields in [
            ({"kind": "status", "status": {**STATUS, "sound": "loud", "size": "big"}}, ["status.sound", "status.size"]),
            ({"kind": "status"}, ["status"]), ({"kind": "receipts", "receipts": {}}, ["receipts"]),
            ({"kind": "receipts", "receipts": [{"offset": 1, "painted": -1, "waited": 0}]}, ["receipts[0].painted"]),
            ({"kind": "receipts", "receipts": [{}] * 65}, ["receipts"]),
        ]:
            before = len(screen.of("error"))
            screen.say(**message)
            problem = screen.expect_kind("error", before + 1)["problem"]
            assert (problem["status"], [fault["field"] for fault in problem["errors"]]) == (422, fields)
        screen.expect_offset(server.sell("s1")["offset"])
    with Viewer(server, role="console", origin=server.url) as console:
        for kind in ("status", "receipts"):
            before = len(console.of("error"))
            console.say(kind=kind, **{kind: STATUS})
            assert console.expect_kind("error", before + 1)["problem"]["status"] == 403
    assert all("status" not in s for s in server.look("screens")["unpaired"])


def test_orders_go_to_every_page_of_the_screen(server):
    id, token = paired(server)
    assert server.refuse("screens/orders", id=id, order="reload") == (409, ["id"])
    assert server.refuse("screens/orders", id="nobody", order="reload") == (404, ["id"])
    assert server.refuse("screens/orders", id=id, order="explode") == (422, ["order"])
    with wall(server, token) as screen, wall(server, token) as twin:
        for order in ("identify", "reload", "test_sound"):
            status, answer = server.post({"id": id, "order": order}, to="screens/orders")
            assert (status, answer) == (200, {"status": "sent", "kind": "screen_order", "id": id, "order": order})
            for page in (screen, twin):
                page.expect("the order", lambda frame: frame == {"kind": "order", "order": order})


# Who may ---------------------------------------------------------------------------------------------------------------

MAY = {
    # look at the screens of BJ / of DE, and change them
    "screen": "", "agent": "", "integration": "",
    "assistant": "look-BJ look-DE change-BJ change-DE", "assistant of BJ": "look-BJ change-BJ",
    "leader": "look-BJ", "leader of t2": "look-BJ", "admin": "look-BJ look-DE change-BJ change-DE",
}


@pytest.mark.parametrize("name", [*MAY, None])
def test_who_may_look_at_screens_and_who_may_change_them(guarded, name):
    server, tokens = guarded
    token, refused = (tokens[name], 403) if name else (None, 401)
    may = MAY.get(name, "")
    screens = {}
    for site in ("BJ", "DE"):
        id, device = paired(server, tokens["admin"], f"{name} {site}", site)
        with wall(server, device):
            status, _ = server.post({"id": id, "order": "identify"}, token, to="screens/orders")
            assert status == (200 if f"change-{site}" in may else refused)
        screens[site] = id
        status, _ = server.post({"id": id, "volume": 9}, token, to="screens/changes")
        assert status == (201 if f"change-{site}" in may else refused)
        device = Device(server) if f"change-{site}" in may else server.waiting
        status, _ = server.post({"code": device.code, "name": "n", "site": site}, token, to="screens")
        assert status == (201 if f"change-{site}" in may else refused)
        assert server.get("screens", token, site=site)[0] == (200 if f"look-{site}" in may else refused)
    status, answer = server.get("screens", token)
    assert status == (200 if may else refused)
    if may:
        shown = {screen["id"] for screen in answer["screens"]}
        assert {site for site, id in screens.items() if id in shown} == {site for site in screens if f"look-{site}" in may}
