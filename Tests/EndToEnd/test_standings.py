"""Standings to the last place, for those who may see them: by every metric, of people, teams and sites."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from callers import admit
from floors import EVERY_DAY, OVER, a_floor, site, two_floors
from test_explain import GROUPS
from viewer import Viewer


def rows(server, token=None, **query):
    """A standing as (place, id, score)."""
    return [(row["place"], row["id"], row["score"]) for row in server.look("standings", token, **query)["rows"]]


@pytest.fixture
def server(open_floor):
    """A floor that works every day; a01 sold 28 yuan a day in the four weeks before, the others nothing."""
    floor = a_floor()
    floor["sites"][0].update(working_days=EVERY_DAY, working_hours=OVER, groups=GROUPS)
    server = open_floor(floor)
    for id, agent, target in (("g-1", "a01", "400.00"), ("g-2", "a03", "100.00"), ("g-3", "a04", "0.30")):
        server.record("targets", id, agent=agent, day=str(server.today), amount=target)
    server.sell("before", agent="a01", amount="784.00", closed_at=str(server.today - timedelta(days=9)))
    server.sell("1", agent="a01", amount="100.00", product="年费")
    server.sell("2", agent="a03", amount="60.00", product="企业云通信年费")
    server.sell("3", agent="a03", amount="40.00", product="智能外呼")
    server.sell("4", agent="a02", amount="9.99", product="集团专线")
    return server


def test_by_each_metric_the_floor_has_another_order(server):
    assert rows(server) == [(1, "a01", 10_000), (1, "a03", 10_000), (3, "a02", 999)], "who got there first is listed first"
    assert rows(server, metric="deals") == [(1, "a03", 2), (2, "a01", 1), (2, "a02", 1)]
    assert rows(server, metric="completion") == [(1, "a03", 10_000), (2, "a01", 2_500), (3, "a04", 0)], "who has a target and is there"
    assert rows(server, metric="improved") == [(1, "a01", 10_000 - 2_800)], "who has a time before to be held against"
    assert rows(server, of="teams") == [(1, "t1", 10_999), (2, "t2", 10_000)]
    assert rows(server, of="teams", metric="deals") == [(1, "t2", 2), (1, "t1", 2)]
    assert rows(server, of="teams", metric="completion") == [(1, "t2", 10_000 * 10_000 // 10_030), (2, "t1", 10_999 * 10_000 // 40_000)]


def test_a_row_says_who_and_how_far_the_next_place_is(server):
    standing = server.look("standings", site="BJ")
    assert {part: standing[part] for part in ("site", "of", "period", "start", "metric", "currency", "unit")} == {
        "site": "BJ", "of": "agents", "period": "day", "start": str(server.today), "metric": "amount", "currency": "CNY", "unit": "minor"}
    first, _, last = standing["rows"]
    assert "gap" not in first and (last["gap"], last["name"], last["team"], last["amount"], last["deals"]) == (9_001, "王芳", "飞虎队", 999, 1)
    assert [server.look("standings", metric=metric)["unit"] for metric in ("deals", "completion", "improved", "value")] == [
        "count", "per_10000", "minor", "points_1000"]


def test_a_week_and_a_month_hold_all_their_days(server):
    start = server.today - timedelta(days=server.today.weekday())
    assert server.look("standings", period="week")["start"] == str(start)
    nine_ago = server.today - timedelta(days=9)
    assert rows(server, day=nine_ago) == [(1, "a01", 78_400)]
    assert rows(server, period="week", day=nine_ago)[0] == (1, "a01", 78_400)
    month = rows(server, period="month", day=server.today)
    assert month[0] == (1, "a01", 88_400 if nine_ago.month == server.today.month else 10_000)
    assert rows(server, day=server.today - timedelta(days=400)) == []


def test_a_cut_by_product_group_ranks_only_its_sales(server):
    assert rows(server, group="lines") == [(1, "a03", 6_000), (2, "a02", 999)]
    assert rows(server, group="calling", of="teams") == [(1, "t2", 4_000)]
    total = server.look(f"reports/day/{server.today}", group="lines")["total"]
    assert (total["amount"], total["deals"]) == (6_999, 2)


def test_a_correction_moves_everybody_at_once(server):
    server.correct("k-1", "3", "void")
    assert rows(server) == [(1, "a01", 10_000), (2, "a03", 6_000), (3, "a02", 999)]
    server.correct("k-2", "4", "amend", amount="100.00")
    assert rows(server) == [(1, "a01", 10_000), (1, "a02", 10_000), (3, "a03", 6_000)]


@pytest.mark.parametrize("query, fields", [
    ({"of": "dogs"}, ["of"]), ({"metric": "luck"}, ["metric"]), ({"period": "year"}, ["period"]), ({"day": "yesterday"}, ["day"]),
    ({"site": "XX"}, ["site"]), ({"group": "boats"}, ["group"]), ({"colour": "red"}, ["colour"]),
    ({"of": "dogs", "metric": "luck", "day": "2026-13-01"}, ["day", "of", "metric"]),
])
def test_a_wrong_question_names_every_parameter_at_fault(server, query, fields):
    status, problem = server.get("standings", **query)
    assert status == 422 and sorted(fault["field"] for fault in problem["errors"]) == sorted(fields), problem
    assert all(fault["fault"] for fault in problem["errors"])


def test_a_parameter_given_twice_is_refused(server):
    status, _, text = server.ask("GET", "/api/v1/standings?day=2026-11-21&day=2026-11-22")
    assert status == 422 and '"day"' in text


# The company -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def company(open_floor):
    """Beijing counts in yuan, New York in dollars at 7.18 and Berlin in euros without a rate; the company in yuan."""
    floor = two_floors()
    floor["company"].update(reporting_currency="CNY", rates={"USD": "7.18"})
    floor["sites"].append(site("NY", "纽约职场", "New York", currency="USD"))
    floor["teams"].append({"id": "t5", "site": "NY", "name": "Eagles"})
    floor["agents"].append({"id": "n01", "team": "t5", "name": "Ann Lee"})
    tokens = admit(floor)
    server = open_floor(floor)
    for id, agent, amount in (("1", "a01", "700.00"), ("2", "n01", "100.01"), ("3", "a03", "10.00"), ("4", "b01", "9999.00")):
        server.sell(id, agent=agent, amount=amount, token=tokens["admin"])
    return server, tokens


IN_YUAN = 71_807
"""100.01 dollars at 7.18: 718.0718 yuan."""


def test_sites_stand_side_by_side_in_the_companys_currency(company):
    server, tokens = company
    standing = server.look("standings", tokens["admin"], of="sites")
    assert (standing["currency"], standing["of"], "site" in standing) == ("CNY", "sites", False)
    ranked = [row for row in standing["rows"] if row["id"] != "DE"]
    assert [(row["place"], row["id"], row["name"], row["amount"]) for row in ranked] == [
        (1, "NY", "纽约职场", IN_YUAN), (2, "BJ", "北京职场", 71_000)]
    assert rows(server, tokens["admin"], of="company_agents")[:3] == [(1, "n01", IN_YUAN), (2, "a01", 70_000), (3, "a03", 1_000)]
    assert rows(server, tokens["admin"], of="company_teams")[:2] == [(1, "t5", IN_YUAN), (2, "t1", 70_000)]
    newyork = server.look("standings", tokens["admin"], site="NY")
    assert (newyork["currency"], newyork["rows"][0]["amount"]) == ("USD", 10_001), "at home it is dollars"
    report = server.look(f"reports/day/{server.today}", tokens["admin"], site="NY")
    assert report["total"] == {"amount": 10_001, "deals": 1, "reporting": IN_YUAN, "reporting_currency": "CNY"}


def test_a_site_without_a_rate_is_left_out_of_the_comparison(company):
    server, tokens = company
    for of in ("sites", "company_agents", "company_teams"):
        assert not {"DE", "b01", "t9"} & {id for _, id, _ in rows(server, tokens["admin"], of=of)}, of


def test_a_rate_that_changes_holds_for_sales_from_then_on(open_floor):
    floor = two_floors()
    floor["company"].update(reporting_currency="CNY", rates={"EUR": "8.00"})
    server = open_floor(floor)
    server.sell("1", agent="b01", amount="100.00")
    server.terminate()
    floor["company"]["rates"] = {"EUR": "9.00"}
    server.restart(floor)
    server.sell("2", agent="b01", amount="10.00")
    assert rows(server, of="sites") == [(1, "DE", 80_000 + 9_000)]


def test_a_leader_sees_the_own_teams_rows_with_their_true_places(company):
    server, tokens = company
    standing = server.look("standings", tokens["leader of t2"])
    assert [(row["place"], row["id"]) for row in standing["rows"]] == [(2, "a03")]
    assert rows(server, tokens["leader of t2"], of="teams") == [(2, "t2", 1_000)]
    assert server.get("standings", tokens["leader of t2"], of="sites")[0] == 403
    assert server.get("standings", tokens["leader of t2"], site="NY")[0] == 403


# Movement --------------------------------------------------------------------------------------------------------------


def an_hour_apart():
    """Two zones of the same day, the second an hour later, in both of which no hour begins during the play."""
    now = datetime.now(ZoneInfo("UTC"))
    for early, late in (("Asia/Shanghai", "Asia/Tokyo"), ("Africa/Lagos", "Africa/Johannesburg"), ("Asia/Kabul", "Asia/Kolkata"),
                        ("Asia/Kolkata", "Asia/Yangon")):
        before, after = (now.astimezone(ZoneInfo(zone)) for zone in (early, late))
        if after.minute < 40 and (before - timedelta(minutes=2)).date() == (after + timedelta(minutes=20)).date():
            return early, late
    raise AssertionError(f"no pair of zones is steady at {now}")


def test_places_move_against_those_at_the_full_hour(open_floor):
    """An hour passes by moving the site to the next time zone, not the clock."""
    early, late = an_hour_apart()
    floor = a_floor()
    floor["sites"][0]["time_zone"] = early
    server = open_floor(floor)
    for id, agent, amount in (("1", "a01", "300.00"), ("2", "a02", "200.00"), ("3", "a03", "100.00")):
        server.sell(id, agent=agent, amount=amount)
    server.terminate()
    floor["sites"][0]["time_zone"] = late
    server.restart(floor)
    assert {row["id"]: row.get("movement") for row in server.look("standings")["rows"]} == {"a01": 0, "a02": 0, "a03": 0}
    with Viewer(server) as screen, Viewer(server, role="agent", agent="a03") as page:
        sold = server.sell("4", agent="a03", amount="150.00")
        server.sell("5", agent="a04", amount="10.00")
        moved = {"a01": 0, "a03": 1, "a02": -1, "a04": None}
        assert {row["id"]: row.get("movement") for row in server.look("standings")["rows"]} == moved
        shown = screen.expect_offset(sold["offset"] + 1)
        assert {row["id"]: row.get("movement") for row in shown["agents"]} == moved
        assert page.expect_own("the climb", lambda own: own["place"] == 2)["movement"] == 1
    assert all("movement" not in row for row in server.look("standings", metric="deals")["rows"])
