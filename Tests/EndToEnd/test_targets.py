"""Targets: the month's from the configuration, the day's from the morning meeting, and how far everyone is."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from callers import admit
from floors import EVERY_DAY, OVER, TO_COME, a_floor, days_of_month, shares, two_floors
from screens import Console, OwnPage
from viewer import Viewer

MONTHLY = {"a01": 3_100_001, "a02": 620_000, "a03": 70_007}
"""What a01, a02 and a03 are to sell in a month; a04 has no target."""


def with_targets(floor, hours=OVER, days=EVERY_DAY, **more):
    """`floor` with the month's targets, on which Beijing works at `hours` of `days`."""
    floor["sites"][0].update(working_days=days, working_hours=hours, **more)
    for agent in floor["agents"]:
        if agent["id"] in MONTHLY:
            agent["target"] = f"{MONTHLY[agent['id']] / 100:.2f}"
    return floor


def sheet(server, token=None, **query):
    """The rows of the targets, by whom they are of."""
    return {row["id"]: row for row in server.look("targets", token, **query)["rows"]}


def targets(server, period, **query):
    return {id: row[period].get("target") for id, row in sheet(server, **query).items()}


def test_a_months_target_is_shared_out_over_its_working_days_and_teams_and_site_are_sums(open_floor):
    month = days_of_month(open_floor().today)
    holiday = next(day for day in month if day.weekday() < 5)
    makeup = next(day for day in month if day.weekday() == 5)
    floor = with_targets(a_floor(), days=[1, 2, 3, 4, 5], holidays=[str(holiday)], makeup_days=[str(makeup)])
    floor["teams"][1]["target"] = "5000.00"  # its own, instead of the sum of its people's
    server = open_floor(floor)
    working = [day for day in month if (day.weekday() < 5 or day == makeup) and day != holiday]
    own = {**MONTHLY, "t2": 500_000}
    for day in month:
        expected = {id: shares(amount, working).get(day, 0) for id, amount in own.items()}
        expected["t1"] = expected["a01"] + expected["a02"]
        expected["BJ"] = expected["t1"] + expected["t2"]
        assert targets(server, "day", day=day) == {**expected, "a04": None}, day
    monthly = {**own, "t1": 3_720_001, "BJ": 4_220_001, "a04": None}
    assert targets(server, "month") == monthly
    week = next(month[i:i + 7] for i in range(7) if month[i].weekday() == 0)
    assert targets(server, "week", day=week[3])["a01"] == sum(shares(MONTHLY["a01"], working).get(day, 0) for day in week)


def test_the_sheet_names_the_site_then_each_team_followed_by_its_people(open_floor):
    server = open_floor(with_targets(a_floor()))
    answer = server.look("targets", site="BJ")
    assert {part: answer[part] for part in ("site", "day", "month", "currency")} == {
        "site": "BJ", "day": str(server.today), "month": str(server.today)[:7], "currency": "CNY"}
    assert [(row["of"], row["id"], row["name"], row.get("team")) for row in answer["rows"]] == [
        ("site", "BJ", "北京职场", None), ("team", "t1", "飞虎队", None), ("agent", "a01", "张伟", "t1"), ("agent", "a02", "王芳", "t1"),
        ("team", "t2", "猎豹队", None), ("agent", "a03", "李娜", "t2"), ("agent", "a04", "单雄信", "t2")]


@pytest.fixture
def meeting(open_floor):
    """A floor on which everyone shows a token, and the tokens."""
    floor = with_targets(two_floors())
    tokens = admit(floor)
    return open_floor(floor), tokens


def test_what_a_leader_agrees_for_a_day_wins_until_it_is_taken_back(meeting):
    server, tokens = meeting
    today, leader = server.today, tokens["leader"]
    shared = {id: shares(amount, days_of_month(today))[today] for id, amount in MONTHLY.items()}
    before = sheet(server, leader)
    assert (before["a01"]["day"]["target"], before["a01"]["day"]["own"]) == (shared["a01"], False)

    result = server.record("targets", "g-1", leader, agent="a01", day=str(today), amount="500.00")
    assert result == {"status": "recorded", "duplicate": False, "kind": "target", "id": "g-1", "offset": server.offset}

    agreed = sheet(server, tokens["admin"])
    assert (agreed["a01"]["day"]["target"], agreed["a01"]["day"]["own"]) == (50_000, True)
    assert agreed["a01"]["week"]["target"] == before["a01"]["week"]["target"] - shared["a01"] + 50_000
    assert agreed["a01"]["month"]["target"] == MONTHLY["a01"], "the month is what was agreed for the month"
    assert agreed["t1"]["day"]["target"] == 50_000 + shared["a02"]
    assert agreed["BJ"]["day"]["target"] == 50_000 + shared["a02"] + shared["a03"]

    server.record("targets", "g-2", leader, agent="张伟", day=str(today), amount=70_000)  # by name, and in minor units
    assert sheet(server, leader)["a01"]["day"]["target"] == 70_000
    server.record("targets", "g-3", leader, agent="a01", day=str(today), amount=None)
    assert sheet(server, leader) == before, "taken back, it is as if it had never been set"


def test_a_target_of_a_team_or_a_site_stands_instead_of_the_sum(meeting):
    server, tokens = meeting
    today, admin = str(server.today), tokens["admin"]
    before = sheet(server, admin)
    server.record("targets", "g-1", tokens["leader"], team="t1", day=today, amount="1000.00")
    now = sheet(server, admin)
    assert (now["t1"]["day"]["target"], now["t1"]["day"]["own"]) == (100_000, True)
    assert now["t1"]["month"]["target"] == before["t1"]["month"]["target"] - before["t1"]["day"]["target"] + 100_000
    assert now["BJ"]["day"]["target"] == 100_000 + now["t2"]["day"]["target"], "a site without its own is the sum of its teams"
    server.record("targets", "g-2", admin, site="BJ", month=today[:7], amount="99999.99")
    month = sheet(server, admin)["BJ"]["month"]
    assert (month["target"], month["own"], now["BJ"]["month"]["own"]) == (9_999_999, True, False)
    server.record("targets", "g-3", admin, site="DE", from_month=today[:7], amount="3000.00")
    berlin = server.look("targets", admin, site="DE")
    assert (berlin["currency"], berlin["rows"][0]["month"]["target"]) == ("EUR", 300_000)


def test_a_target_that_is_sent_again_is_the_same_target(meeting):
    server, tokens = meeting
    target = {"id": "g-1", "agent": "a01", "day": str(server.today), "amount": "500.00"}
    first = server.post(target, tokens["leader"], to="targets")
    assert server.post(target, tokens["leader"], to="targets") == (200, {**first[1], "duplicate": True})
    assert server.refuse("targets", tokens["leader"], **{**target, "amount": "500.01"}) == (409, ["id"])
    assert sheet(server, tokens["leader"])["a01"]["day"]["target"] == 50_000


def test_the_targets_of_a_whole_meeting_go_in_as_one_batch(meeting):
    server, tokens = meeting
    day = str(server.today)
    batch = [{"id": f"g-{agent}", "agent": agent, "day": day, "amount": 100} for agent in ("a01", "a02", "a03")]
    status, answer = server.post({"targets": batch}, tokens["leader"], to="targets")
    assert (status, answer["accepted"], answer["refused"]) == (207, 2, 1)
    assert answer["results"][2]["problem"]["errors"][0]["field"] == "targets[2].agent", "who is in another team"
    assert server.post(batch[:2], tokens["leader"], to="targets")[1]["duplicates"] == 2


@pytest.mark.parametrize("whose, field", [({"agent": "a03"}, "agent"), ({"team": "t2"}, "team"), ({"site": "BJ"}, "site"), ({"agent": "b01"}, "agent")])
def test_a_leader_sets_no_target_for_another_team(meeting, whose, field):
    server, tokens = meeting
    target = {"id": "g-1", **whose, "day": str(server.today), "amount": "500.00"}
    assert server.refuse("targets", tokens["leader"], **target) == (403, [field])
    with Viewer(server, role="console", token=tokens["leader"], origin=server.url) as console:
        console.expect_kind("desk")
        problem = console.send("target", **target)["problem"]
        assert (problem["status"], problem["errors"][0]["field"]) == (403, f"target.{field}")
        answer = console.send("target", id="g-1", agent="a01", day=target["day"], amount=1)
        assert answer["result"]["kind"] == "target", "over the same line, one's own people"
    theirs = sheet(server, tokens["leader"])
    assert set(theirs) == {"t1", "a01", "a02"}, "and of other teams one sees nothing"


WRONG = {
    # what is wrong: what is said instead, the field at fault
    "nobody is named": ({"agent": ...}, "agent"),
    "two are named": ({"team": "t1"}, "team"),
    "nobody has that id": ({"agent": "nobody"}, "agent"),
    "no team has that id": ({"agent": ..., "team": "t7"}, "team"),
    "no site has that id": ({"agent": ..., "site": "XX"}, "site"),
    "no time is named": ({"day": ...}, "day"),
    "two times are named": ({"month": "2026-11"}, "month"),
    "the day does not exist": ({"day": "2026-02-30"}, "day"),
    "the day is too far ahead": ({"day": 367}, "day"),
    "the day is too long ago": ({"day": -8}, "day"),
    "the month does not exist": ({"day": ..., "month": "2026-13"}, "month"),
    "the month is a day": ({"day": ..., "from_month": "2026-11-21"}, "from_month"),
    "the month is too long ago": ({"day": ..., "month": "2020-01"}, "month"),
    "the amount is missing": ({"amount": ...}, "amount"),
    "the amount is negative": ({"amount": "-1.00"}, "amount"),
    "the amount is no number": ({"amount": "a lot"}, "amount"),
    "the amount has three decimals": ({"amount": "1.005"}, "amount"),
    "the product group does not exist": ({"group": "boats"}, "group"),
    "the id is missing": ({"id": ...}, "id"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_target_names_its_field(server, wrong):
    changes, field = WRONG[wrong]
    target = {"id": "g-1", "agent": "a01", "day": 0, "amount": "5.00", **changes}
    if isinstance(target["day"], int):
        target["day"] = str(server.today + timedelta(days=target["day"]))
    assert server.refuse("targets", **{part: value for part, value in target.items() if value is not ...}) == (422, [field])


def test_what_was_sold_is_held_against_what_is_expected_by_now(open_floor):
    server = open_floor(with_targets(a_floor()))
    server.record("targets", "g-1", agent="a01", day=str(server.today), amount="100.00")
    states = []
    for number, amount in enumerate(("94.99", "0.01", "9.99", "0.01"), 1):  # 94.99, 95.00, 104.99 and 105.00 of 100.00
        server.sell(str(number), amount=amount)
        day = sheet(server)["a01"]["day"]
        assert (day["target"], day["expected"]) == (10_000, 10_000), "the working hours are over"
        states.append((day["achieved"], day["state"]))
    assert states == [(9_499, "behind"), (9_500, "on_track"), (10_499, "on_track"), (10_500, "ahead")]
    assert sheet(server)["t1"]["day"]["achieved"] == 10_500
    assert sheet(server)["a04"]["day"] == {"achieved": 0}, "without a target there is no pace"


def test_before_the_first_working_minute_nobody_is_behind(open_floor):
    server = open_floor(with_targets(a_floor(), hours=TO_COME))
    assert (sheet(server)["a01"]["day"]["expected"], sheet(server)["a01"]["day"]["state"]) == (0, "on_track")
    server.sell("1", amount="0.01")
    assert sheet(server)["a01"]["day"]["state"] == "ahead"


def test_an_agents_page_is_told_its_targets_and_its_pace(open_floor):
    server = open_floor(with_targets(a_floor()))
    today = server.today
    share = shares(MONTHLY["a01"], days_of_month(today))
    with Viewer(server, role="agent", agent="a01") as page, Viewer(server, role="agent", agent="a04") as other:
        own = page.expect_kind("own")
        assert [standing["period"] for standing in own["targets"]] == ["day", "week", "month"]
        day, _, month = own["targets"]
        assert day == {"period": "day", "target": share[today], "achieved": 0, "expected": share[today], "state": "behind"}
        assert (month["target"], month["expected"]) == (
            MONTHLY["a01"], sum(amount for day, amount in share.items() if day <= today))
        server.record("targets", "g-1", agent="a01", day=str(today), amount="100.00")
        page.expect_own("the target of the day", lambda own: own["targets"][0].get("target") == 10_000)
        server.sell("1", amount="100.00")
        day = page.expect_own("the sale", lambda own: own["amount"])["targets"][0]
        assert day == {"period": "day", "target": 10_000, "achieved": 10_000, "expected": 10_000, "state": "on_track", "place": 1}
        assert other.expect_kind("own")["targets"][0] == {"period": "day", "achieved": 0}, "nobody set them one"


def test_targets_typed_at_the_morning_meeting_are_on_the_agents_pages(meeting, house):
    server, tokens = meeting
    mine = OwnPage(house, server, None, fragment=f"#token={tokens['agent']}")
    console = Console(house, server, fragment=f"#token={tokens['leader']}")
    panel = console.open("targets")
    expect(panel.locator("tbody tr")).to_have_count(3)  # the leader's team and its two people
    field = panel.get_by_label("王芳 的今日目标")

    field.click()
    console.page.keyboard.type("1.28万")
    console.page.keyboard.press("Enter")

    expect(panel.locator("tr", has_text="王芳").locator(".note").first).to_have_text("✓ 已保存")
    goal = mine.page.locator("own-goals li", has_text="今日")
    expect(goal).to_contain_text("/ ¥12,800")
    expect(field).to_have_value("12,800")
    server.sell("1", agent="a02", amount="12800.00", token=tokens["assistant"])
    expect(goal).to_contain_text("目标达成！")

    field.click()
    console.page.keyboard.press("Control+A")
    console.page.keyboard.press("Delete")
    console.page.keyboard.press("Enter")
    share = shares(MONTHLY["a02"], days_of_month(server.today))[server.today]
    expect(goal).to_contain_text(f"/ ¥{share // 100}")


def test_a_wrong_target_is_said_at_its_field_and_nothing_is_sent(server, house):
    console = Console(house, server)
    panel = console.open("targets")
    before = server.offset
    panel.get_by_label("张伟 的今日目标").click()
    console.page.keyboard.type("12,80")
    console.page.keyboard.press("Enter")
    expect(panel.locator("tr", has_text="张伟").locator(".note").first).to_contain_text("逗号的位置不对")
    assert server.offset == before
    console.page.keyboard.press("Escape")
    expect(panel.get_by_label("张伟 的今日目标")).to_have_value("")
