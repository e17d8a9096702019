"""What a person types: starting, stopping, checking, selling."""

import json
import signal as signals
import subprocess
import time

import pytest

from floors import a_floor, written
from screens import Wall
from server import BINARY, ROOT, floorcast, made_token
from viewer import Viewer

SHIPPED = ROOT / "config/floor.json"

BAD = """{
  // eleven faults
  "company": { "zh-CN": "公司" },
  "server": { "host": "example", "port": 70000, "colour": "red" },
  "sites": [
    { "id": "BJ", "name": { "zh-CN": "北京", "en": "Beijing" }, "time_zone": "Asia/Peking", "currency": "CNY" },
    { "id": "SH", "name": { "zh-CN": "上海", "en": "Shanghai" }, "currency": "CNX" },
    { "id": "GZ", "name": { "zh-CN": "广州", "en": "Guangzhou" }, "big_deals": ["20.00", "10.00"] },
    { "id": "SZ", "name": { "zh-CN": "深圳", "en": "Shenzhen" } }
  ],
  "teams": [{ "id": "t1", "site": "SZ", "name": "队", "color": "red" }, { "id": "t2", "site": "XX", "name": "队" }],
  "agents": [{ "id": "a01", "team": "t9", "name": 7 }],
  "screen": {}
}
"""

FAULTS = {
    # the place of the fault: what is said
    '"zh-CN": "公司"': None,
    '"example"': "server.host is example",
    "70000": "server.port",
    '"colour"': "server.colour",
    '"Asia/Peking"': "sites[0].time_zone is Asia/Peking",
    '"CNX"': "sites[1].currency is CNX",
    '["20.00", "10.00"]': "sites[2].big_deals",
    '"red" }, {': "teams[0].color is red",
    '"XX"': "teams[1].site is XX",
    '"t9"': "agents[0].team is t9",
    "7 }": "agents[0].name",
    '"screen"': "screen",
}


def place(text, part):
    """The line and column, from 1, at which `part` stands."""
    before = text[:text.index(part)]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def test_check_config_lists_every_fault_with_its_line_and_column(tmp_path):
    config = written(BAD, tmp_path / "floor.json")
    checked = floorcast("check-config", config)
    assert checked.returncode == 1
    lines = checked.stdout.splitlines()
    for part, words in FAULTS.items():
        if words is None:
            continue
        line, column = place(BAD, part)
        assert any(it.startswith(f"{config}:{line}:{column}: {words}") for it in lines), (part, line, column, lines)
    assert any("company.en is missing" in it and it.startswith(f"{config}:3:") for it in lines), lines
    positions = [tuple(int(part) for part in it.removeprefix(f"{config}:").split(":")[:2]) for it in lines]
    assert positions == sorted(positions), "in the order of the file"


def test_check_config_says_that_a_good_one_is_good():
    checked = floorcast("check-config", SHIPPED)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "good" in checked.stdout and "24 agents" in checked.stdout


@pytest.mark.parametrize("text, place", [("{", ":1:2:"), ('{"sites": [}', ":1:12:"), ("", ":1:1:")])
def test_check_config_says_where_a_file_is_no_json(tmp_path, text, place):
    config = written(text, tmp_path / "floor.json")
    checked = floorcast("check-config", config)
    assert checked.returncode == 1 and checked.stdout.startswith(f"{config}{place}"), checked


def test_a_missing_configuration_is_named(tmp_path):
    checked = floorcast("check-config", tmp_path / "nowhere.json")
    assert checked.returncode == 1 and "nowhere.json" in checked.stdout and "cannot be read" in checked.stdout


@pytest.mark.parametrize("where", ["at the top", "in server", "in a site", "in an agent"])
def test_an_unknown_key_stops_the_start(tmp_path, where):
    floor = a_floor()
    {"at the top": floor, "in server": floor["server"], "in a site": floor["sites"][0], "in an agent": floor["agents"][0]}[
        where]["hots"] = "x"
    config = written(floor, tmp_path / "floor.json")
    line, column = place(config.read_text("utf-8"), '"hots"')
    refusal = floorcast("serve", "--config", config, "--data", tmp_path / "data", "--port", 0)
    assert refusal.returncode == 1
    assert f"{config}:{line}:{column}:" in refusal.stderr and "hots" in refusal.stderr
    assert not (tmp_path / "data").exists()


def test_the_sale_command_says_by_its_exit_status_whether_the_sale_is_recorded(server):
    def sale(*more, id="cli-1", agent="张伟", amount="1.28万"):
        return floorcast("sale", "--server", server.url, "--id", id, "--agent", agent, "--product", "年费", "--amount", amount, *more)

    first = sale()
    assert (first.returncode, first.stderr) == (0, "")
    result = json.loads(first.stdout)
    assert (result["status"], result["duplicate"], result["amount"]) == ("accepted", False, 1_280_000)
    assert json.loads(sale().stdout) == {**result, "duplicate": True}
    assert json.loads(sale(id="cli-2", agent="谁也不是").stdout)["status"] == "unresolved"
    conflict = sale(amount="1.00")
    assert conflict.returncode == 1 and json.loads(conflict.stdout)["status"] == 409
    wrong = sale(id="cli-3", amount="-5")
    assert wrong.returncode != 0
    wrong = sale(id="cli-4", amount="much")
    assert wrong.returncode == 1 and json.loads(wrong.stdout)["errors"][0]["field"] == "amount"
    assert floorcast("sale", "--server", server.url, "--agent", "a01").returncode == 64, "usage"
    drawn = floorcast("sale", "--server", server.url, "--agent", "a01", "--product", "年费", "--amount", "1")
    assert drawn.returncode == 0 and json.loads(drawn.stdout)["id"].startswith("cli-")


def test_the_sale_command_says_that_there_is_no_server(server):
    server.sell("1")
    server.terminate()
    gone = floorcast("sale", "--server", server.url, "--agent", "a01", "--product", "x", "--amount", "1")
    assert gone.returncode == 1 and gone.stdout == "" and server.url in gone.stderr


def test_the_sale_command_takes_its_token_from_the_environment(open_floor):
    token, entry = made_token("integration")
    server = open_floor({**a_floor(), "tokens": [entry]})
    sale = ["sale", "--server", server.url, "--agent", "a01", "--product", "x", "--amount", "1"]
    assert floorcast(*sale).returncode == 1
    assert floorcast(*sale, env={"FLOORCAST_TOKEN": token}).returncode == 0
    assert floorcast(*sale, "--token", token).returncode == 0


def test_two_servers_on_one_folder_are_refused(server, open_floor):
    server.sell("1")
    second = floorcast("serve", "--config", server.config, "--data", server.data, "--port", 0)
    assert second.returncode == 1
    assert str(server.data) in second.stderr and ("in use" in second.stderr or "another" in second.stderr), second.stderr
    assert server.sell("1")["duplicate"], "the first one did not notice"


def test_two_servers_on_one_port_are_refused(server, tmp_path):
    second = floorcast("serve", "--config", server.config, "--data", tmp_path / "other", "--port", server.port)
    assert second.returncode == 1 and str(server.port) in second.stderr


@pytest.mark.parametrize("signal", ["SIGTERM", "SIGINT"])
def test_asked_to_end_it_says_goodbye_and_ends_well(server, signal):
    viewers = [Viewer(server), Viewer(server, role="console"), Viewer(server, role="agent", agent="a01")]
    for viewer in viewers:
        viewer.expect_kind("snapshot")
    result = server.sell("last")
    server.process.send_signal(getattr(signals, signal))
    assert server.process.wait(10) == 0
    for viewer in viewers:
        assert (viewer.expect_end(), viewer.close_reason) == (4000, "restart")
    server.restart()
    assert server.sell("last") == {**result, "duplicate": True}


def test_asked_to_end_in_the_moment_of_its_start_it_ends_too(tmp_path):
    config = written(a_floor(), tmp_path / "floor.json")
    for _ in range(20):
        server = subprocess.Popen(
            [BINARY, "serve", "--config", config, "--data", tmp_path / "data", "--port", "0"],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert b"listens on" in server.stdout.readline()
        server.terminate()
        try:
            assert server.wait(5) == 0
        finally:
            server.kill()
            server.stdout.close()


def test_new_rules_are_tried_against_the_last_days_and_change_nothing(server, tmp_path):
    day = server.sell("small", amount="6000.00", product="年费")["day"]
    server.sell("big", agent="a03", amount="60000.00", product="集团专线")
    server.sell("voided", amount="7000.00")
    server.correct("k-1", "voided", "void")
    server.sell("long ago", amount="6000.00", closed_at="2020-01-01")
    offset, rules = server.offset, a_floor()
    rules["sites"][0].update(
        big_deals=["5000.00", "80000.00"], groups=[{"id": "lines", "name": {"zh-CN": "专线", "en": "Lines"}, "products": ["集团*"]}])
    new = written(rules, tmp_path / "new.json")
    running = floorcast("try-rules", new, "--data", server.data)
    assert running.returncode == 1 and "in use" in running.stderr
    server.kill()
    tried = floorcast("try-rules", new, "--data", server.data)
    assert tried.returncode == 0, tried
    trial = json.loads(tried.stdout)
    assert (trial["considered"], trial["differences"]) == (2, [
        {"id": "small", "day": day, "agent": "张伟", "product": "年费", "amount": 600_000, "would": 1},
        {"id": "big", "day": day, "agent": "李娜", "product": "集团专线", "amount": 6_000_000, "was": 2, "would": 1, "would_group": "lines"}])
    assert json.loads(floorcast("try-rules", server.config, "--data", server.data).stdout)["differences"] == []
    server.restart()
    assert server.offset == offset


def test_a_newcomer_to_the_demo_sees_a_deal_within_ten_seconds(open_floor, house):
    demo = open_floor(SHIPPED.read_text("utf-8"), command="demo")
    assert "/wall/" in "".join(demo.said)
    opened = time.monotonic()
    wall = Wall(house, demo)
    seen = "new Set(window.diary.ticker.flat()).size > window.diary.frames.find(({ kind }) => kind === 'snapshot').announcements.length"
    wall.wait_for(f"window.diary.plays.length > 0 || {seen}", 10)
    assert time.monotonic() - opened <= 10
    for name in ("console", "me"):
        page = house.screen(f"{demo.url}/{name}/?agent=a01")
        page.wait_for_function("() => document.body.dataset.phase === 'live'")


def test_the_demo_is_for_this_machine_only(tmp_path):
    _, entry = made_token("screen")
    config = written({**a_floor(host="0.0.0.0", hosts=["wall.lan"]), "tokens": [entry]}, tmp_path / "floor.json")
    refusal = floorcast("demo", "--config", config, "--port", 0)
    assert refusal.returncode == 1 and "this machine only" in refusal.stderr
