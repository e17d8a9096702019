"""Reports: what they say is what plain SQL over the same rows says."""

import csv
import datetime
import json
import pathlib
import random
import subprocess
import sys

from server import BINARY, floorcast

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


def test_the_cross_check_finds_a_difference_where_there_is_one(tmp_path):
    arguments = a_history(tmp_path)
    text = (tmp_path / "sales.csv").read_text()
    lying = tmp_path / "lying"
    lying.write_text(f"#!/bin/sh\n[ $1 = import ] || {{ '{BINARY}' \"$@\" | sed 's/\"place\":2/\"place\":3/'; exit; }}\nexec '{BINARY}' \"$@\"\n")
    lying.chmod(0o755)
    checked = subprocess.run([sys.executable, CROSS_CHECK, *arguments, "--binary", lying], capture_output=True, text=True, timeout=120)
    assert checked.returncode == 1 and "SQL" in checked.stdout and text


def test_a_report_names_the_day_its_first_order_and_its_voids(server, tmp_path):
    server.sell("1", agent="a01", amount="20000.00")
    server.sell("2", agent="a03", amount="5.00")
    assert server.correct("c", "1", "void", reason="typed wrong")[0] == 201
    day = server.sell("2", agent="a03", amount="5.00")["day"]
    refused = floorcast("report", "--data", server.data, "--day", day)
    assert refused.returncode == 1 and "in use" in refused.stderr
    server.kill()
    report = json.loads(floorcast("report", "--data", server.data, "--day", day, "--site", "BJ").stdout)
    assert report["total"] == {"amount": 500, "deals": 1}
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
