"""Reports: what they say is what plain SQL over the same rows says."""

import csv
import datetime
import json
import pathlib
import random
import subprocess
import sys

import pytest

from floors import EVERY_DAY, OVER, a_floor, days_of_month
from server import BINARY, floorcast
from test_explain import GROUPS, sell_all_kinds

CROSS_CHECK = pathlib.Path(__file__).resolve().parent.parent / "Tools" / "cross-check"
MAP = ["--roster-map", "agent=a,team=t,site=s", "--map", "id=i,agent=a,product=p,amount=v,closed_at=d", "--currency", "USD"]


def a_history(folder, rows=400):
    """A made-up export over four months: few agents and round amounts, so that places are shared."""
    dice = random.Random(7)
    agents = [f"agent {n}" for n in range(9)]
    with open(folder / "teams.csv", "w", newline="") as file:
        csv.writer(file).writerows([["a", "t", "s"], *([a, f"team {n % 4}", f"site {n % 2}"] for n, a in enumerate(agents))])
    start = datetime.date(2025, 11, 20)
    with open(folder / "sales.csv", "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["i", "a", "p", "v", "d"])
        for n in range(rows):
            day = start + datetime.timedelta(days=dice.randrange(120))
            out.writerow([f"s{n}", dice.choice(agents), "p", f"{dice.randrange(1, 5) * 50}.00", day.isoformat()])
    return [folder / "sales.csv", "--roster", folder / "teams.csv", *MAP]


def test_every_report_of_a_made_up_history_is_what_sql_computes(tmp_path):
    checked = subprocess.run(
        [sys.executable, CROSS_CHECK, *a_history(tmp_path), "--binary", BINARY], capture_output=True, text=True, timeout=120)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert checked.stdout.endswith(" compared, 0 different\n") and int(checked.stdout.split()[0]) > 500


@pytest.mark.parametrize("form, lie", [("JSON", 's/"place":2/"place":3/'), ("CSV", "s/^agent,2,/agent,3,/")])
def test_the_cross_check_finds_a_difference_where_there_is_one(tmp_path, form, lie):
    lying = tmp_path / "lying"
    lying.write_text(f"#!/bin/sh\n[ $1 = import ] || {{ '{BINARY}' \"$@\" | sed '{lie}'; exit; }}\nexec '{BINARY}' \"$@\"\n")
    lying.chmod(0o755)
    checked = subprocess.run(
        [sys.executable, CROSS_CHECK, *a_history(tmp_path), "--binary", lying], capture_output=True, text=True, timeout=120)
    differences = checked.stdout.splitlines()[:-1]
    assert checked.returncode == 1 and differences and all(f" as {form}, " in line for line in differences), "and in no other"


def test_a_report_names_the_day_its_first_order_and_its_voids(server, tmp_path):
    server.sell("1", agent="a01", amount="20000.00")
    server.sell("2", agent="a03", amount="5.00")
    assert server.correct("c", "1", "void", reason="typed wrong")[0] == 201
    day = server.sell("2", agent="a03", amount="5.00")["day"]
    refused = floorcast("report", "--data", server.data, "--day", day)
    assert refused.returncode == 1 and "in use" in refused.stderr
    server.kill()
    report = json.loads(floorcast("report", "--data", server.data, "--day", day, "--site", "BJ").stdout)
    assert report["total"] == {"amount": 500, "deals": 1, "reporting": 500, "reporting_currency": "CNY"}
    assert report["first_order"]["announced"]["id"] == "1" and report["first_order"]["voided"] is True
    assert report["first_order"]["stands"]["id"] == "2"
    assert [(void["sale"]["id"], void["reason"]) for void in report["voids"]] == [("1", "typed wrong")]
    table = list(csv.reader(floorcast("report", "--data", server.data, "--day", day, "--site", "BJ", "--csv").stdout.splitlines()))
    assert table[0][:3] == ["kind", "place", "id"] and ["agent", "1", "a03", "李娜", "猎豹队", "500", "1", "CNY", "day", day] in [row[:10] for row in table]


def test_a_report_of_an_unknown_site_or_day_says_what_is_allowed(server):
    server.kill()
    assert "it has BJ" in floorcast("report", "--data", server.data, "--day", "2026-11-21", "--site", "XX").stderr
    assert "not a day" in floorcast("report", "--data", server.data, "--day", "yesterday").stderr
    assert "one of --day" in floorcast("report", "--data", server.data).stderr


def reporting_floor(day, **reward):
    """A floor where a deal a day is worth 100 points in the month of `day`, and points above that are worth money."""
    floor = a_floor()
    floor["sites"][0].update(
        working_days=EVERY_DAY, working_hours=OVER, groups=GROUPS, reward={"base": "2000.00", "expectation": 100, "difficulty": "50.00", **reward},
        value={"weights": {"amount": 0, "deals": 100, "conduct": 20}, "expected": {"deals": len(days_of_month(day))}})
    return floor


def test_a_report_tells_targets_completion_value_and_reward(open_floor):
    server = open_floor(reporting_floor(open_floor().today))
    today = str(server.today)
    server.record("targets", "g-1", agent="a01", day=today, amount="300.00")
    server.record("targets", "g-2", agent="a03", day=today, amount="10.00")
    server.sell("1", agent="a01", amount="50.00")
    server.sell("2", agent="a01", amount="50.00")
    server.sell("3", agent="a03", amount="5.00")
    report = server.look(f"reports/day/{today}", site="BJ")
    assert report["total"] == {
        "amount": 10_500, "deals": 3, "target": 31_000, "completion": 3_387, "reporting": 10_500, "reporting_currency": "CNY"}
    assert report["agents"] == [
        {"place": 1, "id": "a01", "name": "张伟", "team": "飞虎队", "amount": 10_000, "deals": 2, "target": 30_000, "completion": 3_333,
         "value": 200_000, "reward": 700_000},
        {"place": 2, "id": "a03", "name": "李娜", "team": "猎豹队", "amount": 500, "deals": 1, "target": 1_000, "completion": 5_000,
         "value": 100_000, "reward": 200_000}]
    assert [(team["id"], team["target"], team["completion"]) for team in report["teams"]] == [("t1", 30_000, 3_333), ("t2", 1_000, 5_000)]
    table = list(csv.DictReader(server.look(f"reports/day/{today}", format="csv").splitlines()))
    assert [(row["kind"], row["target"], row["completion"], row["value"], row["reward"]) for row in table] == [
        ("agent", "30000", "3333", "200000", "700000"), ("agent", "1000", "5000", "100000", "200000"),
        ("team", "30000", "3333", "", ""), ("team", "1000", "5000", "", ""), ("total", "31000", "3387", "", "")]


@pytest.mark.parametrize("may_fall", [False, True])
def test_a_reward_falls_below_its_base_only_if_the_configuration_says_so(open_floor, may_fall):
    """Over a month one deal is a thirtieth or so of what is expected."""
    today = open_floor().today
    days = len(days_of_month(today))
    server = open_floor(reporting_floor(today, may_fall_below_base=may_fall))
    server.sell("1", agent="a01")
    [row] = server.look(f"reports/month/{today}")["agents"]
    points = 100_000 // days
    assert row["value"] == points
    assert row["reward"] == (200_000 + int((points - 100_000) * 5_000 / 1_000) if may_fall else 200_000)


def test_what_is_reported_by_http_is_what_the_command_prints(open_floor):
    server = open_floor(reporting_floor(open_floor().today))
    sell_all_kinds(server)
    server.sell("big", agent="a03", amount="60000.00", product="企业云通信年费")
    server.record("targets", "g-1", agent="a01", day=str(server.today), amount="300.00")
    server.record("awards", "w-1", agents=["a01", "a03"], honour="top_sales", citation='说 "不", 也要笑')
    today, kinds, cuts = str(server.today), ("day", "week", "month"), (None, "lines")
    asked = {}
    for kind in kinds:
        for group in cuts:
            query = {"site": "BJ", **({"group": group} if group else {})}
            asked[kind, group] = (
                server.look(f"reports/{kind}/{today}", **query), server.look(f"reports/{kind}/{today}", format="csv", **query))
    assert asked["day", None] != asked["month", None] and asked["day", None][0]["agents"] != asked["day", "lines"][0]["agents"]
    server.kill()
    for (kind, group), (report, table) in asked.items():
        command = ["report", "--data", server.data, f"--{kind}", today, "--site", "BJ", *(["--group", group] if group else [])]
        assert json.loads(floorcast(*command).stdout) == report, (kind, group)
        assert [line for line in floorcast(*command, "--csv").stdout.splitlines() if line] == table.splitlines(), (kind, group)


@pytest.mark.parametrize("path, query, field", [
    ("reports/year/2026-11-21", {}, "period"), ("reports/day/yesterday", {}, "day"), ("reports/day/2026-11-21", {"site": "XX"}, "site"),
    ("reports/day/2026-11-21", {"format": "pdf"}, "format"), ("reports/day/2026-11-21", {"group": "boats"}, "group"),
    ("reports/day/2026-11-21", {"metric": "amount"}, "metric"),
])
def test_a_wrong_question_for_a_report_names_its_parameter(server, path, query, field):
    status, problem = server.get(path, **query)
    assert (status, [fault["field"] for fault in problem.get("errors", [])]) == (422, [field]), problem


def test_a_report_is_a_file_that_a_spreadsheet_opens(server):
    server.record("roster", "r-1", agents=[{"id": "a05", "team": "t1", "name": '=SUM(A1),"x"'}])
    server.sell("1", agent="a05", amount="88.00")
    status, headers, text = server.ask("GET", f"/api/v1/reports/day/{server.today}?format=csv")
    assert (status, headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert rows[0]["name"] == '\'=SUM(A1),"x"', "no spreadsheet takes a name for a formula"
    assert all(len(row) == len(rows[0]) and None not in row for row in rows)
