"""What a page is told over its WebSocket: every frame's shape, and the order that proves that none is missing."""

import json
import os
import random
import re
import threading
import time

import pytest

from floors import a_floor, two_floors
from server import floorcast
from viewer import Ledger, Viewer, expect_contiguous, shown, standings
from waiting import wait_until

EPOCH = re.compile(r"[0-9a-f]{32}")
DAY = re.compile(r"\d{4}-\d\d-\d\d")

TIGERS = {"id": "t1", "name": "飞虎队", "color": "#e8b23a"}
LEOPARDS = {"id": "t2", "name": "猎豹队", "color": "#e8b23a"}

STANDARD = {
    "standings": 40, "podium": 15, "teams": 20, "pace": 20, "sites": 15, "feed": 15, "fame": 15, "honours": 15, "message": 15}
"""The playlist of a company that says nothing else."""


def test_a_screen_is_welcomed_and_gets_the_board(open_floor):
    floor = a_floor()
    del floor["screens"]
    server = open_floor(floor)
    with Viewer(server) as screen:
        welcome, snapshot = screen.expect_kind("welcome"), screen.expect_kind("snapshot")
        now, version = welcome.pop("time"), welcome.pop("version")
        assert json.loads(server.ask("GET", "/version.json")[2]) == {"assets": welcome.pop("assets")}
        assert welcome == {
            "kind": "welcome", "role": "screen", "tick": 2000, "top": 10,
            "site": {
                "id": "BJ", "name": {"zh-CN": "北京职场", "en": "Beijing"},
                "time_zone": server_zone(server), "currency": "CNY"},
            "company": {"zh-CN": "测试公司", "en": "Test Company"}, "theme": {"name": "night"},
            "playlist": [{"scene": scene, "seconds": seconds} for scene, seconds in STANDARD.items()],
        }
        assert now > 1_700_000_000_000 and re.fullmatch(r"\d+\.\d+\.\d+", version)
        assert [frame["kind"] for frame in screen.frames[:2]] == ["welcome", "snapshot"]
        assert EPOCH.fullmatch(snapshot.pop("epoch")) and DAY.fullmatch(snapshot.pop("day"))
        assert abs(snapshot.pop("time") - now) < 60_000
        assert snapshot == {
            "kind": "snapshot", "offset": server.offset, "total": {"amount": 0, "deals": 0}, "agents": [],
            "teams": [
                {"place": 1, **row(TIGERS), "amount": 0, "deals": 0, "agents": 2},
                {"place": 1, **row(LEOPARDS), "amount": 0, "deals": 0, "agents": 2},
            ],
            "announcements": [], "announced": 0, "notices": [],
        }
        tick = screen.expect_kind("tick")
        assert (tick["offset"], set(tick)) == (server.offset, {"kind", "offset", "time"})


def row(team):
    """A team as its row names it."""
    return {part: team[part] for part in ("id", "name", "color")}


def server_zone(server):
    return re.search(r'"time_zone": "([^"]+)"', server.config.read_text("utf-8"))[1]


def test_a_sale_becomes_an_announcement_and_standings(server):
    with Viewer(server) as screen:
        start = screen.expect_kind("snapshot")["offset"]
        first = server.sell("1", agent="a01", amount="12800.00", product="年费")
        second = server.sell("2", agent="a03", amount=50, product="短信包")
        opening, plain = screen.expect_kind("announcement", 1), screen.expect_kind("announcement", 2)
        board = screen.expect_offset(second["offset"])

    at = opening["announcement"].pop("at")
    assert at > 1_700_000_000_000
    assert opening == {
        "kind": "announcement", "offset": first["offset"], "prev": start,
        "announcement": {
            "offset": first["offset"], "play": "takeover", "reasons": ["first_of_month", "first_of_week", "first_of_day", "big_deal"], "tier": 1,
            "duration": 20_000, "agent": {"id": "a01", "name": "张伟"},
            "team": {**TIGERS, "slogan": "飞虎飞虎，势如破竹！"}, "product": "年费", "amount": 1_280_000, "currency": "CNY",
            "words": {
                "zh-CN": "恭喜飞虎队的张伟签到了第一单，为我们大家拿到了开门红！这也是本月、本周的第一单。这一单是年费，金额是12,800元，请大家为TA喝彩！",
                "en": "Congratulations to 张伟 of 飞虎队 on the first order of the day, of the month and of the week too - and a big one: 年费, ¥12,800. "
                      "A round of applause!"},
            "spoken": {
                "zh-CN": "恭喜飞虎队的张伟签到了第一单，为我们大家拿到了开门红！这也是本月、本周的第一单。这一单是年费，金额是一万二千八百元，请大家为他喝彩！",
                "en": "Congratulations to 张伟 of 飞虎队 on the first order of the day, of the month and of the week too - and a big one: 年费, "
                      "twelve thousand eight hundred yuan. A round of applause!"},
        }}
    told = plain["announcement"]
    assert (told["play"], told["reasons"], told.get("tier"), told["amount"]) == ("ticker", ["deal"], None, 50)
    assert set(board) == {"kind", "offset", "prev", "day", "total", "agents", "teams"}
    assert board["total"] == {"amount": 1_280_050, "deals": 2}
    assert board["agents"] == [
        {"place": 1, "id": "a01", "name": "张伟", "team": TIGERS, "amount": 1_280_000, "deals": 1},
        {"place": 2, "id": "a03", "name": "李娜", "team": LEOPARDS, "amount": 50, "deals": 1},
    ]
    assert [(row["id"], row["place"], row["amount"], row["deals"]) for row in board["teams"]] == [
        ("t1", 1, 1_280_000, 1), ("t2", 2, 50, 1)]


def test_the_first_order_and_the_big_deal_say_the_products_words(server):
    with Viewer(server) as screen:
        server.sell("1", amount="1.00", product="年费")
        server.sell("2", agent="a03", amount="50000.00", product="集团专线")
        first, big = (screen.expect_kind("announcement", number)["announcement"] for number in (1, 2))
    assert first["words"]["zh-CN"] == "恭喜飞虎队的张伟签到了第一单，为我们大家拿到了开门红，这也是本月、本周的第一单，大家加油！"
    assert (first["reasons"], first["play"], first.get("tier")) == (["first_of_month", "first_of_week", "first_of_day"], "takeover", None)
    assert big["words"]["zh-CN"] == "恭喜猎豹队的李娜签了一单集团专线，金额是50,000元，请大家为TA喝彩！"
    assert (big["reasons"], big["tier"], big["duration"]) == (["big_deal"], 2, 14_000)


def test_an_agents_page_is_told_its_own_day(server):
    with Viewer(server, role="agent", agent="a02") as page:
        own = page.expect_kind("own")
        own.pop("offset"), own.pop("day")
        assert own == {
            "kind": "own", "agent": {"id": "a02", "name": "王芳", "team": TIGERS}, "amount": 0, "deals": 0, "sales": [],
            "targets": [{"period": period, "achieved": 0} for period in ("day", "week", "month")]}
        server.sell("1", agent="a01", amount="10.00")
        server.sell("2", agent="a02", amount="7.50", product="短信包")
        own = page.expect("my second place", lambda f: f["kind"] == "own" and f.get("place") == 2)
        assert (own["amount"], own["deals"], own.get("gap")) == (750, 1, {"amount": 250})
        [sale] = own["sales"]
        assert sale.pop("at") > 1_700_000_000_000
        assert {part: sale[part] for part in ("id", "product", "amount", "reasons")} == {
            "id": "2", "product": "短信包", "amount": 750, "reasons": []}
        server.sell("3", agent="a02", amount="7.50")
        own = page.expect("the first place", lambda f: f["kind"] == "own" and f.get("place") == 1)
        assert "gap" not in own, "who leads has nobody to reach"
        assert [sale["id"] for sale in own["sales"]] == ["3", "2"], "newest first"


def test_a_console_is_given_its_desk(server):
    server.sell("1", agent="a04", amount="20000.00", product="集团专线")
    server.sell("2", agent="路人甲", amount="5.00", product="短信包")
    with Viewer(server, role="console") as console:
        desk = console.expect("both sales on the desk", lambda f: f["kind"] == "desk" and len(f["products"]) == 2)
    assert desk["agents"][0] == {
        "id": "a01", "name": "张伟", "team": "飞虎队", "team_id": "t1", "pinyin": "zhang wei", "initials": "zw"}
    assert desk["agents"][3] == {
        "id": "a04", "name": "单雄信", "team": "猎豹队", "team_id": "t2", "pinyin": "shan xiong xin", "initials": "sxx"}
    assert desk["teams"] == [{**TIGERS, "slogan": "飞虎飞虎，势如破竹！"}, {**LEOPARDS, "slogan": "快人一步，猎豹出击！"}]
    assert [honour["id"] for honour in desk["honours"]] == ["top_sales", "bee", "gardener", "most_improved", "top_team"]
    assert desk["honours"][0] == {
        "id": "top_sales", "title": {"zh-CN": "开拓能手", "en": "Top Sales"},
        "reward": {"what": "50 元超市卡", "days": 1, "presenter": "销售总监"}}
    assert desk["groups"] == []
    assert desk["products"] == ["短信包", "集团专线"], "the last one first"
    [waiting] = desk["to_sort_out"]
    assert waiting.pop("at") > 1_700_000_000_000 and waiting.pop("offset") == server.offset
    assert waiting == {"id": "2", "agent": "路人甲", "product": "短信包", "amount": 500, "currency": "CNY"}
    sale = next(sale for sale in desk["sales"] if sale["id"] == "1")
    assert (sale["agent"], sale["amount"], sale["reasons"]) == ("单雄信", 2_000_000, ["first_of_month", "first_of_week", "first_of_day", "big_deal"])


def test_a_console_gets_an_ack_and_an_error_with_its_ref(server):
    with Viewer(server, role="console") as console:
        ack = console.sell("c-1", amount="12800.00")
        result = ack["result"]
        assert EPOCH.fullmatch(result.pop("epoch")) and DAY.fullmatch(result.pop("day"))
        assert ack == {"kind": "ack", "ref": "r-1", "result": {
            "status": "accepted", "duplicate": False, "id": "c-1", "offset": server.offset,
            "agent": {"id": "a01", "name": "张伟"}, "amount": 1_280_000, "currency": "CNY",
            "set_off": ["first_of_month", "first_of_week", "first_of_day", "big_deal"], "tier": 1, "place": 1}}
        error = console.sell("c-2", amount="-1")
        assert (error["kind"], error["ref"]) == ("error", "r-2")
        problem = error["problem"]
        assert (problem["status"], problem["type"]) == (422, "urn:floorcast:problem:invalid")
        [fault] = problem["errors"]
        assert fault["field"] == "sale.amount" and fault["fault"] == "is negative" and "more than 0" in fault["allowed"]
        stranger = console.sell("c-3", agent="nobody")
        assert stranger["result"]["status"] == "unresolved" and "agent" not in stranger["result"]


def test_a_wall_of_one_site_gets_no_frame_of_the_other(open_floor):
    server = open_floor(two_floors())
    with Viewer(server, site="BJ") as beijing, Viewer(server, site="DE") as berlin:
        beijing.expect_kind("snapshot"), berlin.expect_kind("snapshot")
        abroad = server.sell("1", agent="b01", amount="1.00", product="Vertrag")
        home = server.sell("2", agent="a01", amount="2.00", product="年费")
        assert beijing.expect_offset(home["offset"])["total"]["amount"] == 200
        assert berlin.expect_offset(abroad["offset"])["total"]["amount"] == 100
        assert [a["offset"] for a in beijing.announcements] == [home["offset"]]
        assert [a["offset"] for a in berlin.announcements] == [abroad["offset"]]
        assert beijing.announcements[0]["reasons"] == berlin.announcements[0]["reasons"] == [
            "first_of_month", "first_of_week", "first_of_day"]
        assert "b01" not in str(beijing.frames) and "张伟" not in str(berlin.frames)


def test_a_screen_resumes_from_its_position(server):
    with Viewer(server) as screen:
        screen.expect_kind("snapshot")
        seen = screen.expect_offset(server.sell("1")["offset"])
        position = screen.position
    missed = [server.sell(f"missed-{number}", agent="a02")["offset"] for number in range(5)]
    with Viewer(server, position=position) as screen:
        resumed = screen.expect_kind("resumed")
        screen.expect_offset(missed[-1])
        assert (resumed["epoch"], resumed["from"]) == (position["epoch"], position["offset"])
        assert resumed["to"] >= missed[-1] and screen.of("snapshot") == []
        ledger = Ledger()
        ledger.offset, ledger.announced = seen["offset"], [seen["offset"]]
        ledger.apply_all(screen.frames)
        assert ledger.announced == [seen["offset"], *missed]


@pytest.mark.parametrize("wrong", ["another log", "the future"])
def test_a_position_that_cannot_be_resumed_gets_a_snapshot(server, wrong):
    head = server.sell("1")["offset"]
    with Viewer(server) as screen:
        epoch = screen.expect_kind("snapshot")["epoch"]
    position = {"epoch": "0" * 32, "offset": head} if wrong == "another log" else {"epoch": epoch, "offset": head + 99}
    with Viewer(server, position=position) as screen:
        snapshot = screen.expect_kind("snapshot")
        assert snapshot["epoch"] == epoch and screen.expect_offset(head)["total"]["deals"] == 1
        told = snapshot["announcements"] + screen.announcements  # by the snapshot, or by what came after it
        assert [a["offset"] for a in told] == [head] and screen.of("resumed") == []


def test_after_a_restart_a_screen_gets_a_snapshot_of_the_same_log(server):
    head = server.sell("1", amount="12800.00")["offset"]
    with Viewer(server) as screen:
        before = screen.expect_offset(head)
        position = screen.position
    server.terminate()
    server.restart()
    with Viewer(server, position=position) as screen:
        after = screen.expect_kind("snapshot")
        assert (after["epoch"], after["offset"], after["announced"]) == (position["epoch"], head, 1)
        assert [after[part] for part in ("day", "total", "agents", "teams")] == [
            before[part] for part in ("day", "total", "agents", "teams")]
        second = server.sell("2", agent="a02")
        assert "first_of_day" not in second["set_off"], "a restart does not open the day again"
        screen.expect_offset(second["offset"])


class Flood:
    """Sales from all sides at once: batches and single ones over HTTP, and a console; every answer is kept."""

    def __init__(self, server, total):
        self.server, self.sales, self.answers = server, [], {}
        self.lock = threading.Lock()
        share = total // 4
        self.threads = [threading.Thread(target=work, daemon=True) for work in (
            lambda: self.batches("b", share * 2, 25), lambda: self.batches("c", share, 5), lambda: self.singles("s", share))]
        for thread in self.threads:
            thread.start()

    def sale(self, name, number):
        return {
            "id": f"{name}-{number}", "agent": random.Random(f"{name}{number}").choice(["a01", "a02", "a03", "a04"]),
            "product": f"{name}-{number}", "amount": random.Random(number).randrange(1, 999_999)}

    def batches(self, name, total, size):
        for start in range(0, total, size):
            sales = [self.sale(name, number) for number in range(start, start + size)]
            status, answer = self.server.post(sales)
            assert (status, answer["accepted"]) == (200, size), answer
            self.keep(sales, [item["result"] for item in answer["results"]])

    def singles(self, name, total):
        for number in range(total):
            sale = self.sale(name, number)
            self.keep([sale], [self.server.sell(**sale)])

    def keep(self, sales, results):
        with self.lock:
            self.sales += sales
            self.answers |= {result["id"]: result["offset"] for result in results}

    @property
    def is_over(self):
        return not any(thread.is_alive() for thread in self.threads)


def test_over_thousands_of_sales_no_viewer_misses_repeats_or_reorders_any(server):
    start = server.offset
    viewers = [Viewer(server) for _ in range(5)]
    for viewer in viewers:
        viewer.expect_kind("snapshot")

    flood, unsteady, latencies = Flood(server, 4_000), Ledger(), []
    position = None
    while not flood.is_over:  # one more viewer comes and goes all the time
        comer = Viewer(server, **({"position": position} if position else {}))
        wait_until(lambda: len(comer.frames) > 30 or flood.is_over, "something happens on the floor")
        comer.vanish()
        comer.expect_end()
        unsteady.apply_all(comer.frames)
        position = {"epoch": viewers[0].position["epoch"], "offset": unsteady.offset}
        latencies.append(health_time(server))

    offsets = sorted(flood.answers.values())
    assert offsets == list(range(start + 1, start + 4_001)), "every sale has an entry of its own, in one row"
    day = standings([(flood.answers[sale["id"]], sale["agent"], sale["amount"]) for sale in flood.sales])
    for viewer in viewers:
        viewer.expect_offset(offsets[-1])
        expect_contiguous(viewer.frames)
        assert [a["offset"] for a in viewer.announcements] == offsets, "none missing, none twice, in order"
        board = viewer.of("standings")[-1]
        assert shown(board) == day
        assert board["total"] == {"amount": sum(sale["amount"] for sale in flood.sales), "deals": 4_000}
        viewer.leave()

    with Viewer(server, position=position) as comer:
        comer.expect_offset(offsets[-1])
        unsteady.apply_all(comer.frames)
    seen = [offset for offset in offsets if offset in set(unsteady.announced)]
    assert unsteady.announced == seen == offsets, "the one that came and went has all of them, each once"
    assert sorted(latencies)[len(latencies) * 99 // 100] < 1, "the server answered for its health all the while"


def health_time(server):
    start = time.monotonic()
    server.health
    return time.monotonic() - start


def test_viewers_that_come_and_go_leave_nothing_behind(server):
    def open_files():
        return len(os.listdir(f"/proc/{server.process.pid}/fd"))

    server.sell("1")
    before = open_files()
    for vanish in (False, True):
        viewers = [Viewer(server, role="agent", agent=f"a0{1 + number % 4}") for number in range(40)]
        for viewer in viewers:
            viewer.expect_kind("own")
        assert server.health["viewers"] == 40
        for viewer in viewers:
            viewer.vanish() if vanish else viewer.leave()
        wait_until(lambda: server.health["viewers"] == 0, "nobody looks on")
        wait_until(lambda: open_files() <= before, "every descriptor is given back")


def test_one_id_is_one_sale_over_http_websocket_and_command_line(server):
    sale = {"agent": "a01", "product": "年费", "amount": "12800.00"}
    first = server.sell("x-1", **sale)
    assert first["duplicate"] is False
    with Viewer(server, role="console") as console:
        over_socket = console.sell("x-1", **{**sale, "amount": 1_280_000})["result"]
    command = floorcast(
        "sale", "--server", server.url, "--id", "x-1", "--agent", "a01", "--product", "年费", "--amount", "1.28万")
    assert command.returncode == 0, command
    in_a_batch = server.post([{"id": "x-1", **sale}])[1]["results"][0]["result"]
    for again in (over_socket, json.loads(command.stdout), server.sell("x-1", **sale), in_a_batch):
        assert again == {**first, "duplicate": True}, "the first answer again, marked as a duplicate"
    assert server.offset == first["offset"]


def test_another_sale_under_the_same_id_is_a_conflict_and_changes_nothing(server):
    first = server.sell("x-1", agent="a01", product="年费", amount="100.00")
    for other in ({"amount": "100.01"}, {"agent": "a02"}, {"product": "短信包"}, {"customer": "王先生"}):
        sale = {"id": "x-1", "agent": "a01", "product": "年费", "amount": "100.00", **other}
        status, problem = server.post(sale)
        assert (status, problem["type"], problem["errors"][0]["field"]) == (409, "urn:floorcast:problem:conflict", "id")
        with Viewer(server, role="console") as console:
            assert console.sell(**sale)["problem"]["status"] == 409
    assert server.offset == first["offset"]
    assert server.sell("x-1", agent="a01", product="年费", amount="100.00") == {**first, "duplicate": True}


def test_many_senders_of_one_id_at_once_record_it_once(server):
    before, answers = server.offset, []
    threads = [
        threading.Thread(target=lambda: answers.append(server.post({"id": "same", "agent": "a01", "product": "年费", "amount": 5})))
        for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(status for status, _ in answers) == [200] * 11 + [201]
    assert {answer["offset"] for _, answer in answers} == {before + 1} == {server.offset}


def test_a_batch_with_bad_rows_takes_the_good_ones(server):
    before = server.offset
    batch = [
        {"id": "1", "agent": "a01", "product": "年费", "amount": 100},
        {"id": "2", "agent": "a01", "product": "年费", "amount": -1},
        {"id": "3", "agent": "a01", "product": "年费"},
        {"id": "1", "agent": "a01", "product": "年费", "amount": 100},
        {"id": "1", "agent": "a01", "product": "年费", "amount": 101},
        {"id": "4", "agent": "谁也不是", "product": "年费", "amount": 100},
    ]
    for body in (batch, {"sales": batch}):
        status, answer = server.post(body)
        assert status == 207
        statuses = [
            item["problem"]["status"] if "problem" in item else (item["result"]["status"], item["result"]["duplicate"])
            for item in answer["results"]
        ]
        again = body is not batch
        assert statuses == [("accepted", again), 422, 422, ("accepted", True), 409, ("unresolved", again)]
        assert (answer["accepted"], answer["duplicates"], answer["refused"]) == ((0, 3, 3) if again else (2, 1, 3))
    assert server.offset == before + 2
