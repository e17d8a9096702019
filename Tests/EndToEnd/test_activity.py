"""Calls and conduct: they come in by HTTP and by CSV, and every point that they bring has its reason."""

import json
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from callers import admit
from floors import EVERY_DAY, a_floor, days_of_month, two_floors
from screens import Console, OwnPage
from server import floorcast
from viewer import Viewer


def with_value(floor, day):
    """`floor` on which every day of the month of `day` a person is expected to make one deal and 100 calls, to talk for
    an hour and to earn 2 points for conduct, and to sell to half of those who take a call."""
    days = len(days_of_month(day))
    floor["sites"][0].update(working_days=EVERY_DAY, value={
        "weights": {"amount": 0, "deals": 10, "conversion": 40, "calls": 20, "talk": 20, "conduct": 10},
        "expected": {"deals": days, "conversion": 5_000, "calls": 100 * days, "talk": 3_600 * days, "conduct": 2 * days},
    })
    return floor


@pytest.fixture
def server(open_floor):
    return open_floor(with_value(a_floor(), open_floor().today))


def activity(server, id, agent="a01", day=None, calls=50, connects=10, talk_seconds=1_800, **more):
    day = str(day or server.today)
    return {"id": id, "agent": agent, "day": day, "calls": calls, "connects": connects, "talk_seconds": talk_seconds, **more}


def points(server, agent="a01", **query):
    """What each component of the agent's value brings, in thousandths of a point."""
    value = server.look("explain", agent=agent, **query)["value"]
    assert value["score"] == sum(part["points"] for part in value["components"])
    return {part["component"]: part["points"] for part in value["components"]}


def scores(server, **query):
    standing = server.look("standings", metric="value", **query)
    assert standing["unit"] == "points_1000"
    return [(row["place"], row["id"], row["score"]) for row in standing["rows"]]


def test_without_any_activity_nothing_looks_empty(server):
    server.sell("1")
    assert points(server) == {"deals": 10_000, "conduct": 0}, "neither calls nor talk are missed"


def test_a_batch_of_activity_counts_in_everybodys_value(server):
    server.sell("1")
    batch = [activity(server, "x-1"), activity(server, "x-2", "王芳", calls=200, connects=0, talk_seconds=36_000)]
    status, answer = server.post({"activity": batch}, to="activity")
    assert (status, answer["accepted"], [item["result"]["kind"] for item in answer["results"]]) == (200, 2, ["activity"] * 2)
    assert points(server) == {"deals": 10_000, "conversion": 8_000, "calls": 10_000, "talk": 10_000, "conduct": 0}
    assert points(server, "a02") == {"deals": 0, "calls": 40_000, "talk": 40_000, "conduct": 0}, "at most twice the weight"
    assert scores(server) == [(1, "a02", 80_000), (2, "a01", 38_000), (3, "a03", 0), (3, "a04", 0)]
    assert scores(server, of="teams") == [(1, "t1", 59_000), (2, "t2", 0)], "a team's is the mean of its people's"
    assert server.post(batch, to="activity")[1]["duplicates"] == 2
    assert server.refuse("activity", **activity(server, "x-1", calls=51)) == (409, ["id"])


def test_a_later_report_of_a_day_takes_the_place_of_the_one_before(server):
    yesterday = server.today - timedelta(days=1)
    server.record("activity", **activity(server, "x-1"))
    server.record("activity", **activity(server, "x-2", day=yesterday, calls=100))
    assert points(server)["calls"] == 10_000
    server.record("activity", **activity(server, "x-3", calls=75))
    assert points(server)["calls"] == 15_000, "not added up"
    months = (len(days_of_month(day)) for day in (yesterday, server.today))  # on the first, two that may differ in length
    assert points(server, day=yesterday)["calls"] == 20_000 * next(months) // next(months)
    assert server.post(activity(server, "x-1"), to="activity")[0] == 200
    assert points(server)["calls"] == 15_000, "an old report that is repeated is no later one"


def test_a_value_over_a_month_is_held_against_all_its_working_days(server):
    first, days = server.today.replace(day=1), len(days_of_month(server.today))
    server.record("activity", **activity(server, "x-1", day=first, calls=100 * days))
    assert points(server, period="month", day=server.today)["calls"] == 20_000
    assert points(server, day=first)["calls"] == 40_000


WRONG = {
    "the agent is unknown": ({"agent": "nobody"}, "agent"),
    "the day is to come": ({"day": 1}, "day"),
    "the day is too long ago": ({"day": -63}, "day"),
    "the day is missing": ({"day": ...}, "day"),
    "calls are missing": ({"calls": ...}, "calls"),
    "calls are negative": ({"calls": -1}, "calls"),
    "calls are a text": ({"calls": "50"}, "calls"),
    "more calls were taken than made": ({"connects": 51}, "connects"),
    "the talk is longer than a day": ({"talk_seconds": 86_401}, "talk_seconds"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_activity_names_its_field(server, wrong):
    changes, field = WRONG[wrong]
    body = {**activity(server, "x-1"), **changes}
    if isinstance(body["day"], int):
        body["day"] = str(server.today + timedelta(days=body["day"]))
    assert server.refuse("activity", **{part: value for part, value in body.items() if value is not ...}) == (422, [field])


def test_a_diallers_export_is_imported_and_a_second_time_changes_nothing(server, tmp_path):
    today, tomorrow = str(server.today), str(server.today + timedelta(days=1))
    server.sell("1")
    assert server.terminate() == 0
    rows = [
        f"{today},a01,40,9,900", f"{today},王芳,100,50,3600",
        f"{today},a03,5,6,60",  # 4: more taken than made
        f"{today},nobody,5,1,60",  # 5
        f"{tomorrow},a03,5,1,60",  # 6: to come
        f"{today},a03,five,1,60",  # 7
        f"{today},a01,50,10,1800",  # 8: later on the same day
    ]
    (tmp_path / "calls.csv").write_text("\r\n".join(["date,who,made,taken,seconds", *rows]), "utf-8")

    def imported(*more):
        done = floorcast("import", tmp_path / "calls.csv", "--data", server.data, "--of", "activity", "--json", "--map",
                         "agent=who,day=date,calls=made,connects=taken,talk_seconds=seconds", *more)
        assert done.returncode == 0, done
        return json.loads(done.stdout)

    rehearsal, first, again = imported("--dry-run"), imported(), imported()
    assert {part: first[part] for part in ("considered", "activities", "duplicates", "refused", "sales")} == {
        "considered": 7, "activities": 3, "duplicates": 0, "refused": 4, "sales": 0}
    assert [refusal["line"] for refusal in first["refusals"]] == [4, 5, 6, 7]
    for refusal, word in zip(first["refusals"], ("connects", "nobody", "day", "five")):
        assert word in refusal["reason"]
    assert {**rehearsal, "dry_run": False} == first
    assert (again["activities"], again["duplicates"], again["refusals"]) == (0, 3, first["refusals"])
    server.restart()
    assert points(server) == {"deals": 10_000, "conversion": 8_000, "calls": 10_000, "talk": 10_000, "conduct": 0}
    assert points(server, "a02")["talk"] == 20_000


# Conduct ---------------------------------------------------------------------------------------------------------------


def test_every_point_for_conduct_has_its_reason(open_floor):
    floor = with_value(two_floors(), open_floor().today)
    tokens = admit(floor)
    server = open_floor(floor)
    leader, yesterday = tokens["leader"], str(server.today - timedelta(days=1))
    result = server.record("conduct", "p-1", leader, agent="a02", points=3, reason="带新人", **{"for": "training"})
    assert (result["status"], result["kind"], result["offset"]) == ("recorded", "conduct", server.offset)
    server.record("conduct", "p-2", leader, agent="王芳", points=-1, reason="迟到", **{"for": "attendance"})
    server.record("conduct", "p-3", leader, agent="a02", day=yesterday, points=4, reason="建议上线", **{"for": "suggestion"})
    value = server.look("explain", tokens["agent"])["value"]
    today = str(server.today)
    assert value["conduct"] == [
        {"for": "training", "points": 3, "reason": "带新人", "by": "leader", "day": today},
        {"for": "attendance", "points": -1, "reason": "迟到", "by": "leader", "day": today}]
    assert value["score"] == 10_000, "two points, as a day expects"
    assert [one["reason"] for one in server.look("explain", tokens["agent"], day=yesterday)["value"]["conduct"]] == ["建议上线"]
    server.record("conduct", "p-4", leader, agent="a02", points=-100, reason="多次迟到", **{"for": "attendance"})
    assert server.look("explain", tokens["agent"])["value"]["score"] == 0, "conduct takes no result away"


WRONG_CONDUCT = {
    "the agent is unknown": ({"agent": "nobody"}, "agent"),
    "for what is unknown": ({"for": "singing"}, "for"),
    "there is no point": ({"points": 0}, "points"),
    "there are too many points": ({"points": 101}, "points"),
    "points are a text": ({"points": "3"}, "points"),
    "the reason is missing": ({"reason": ...}, "reason"),
    "the reason is empty": ({"reason": ""}, "reason"),
    "the day is to come": ({"day": 1}, "day"),
}


@pytest.mark.parametrize("wrong", WRONG_CONDUCT)
def test_wrong_conduct_names_its_field(server, wrong):
    changes, field = WRONG_CONDUCT[wrong]
    body = {"id": "p-1", "agent": "a01", "for": "training", "points": 3, "reason": "带新人", **changes}
    if "day" in body:
        body["day"] = str(server.today + timedelta(days=body["day"]))
    assert server.refuse("conduct", **{part: value for part, value in body.items() if value is not ...}) == (422, [field])


def test_conduct_is_given_once_and_over_any_way(server):
    body = {"id": "p-1", "agent": "a01", "for": "peer_review", "points": 2, "reason": "互助"}
    first = server.record("conduct", **body)
    with Viewer(server, role="console") as console:
        console.expect_kind("desk")
        assert console.send("conduct", **body)["result"] == {**first, "duplicate": True}
        assert console.send("conduct", **{**body, "points": 3})["problem"]["status"] == 409
    assert server.offset == first["offset"]


def test_points_given_at_the_console_are_explained_on_the_agents_page(server, house):
    server.sell("1", agent="a02")
    console, mine = Console(house, server), OwnPage(house, server, "a02")
    panel = console.open("people")
    panel.locator("tr", has=console.page.get_by_label("王芳 的姓名")).get_by_role("button", name="记表现分").click()
    dialog = console.page.get_by_role("dialog")
    expect(dialog).to_contain_text("王芳")
    dialog.get_by_label("为了什么").select_option("建议被采纳")
    dialog.get_by_label("分数").fill("3")
    dialog.get_by_label("原因").fill("新的开场白")
    console.page.keyboard.press("Enter")
    expect(panel.locator(".outcome")).to_have_text("✓ 已记 3 分")

    sheet = mine.ask_why()
    sheet.get_by_role("button", name="价值分").click()
    expect(sheet.locator(".because.conduct")).to_contain_text("建议被采纳")
    expect(sheet.locator(".because.conduct")).to_contain_text("新的开场白")
    expect(sheet.locator(".because.conduct .figure").last).to_have_text("+3")
    expect(sheet.locator(".sheet-score")).to_have_text("25 分")  # 10 for the deal, 3 points of 2 for conduct
    expect(sheet.locator(".because.value li", has_text="单数")).to_contain_text("1 / 1 · 权重 10")
