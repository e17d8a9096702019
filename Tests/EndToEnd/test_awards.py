"""Honours and the promises that go with them: given, owed, due, overdue, handed over, revoked."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from callers import admit
from floors import a_floor, day_apart, two_floors
from screens import Console
from server import Server
from viewer import Viewer

TITLE = {"zh-CN": "开拓能手", "en": "Top Sales"}


def awards(server, token=None, **query):
    """The awards as they stand, by their id."""
    return {award["id"]: award for award in server.look("awards", token, **query)["awards"]}


def award(server, id="w-1", agents=("a01",), honour="bee", citation="一天打了两百通电话", **more):
    return server.record("awards", id, honour=honour, citation=citation, **({"agents": list(agents)} if agents else {}), **more)


def change(server, id, award, change, **more):
    """What became of an award; returns the status and the JSON of the answer."""
    return server.post({"id": id, "award": award, "change": change, **more}, to="awards/changes")


def reward(server, days, **more):
    return {"what": "电影票", "due": str(server.today + timedelta(days=days)), **more}


def test_joint_winners_share_an_award_and_its_promise(server):
    result = award(server, agents=["a01", "李娜"], honour="top_sales")
    assert result == {"status": "recorded", "duplicate": False, "kind": "award", "id": "w-1", "offset": server.offset}
    today = str(server.today)
    assert awards(server) == {"w-1": {
        "id": "w-1", "honour": "top_sales", "title": TITLE, "who": ["张伟", "李娜"], "period": {"kind": "day", "start": today},
        "citation": "一天打了两百通电话", "by": "loopback", "on": today,
        "reward": {"what": "50 元超市卡", "due": str(server.today + timedelta(days=1)), "presenter": "销售总监", "state": "owed"}}}


def test_a_team_is_honoured_for_its_month_and_the_newest_is_first(server):
    award(server)
    award(server, "w-2", agents=(), team="t2", honour="top_team", period={"kind": "month", "day": str(server.today)})
    given = server.look("awards")["awards"]
    assert [one["id"] for one in given] == ["w-2", "w-1"]
    assert (given[0]["who"], given[0]["team"], given[0]["period"]) == (
        ["猎豹队"], "猎豹队", {"kind": "month", "start": str(server.today.replace(day=1))})
    assert (given[1]["who"], given[1]["team"]) == (["张伟"], "飞虎队")
    assert "reward" not in given[0], "nothing was promised"


def test_a_promise_is_owed_then_due_then_overdue(open_floor):
    """The same moment is a day later on the other side of the date line: so the day comes without the clock being moved."""
    early, late = day_apart()
    floor = a_floor()
    floor["sites"][0]["time_zone"] = early
    server = open_floor(floor)
    award(server, "today", reward=reward(server, 0))
    award(server, "tomorrow", reward=reward(server, 1))
    award(server, "kept", reward=reward(server, 0))
    assert change(server, "k-1", "kept", "hand_over")[0] == 201

    def states():
        return {id: one["reward"]["state"] for id, one in awards(server).items()}

    assert states() == {"today": "due", "tomorrow": "owed", "kept": "handed_over"}
    server.terminate()
    floor["sites"][0]["time_zone"] = late
    server.restart(floor)
    assert states() == {"today": "overdue", "tomorrow": "due", "kept": "handed_over"}
    assert set(awards(server, owed="true")) == {"today", "tomorrow"}, "a kept promise is owed no more"
    assert set(awards(server, owed="false")) == {"today", "tomorrow", "kept"}


def test_a_promise_is_kept_once(server):
    award(server, honour="top_sales")
    status, kept = change(server, "k-1", "w-1", "hand_over")
    assert (status, kept["kind"], kept["offset"]) == (201, "award_change", server.offset)
    assert awards(server)["w-1"]["reward"]["handed_over"] == {"on": str(server.today), "by": "loopback"}
    assert change(server, "k-1", "w-1", "hand_over") == (200, {**kept, "duplicate": True})
    assert server.refuse("awards/changes", id="k-2", award="w-1", change="hand_over") == (409, ["award"])
    assert server.refuse("awards/changes", id="k-1", award="w-1", change="revoke", reason="颁错人") == (409, ["id"])
    award(server, "w-2")
    assert server.refuse("awards/changes", id="k-3", award="w-2", change="hand_over") == (409, ["award"]), "nothing was promised with it"


def test_an_award_given_by_mistake_is_revoked_with_a_reason_and_stays_in_the_list(server):
    award(server, honour="top_sales")
    assert server.refuse("awards/changes", id="k-1", award="w-1", change="revoke") == (422, ["reason"])
    assert change(server, "k-1", "w-1", "revoke", reason="颁错人")[0] == 201
    assert awards(server)["w-1"]["revoked"] == {"on": str(server.today), "by": "loopback", "reason": "颁错人"}
    assert awards(server, owed="true") == {}, "what was revoked is not owed"
    for what in ({"change": "revoke", "reason": "again"}, {"change": "hand_over"}):
        assert server.refuse("awards/changes", id="k-2", award="w-1", **what) == (409, ["award"])
    assert server.refuse("awards/changes", id="k-3", award="gone", change="hand_over") == (404, ["award"])
    assert server.refuse("awards/changes", id="k-4", award="w-1", change="forget") == (422, ["change"])


def test_an_award_that_is_sent_again_is_the_same_award(server):
    first = award(server)
    body = {"id": "w-1", "agents": ["a01"], "honour": "bee", "citation": "一天打了两百通电话"}
    assert server.post(body, to="awards") == (200, {**first, "duplicate": True})
    with Viewer(server, role="console") as console:
        console.expect_kind("desk")
        assert console.send("award", **body)["result"] == {**first, "duplicate": True}
    for other in ({"agents": ["a02"]}, {"citation": "别的"}, {"reward": reward(server, 3)}):
        assert server.refuse("awards", **{**body, **other}) == (409, ["id"])
    assert server.offset == first["offset"] and len(awards(server)) == 1


WRONG = {
    "nobody receives it": ({"agents": ...}, ["agents"]),
    "the list of agents is empty": ({"agents": []}, ["agents"]),
    "agents and a team receive it": ({"team": "t1"}, ["team"]),
    "one of them is nobody": ({"agents": ["a01", "nobody"]}, ["agents[1]"]),
    "one is named twice": ({"agents": ["a01", "a02", "张伟"]}, ["agents[2]"]),
    "they are of two sites": ({"agents": ["a01", "b01"]}, ["agents[1]"]),
    "the team does not exist": ({"agents": ..., "team": "t7"}, ["team"]),
    "the honour does not exist": ({"honour": "king"}, ["honour"]),
    "the citation is missing": ({"citation": ...}, ["citation"]),
    "the citation is too long": ({"citation": "好" * 134}, ["citation"]),
    "the period is no period": ({"period": {"kind": "year", "day": "2026-11-21"}}, ["period.kind"]),
    "the period is to come": ({"period": {"kind": "day", "day": "2999-01-01"}}, ["period.day"]),
    "the promise is for yesterday": ({"reward": {"what": "电影票", "due": -1}}, ["reward.due"]),
    "the promise is for the year after next": ({"reward": {"what": "电影票", "due": 367}}, ["reward.due"]),
    "it is not said what is promised": ({"reward": {"due": 1}}, ["reward.what"]),
    "it is not said until when": ({"reward": {"what": "电影票"}}, ["reward.due"]),
}


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("two"), two_floors())
    yield server
    server.end()


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_award_names_its_field(two, wrong):
    changes, fields = WRONG[wrong]
    body = {"id": "w-1", "agents": ["a01"], "honour": "bee", "citation": "勤奋", **changes}
    promised = body.get("reward", {})
    if isinstance(promised.get("due"), int):
        body["reward"] = {**promised, "due": reward(two, promised["due"])["due"]}
    assert two.refuse("awards", **{part: value for part, value in body.items() if value is not ...}) == (422, fields)


def test_a_leader_honours_the_own_people_only(open_floor):
    floor = two_floors()
    tokens = admit(floor)
    server, leader = open_floor(floor), tokens["leader"]
    body = {"id": "w-1", "honour": "top_sales", "citation": "勤奋"}
    assert server.refuse("awards", leader, **body, agents=["a01", "a03"]) == (403, ["agents[1]"])
    assert server.refuse("awards", leader, **body, team="t2") == (403, ["team"])
    server.record("awards", token=leader, **body, agents=["a01"])
    server.record("awards", "w-2", tokens["assistant"], honour="top_sales", citation="勤奋", team="t2")
    assert set(awards(server, leader)) == {"w-1", "w-2"}, "honours are everybody's business"
    assert server.refuse("awards/changes", leader, id="k-1", award="w-2", change="hand_over") == (403, ["award"])
    server.record("awards/changes", "k-1", leader, award="w-1", change="hand_over")


def test_the_report_of_the_day_lists_what_was_given_and_still_stands(server):
    today = str(server.today)
    award(server, honour="top_sales")
    award(server, "w-2", ["a02"], reward=reward(server, 0, presenter="总经理"))
    change(server, "k-1", "w-1", "revoke", reason="颁错人")
    given = server.look(f"reports/day/{today}")["awards"]
    assert [(one["id"], one["who"], one["reward"]["state"]) for one in given] == [("w-2", ["王芳"], "due")]
    lines = server.look(f"reports/month/{today}", format="csv").splitlines()
    assert [line for line in lines if line.startswith("award,")] == [
        f"award,,w-2,王芳,飞虎队,,,,month,{today},,,,,小蜜蜂,一天打了两百通电话"]
    assert server.look(f"reports/day/{server.today - timedelta(days=1)}")["awards"] == []


def test_an_honour_is_given_handed_over_and_revoked_at_the_console(server, house):
    console = Console(house, server)
    panel = console.open("honours")
    keys = console.page.keyboard
    panel.get_by_label("荣誉", exact=True).select_option("开拓能手")
    expect(panel.get_by_label("奖励（可不填）")).to_have_value("50 元超市卡")
    panel.get_by_label("最迟兑现").fill(str(server.today))
    who = panel.get_by_label("颁给谁")
    for typed, name in (("zw", "张伟"), ("ln", "李娜")):
        who.fill(typed)
        expect(panel.locator(".suggestions li").first).to_contain_text(name)
        keys.press("Enter")
        expect(panel.locator(".chip", has_text=name)).to_be_visible()
    panel.get_by_label("颁奖词").fill("并列第一，都好样的")
    panel.get_by_role("button", name="颁发 ↵").click()

    expect(panel.locator(".give .outcome")).to_have_text("✓ 已颁发：开拓能手")
    promise = panel.locator(".promises li")
    expect(promise).to_have_count(1)
    for text in ("50 元超市卡", "今天兑现", "张伟、李娜"):
        expect(promise).to_contain_text(text)
    expect(panel.locator(".hall li")).to_contain_text(["并列第一，都好样的"])

    promise.get_by_role("button", name="已兑现").click()
    expect(panel.locator(".owed")).to_contain_text("答应过的都兑现了。")
    expect(panel.locator(".hall li")).to_contain_text(["50 元超市卡 已于"])

    panel.locator(".hall li").get_by_role("button", name="撤回").click()
    dialog = console.page.get_by_role("dialog")
    dialog.get_by_label("原因").fill("颁错人")
    keys.press("Enter")
    expect(panel.locator(".hall li")).to_contain_text(["已撤回：颁错人"])
    [one] = awards(server).values()
    assert (one["who"], one["revoked"]["reason"]) == (["张伟", "李娜"], "颁错人")


def test_a_console_shows_what_is_due_and_overdue_most_urgent_first(open_floor, house):
    early, late = day_apart()
    floor = a_floor()
    floor["sites"][0]["time_zone"] = early
    server = open_floor(floor)
    for days, what in ((5, "半天调休"), (0, "电影票"), (1, "水果")):
        award(server, what, reward={**reward(server, days), "what": what})
    server.terminate()
    floor["sites"][0]["time_zone"] = late
    server.restart(floor)
    promises = Console(house, server).open("honours").locator(".promises li")
    expect(promises.locator(".title")).to_have_text(["电影票", "水果", "半天调休"])
    expect(promises.locator(".state").nth(0)).to_contain_text("已过")
    expect(promises.locator(".state").nth(1)).to_have_text("今天兑现")
