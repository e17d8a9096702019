"""What a wall does when its link goes: it says so, and it loses nothing and repeats nothing."""

import random
import re
import threading
import time
from http.client import HTTPException

from playwright.sync_api import expect

from screens import Console, Wall
from server import Server
from viewer import Ledger, shown, standings
from waiting import wait_until

SILENCE = 5
"""Seconds without a sign of life after which a page must say that it is cut off."""
SLACK = 2
"""Seconds that a busy machine may be late."""
RETURN = 25
"""Seconds within which a wall is back: its longest pause between two tries is 15 s."""

CUT = "WebSocket connection to"
"""How the browser says in its console that a server cannot be reached."""


def test_a_wall_that_lost_its_link_shows_each_announcement_once(server, house, lay_cable):
    house.allow(CUT)
    server.sell("first", product="首单")  # so that the day's first order is over
    torn, dead = lay_cable(server), lay_cable(server)
    walls = [Wall(house, server, through=torn), Wall(house, server, through=dead)]
    seen = server.sell("seen", product="断线前")
    for wall in walls:
        wall.expect_ticker("断线前", "首单")
        expect(wall.strip).to_be_hidden()

    torn.cut()  # the plug is pulled
    dead.go_silent()  # the Wi-Fi dies without a goodbye
    lost_at = time.monotonic()
    missed = [
        server.sell("missed-1", agent="a02", amount="300.00", product="短信包"),
        server.sell("missed-2", agent="a03", amount="12800.00", product="集团专线"),
        server.sell("missed-3", agent="a04", amount="20.00", product="数据看板"),
    ]
    for wall in walls:
        expect(wall.strip).to_be_visible(timeout=(SILENCE + SLACK) * 1000)
        expect(wall.strip).to_have_text(re.compile(r"自 \d\d:\d\d 起断线"))
        expect(wall.page.locator("body")).to_have_attribute("data-phase", "lost")
    assert time.monotonic() - lost_at <= SILENCE + SLACK

    torn.plug_in()
    dead.plug_in()

    for wall in walls:
        expect(wall.strip).to_be_hidden(timeout=RETURN * 1000)
        wall.expect_ticker("数据看板", "集团专线", "短信包")
        wall.expect_no_takeover()
        wall.expect_standing(1, "李娜", "¥1.28万", "1 单")
        wall.expect_standing(2, "王芳", "¥300", "1 单")
        assert wall.plays == ["集团专线"], "the big deal was missed, and is played once"
        frames = wall.diary["frames"]
        ledger = Ledger().apply_all(frames)
        assert ledger.announced == [result["offset"] for result in (seen, *missed)]
        assert [frame["kind"] for frame in frames].count("snapshot") == 1, "it resumed from its position"
        assert [frame["kind"] for frame in frames].count("resumed") == 1


def test_a_reload_in_the_middle_of_a_takeover_does_not_play_it_again(server, house):
    wall = Wall(house, server)
    server.sell("1", amount="60000.00", product="集团专线")
    server.sell("2", agent="a02", amount="10000.00", product="一体机")
    wall.expect_takeover("集团专线")

    wall.page.reload()
    wall.expect_live()

    wall.expect_takeover("一体机")  # it was still waiting: nothing is lost
    wall.expect_no_takeover()
    server.sell("3", agent="a03", amount="1.00", product="短信包")
    wall.expect_ticker("短信包", "一体机", "集团专线")
    assert wall.plays == ["一体机"], "what had begun before the reload is not played again"
    wall.page.reload()
    wall.expect_live()
    server.sell("4", agent="a03", amount="1.00", product="年费")
    wall.expect_ticker("年费", "短信包", "一体机")
    assert wall.plays == []


def test_a_wall_whose_server_stops_comes_back_by_itself(server, house):
    house.allow(CUT)
    wall = Wall(house, server)
    assert server.terminate() == 0
    expect(wall.strip).to_be_visible(timeout=(SILENCE + SLACK) * 1000)
    server.restart()
    expect(wall.strip).to_be_hidden(timeout=RETURN * 1000)
    server.sell("after", product="开门")
    wall.expect_takeover("张伟", "第一单")


def test_a_deal_entered_while_the_line_is_cut_is_kept_and_counted_once(server, house, lay_cable):
    house.allow(CUT)
    cable = lay_cable(server)
    console, before = Console(house, server, through=cable), server.offset
    cable.cut()

    console.type("ln", "短信包", "88")
    console.expect_outcome("¥88 已保存，连上后自动补发")
    expect(console.page.locator(".recent li")).to_contain_text(["待补发"])
    assert server.offset == before
    cable.plug_in()

    expect(console.outcome).to_contain_text("李娜 ¥88，已入账", timeout=RETURN * 1000)
    expect(console.page.locator(".recent li")).to_have_count(1)
    assert server.offset == before + 1


class Senders:
    """A CRM with several workers that send sales as fast as they are answered, until the server is gone."""

    def __init__(self, server: Server, name, workers=4, each=10):
        self.server, self.acks, self.sent = server, {}, []
        self.threads = [
            threading.Thread(target=self._send, args=(f"{name}-{worker}", each), daemon=True) for worker in range(workers)
        ]
        for thread in self.threads:
            thread.start()

    def _send(self, name, each):
        for number in range(each):
            sale = {"id": f"{name}-{number}", "agent": f"a0{1 + number % 4}", "product": f"{name}-{number}", "amount": 100 + number}
            self.sent.append(sale)
            try:
                status, result = self.server.post(sale)
            except (OSError, HTTPException, ValueError):  # whatever a killed server leaves of an answer
                return
            assert status == 201, (status, result)
            self.acks[sale["id"]] = result["offset"]

    def wait(self):
        for thread in self.threads:
            thread.join()


def test_kill_9_right_after_an_acknowledgement_loses_nothing(server, house):
    house.allow(CUT)
    dice = random.Random(seed := random.randrange(1 << 32))
    print(f"seed {seed}")  # a failed run shows it
    server.sell("first", product="首单")
    wall = Wall(house, server)
    sales, acks = [], {}

    for round in range(20):
        senders = Senders(server, f"r{round}")
        enough = dice.randrange(1, 36)
        wait_until(lambda: len(senders.acks) >= enough, f"{enough} acks in round {round} of seed {seed}")
        if round == 2:
            acks["big"] = server.sell("big", agent="a02", amount="10000.00", product="集团专线")["offset"]
        server.kill()
        senders.wait()
        server.restart()
        for sale in senders.sent:
            status, result = server.post(sale)
            if sale["id"] in senders.acks:
                assert (status, result["duplicate"]) == (200, True), f"an acknowledged sale was lost: {sale}"
                assert result["offset"] == senders.acks[sale["id"]]
            acks[sale["id"]] = result["offset"]
        sales += senders.sent
        wall.wait_for_offset(server.offset, RETURN)

    assert len(set(acks.values())) == len(acks), "every sale has an entry of its own"
    for sale in sales:
        status, result = server.post(sale)
        assert (status, result["duplicate"], result["offset"]) == (200, True, acks[sale["id"]])
    wall.expect_no_takeover()
    assert wall.plays == ["集团专线"]
    ledger = Ledger().apply_all(wall.diary["frames"])
    assert ledger.announced == sorted(acks.values()), "each shown once, in the order of the log, and nothing else"
    day = [(acks[sale["id"]], sale["agent"], sale["amount"]) for sale in sales]
    assert shown(ledger.board) == standings([(0, "a01", 10_000), (acks["big"], "a02", 1_000_000), *day])
