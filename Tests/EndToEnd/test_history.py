"""The past: whatever becomes of the process or of the archive beside the log, every answer is the same."""

import json
import resource
import signal
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from floors import EVERY_DAY, OVER, a_floor, two_floors
from server import Server, floorcast
from test_explain import GROUPS
from viewer import Viewer

LONG_AGO = timedelta(days=120)
"""Before what is kept at hand: such a day is in the archive only."""


def the_floor():
    floor = two_floors()
    floor["sites"][0].update(working_days=EVERY_DAY, working_hours=OVER, groups=GROUPS)
    floor["agents"][0]["target"] = "3000.00"
    return floor


class History:
    """A server whose log holds a day long ago, a day lately and today, and something of every kind."""

    def __init__(self, server):
        self.server = server
        self.days = [server.today - LONG_AGO, server.today - timedelta(days=20), server.today]
        sales = [{"id": "waits", "agent": "路人甲", "amount": "5.00"}] + [
            {"id": f"{day} {agent}", "agent": agent, "amount": f"{100 + number}.00", "product": "集团专线", "closed_at": str(day)}
            for day in self.days for number, agent in enumerate(("a01", "a02", "a03", "b01"))]
        for sale in sales:
            assert server.sell(**sale)["duplicate"] is False
        self.changes = [
            self.correct("k-1", f"{self.days[0]} a02", "void"), self.correct("k-2", f"{self.days[1]} a03", "amend", amount="250.00"),
            self.correct("k-3", f"{self.days[2]} a01", "assign", agent="a02")]
        day = str(server.today)
        self.others = [
            self.record("targets", id="g-1", agent="a02", day=day, amount="77.00"),
            self.record("activity", id="x-1", agent="a02", day=day, calls=100, connects=10, talk_seconds=3_600),
            self.record("conduct", id="p-1", agent="a02", points=3, reason="带新人", **{"for": "training"}),
            self.record("awards", id="w-1", agents=["a01", "a02"], honour="top_sales", citation="好样的"),
            self.record("awards/changes", id="v-1", award="w-1", change="hand_over"),
            self.record("roster", id="r-1", agents=[{"id": "a04", "team": "t1", "name": "单雄信", "alias": "雄哥"}])]
        self.sales = [(sale, server.sell(**sale)) for sale in sales]  # with whoever has each of them by now

    def correct(self, *what, **more):
        status, answer = self.server.correct(*what, **more)
        assert status == 201, answer
        return (what, more, answer)

    def record(self, to, **body):
        return (to, body, self.server.record(to, **body))

    def expect_known(self):
        """Everything that was sent is answered word for word as it was, but for being a duplicate."""
        offset = self.server.offset
        for sale, answer in self.sales:
            assert self.server.sell(**sale) == answer and answer["duplicate"] is True
        for what, more, answer in self.changes:
            assert self.server.correct(*what, **more) == (200, {**answer, "duplicate": True})
        for to, body, answer in self.others:
            assert self.server.post(body, to=to) == (200, {**answer, "duplicate": True})
        assert self.server.offset == offset, "nothing was recorded anew"

    @property
    def answers(self):
        """What is said of each day, in every way there is."""
        ask, said = self.server.look, {}
        for day in self.days:
            for period in ("day", "week", "month"):
                for site in ("BJ", "DE"):
                    said[day, period, site] = ask(f"reports/{period}/{day}", site=site)
                for metric in ("amount", "deals", "completion", "improved", "value"):
                    said[day, period, metric] = ask("standings", period=period, day=day, metric=metric)
                for agent in ("a01", "a02", "a03"):
                    said[day, period, agent] = ask("explain", agent=agent, period=period, day=day)
            said[day, "targets"] = ask("targets", day=day)
        said["awards"] = ask("awards")
        with Viewer(self.server) as screen:
            board = screen.expect_offset(self.server.offset)
            said["wall"] = {part: board[part] for part in ("day", "total", "agents", "teams")}
        return said

    @property
    def archive(self):
        return self.server.data / "archive.sqlite"


@pytest.fixture
def history(open_floor):
    return History(open_floor(the_floor()))


def expect_same(history, before):
    after = history.answers
    assert [of for of in before if before[of] != after[of]] == []
    assert history.server.health["status"] == "ok"
    history.expect_known()


def test_the_answers_are_worth_comparing(history):
    before = history.answers
    long_ago, lately, today = history.days
    assert [row["id"] for row in before[long_ago, "day", "BJ"]["agents"]] == ["a03", "a01"]
    assert [void["sale"]["id"] for void in before[long_ago, "day", "BJ"]["voids"]] == [f"{long_ago} a02"]
    assert before[lately, "day", "amount"]["rows"][0]["amount"] == 25_000
    assert [sale["why"] for sale in before[today, "day", "a01"]["does_not_count"]] == ["given_away", *["other_day"] * 2]
    assert before[today, "day", "a02"]["value"]["score"] > 0 and before["awards"]["awards"][0]["reward"]["state"] == "handed_over"
    history.expect_known()


def test_a_start_after_kill_9_and_one_from_a_checkpoint_say_the_same(history):
    server, before = history.server, history.answers
    server.kill()
    server.restart()  # from the log alone
    expect_same(history, before)
    assert server.terminate() == 0  # at its end it writes a checkpoint
    server.restart()
    expect_same(history, before)
    server.sell("after the checkpoint", agent="a03", amount="1.00", closed_at=str(history.days[0]))
    before = history.answers
    server.kill()
    server.restart()  # from the checkpoint, and what came after it
    expect_same(history, before)
    assert "archive cannot be" not in server.log, "and none of it because there is no archive"


def test_a_sale_from_before_the_checkpoint_is_corrected_explained_and_reported_after_a_restart(history):
    server, long_ago = history.server, history.days[0]
    sale = f"{long_ago} a01"
    for end in (server.terminate, server.kill):
        end()
        server.restart()
        id = f"amended at {end.__name__}"
        amount = {"terminate": 90_000, "kill": 80_000}[end.__name__]
        status, answer = server.correct(id, sale, "amend", amount=amount)
        assert (status, answer["amount"], answer["sale"]) == (201, amount, sale)
        assert server.correct(id, sale, "amend", amount=amount) == (200, {**answer, "duplicate": True})
        explanation = server.look("explain", agent="a01", day=long_ago)
        assert (explanation["place"], explanation["amount"], explanation["counts"][0]["amended"]) == (1, amount, True)
        assert server.look(f"reports/month/{long_ago}", site="BJ")["agents"][0]["amount"] == amount
        assert server.look("standings", of="teams", day=long_ago)["rows"][0]["id"] == "t1"
    assert server.correct("voided", sale, "void", reason="太久了")[0] == 201
    server.kill()
    assert [row["id"] for row in server_report(server, long_ago)["agents"]] == ["a03"], "the command reads the same"
    server.restart()
    assert server.look("explain", agent="a01", day=long_ago)["does_not_count"][0]["reason"] == "太久了"
    again, first = next((server.sell(**sent), answer) for sent, answer in history.sales if sent["id"] == sale)
    assert again == first


def server_report(server, day):
    done = floorcast("report", "--data", server.data, "--day", day, "--site", "BJ")
    assert done.returncode == 0, done
    return json.loads(done.stdout)


def spoil(archive, how):
    """Does something to the archive's file that no server does."""
    if how == "deleted":
        archive.unlink()
    elif how == "garbage":
        archive.write_bytes(b"no database at all" * 500)
    elif how == "cut short":
        archive.write_bytes(archive.read_bytes()[:archive.stat().st_size // 2])
    elif how == "empty":
        archive.write_bytes(b"")
    elif how == "one byte is another":
        spoiled = bytearray(archive.read_bytes())
        for place in range(3_000, len(spoiled), 4_001):
            spoiled[place] ^= 0x40
        archive.write_bytes(bytes(spoiled))
    elif how == "another program's":
        archive.unlink()
        with sqlite3.connect(archive) as other:
            other.execute("create table page (site text, day integer, body text)")
        other.close()


@pytest.mark.parametrize("end", ["terminate", "kill"])
@pytest.mark.parametrize("how", ["deleted", "garbage", "cut short", "empty", "one byte is another", "another program's"])
def test_without_a_good_archive_the_answers_are_the_same(history, how, end):
    server = history.server
    assert server.terminate() == 0
    server.restart()
    before = history.answers
    getattr(server, end)()
    assert history.archive.stat().st_size > 10_000, "there is something to spoil"
    for wal in server.data.glob("archive.sqlite-*"):
        wal.unlink()
    spoil(history.archive, how)
    server.restart()
    expect_same(history, before)
    assert server.terminate() == 0
    assert history.archive.stat().st_size > 10_000, "it was made anew"
    server.restart()
    expect_same(history, before)


def test_the_archive_of_another_log_is_not_believed(history, open_floor):
    server, before = history.server, history.answers
    other = open_floor(the_floor())
    other.sell("1", agent="a04", amount="12345.00")
    assert server.terminate() == other.terminate() == 0
    history.archive.write_bytes((other.data / "archive.sqlite").read_bytes())
    server.restart()
    expect_same(history, before)


def test_a_start_that_cannot_open_its_archive_says_what_is_in_the_way(history):
    server, before = history.server, history.answers
    assert server.terminate() == 0
    history.archive.unlink()
    history.archive.mkdir()
    with pytest.raises(AssertionError, match=f"(?s)did not start.*{history.archive}"):
        server.restart()
    history.archive.rmdir()
    server.restart()
    expect_same(history, before)


def small_disk():
    """In the process to be: no file grows beyond 256 KiB, as on a disk that is full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 18, 1 << 18))


def test_a_start_without_room_for_its_archive_says_so_and_does_not_hang(server):
    for batch in range(5):
        sales = [{"id": f"{batch}-{number}", "agent": "a01", "product": "品" * 66, "customer": "客" * 60, "amount": 100} for number in range(200)]
        assert server.post(sales)[1]["accepted"] == 200
    assert server.terminate() == 0
    (server.data / "archive.sqlite").unlink()
    with pytest.raises(AssertionError, match="(?s)did not start.*archive"):
        server.start(port=server.port, preexec_fn=small_disk)
    server.restart()
    assert server.look("standings")["rows"][0]["deals"] == 1_000


# A log of the first version --------------------------------------------------------------------------------------------

HERE = Path(__file__).parent


@pytest.fixture
def old(tmp_path):
    """The server of today on a log that the first version wrote on 21 November 2025, and what that one answered."""
    floor = a_floor()
    floor["sites"][0]["time_zone"] = "Asia/Shanghai"
    folder = tmp_path / "old"
    (folder / "data").mkdir(parents=True, mode=0o700)
    log = sqlite3.connect(folder / "data/journal.sqlite")
    log.executescript((HERE / "journal-v1.sql").read_text("utf-8"))
    log.close()
    server = Server(folder, floor)
    yield server, json.loads((HERE / "journal-v1.answers.json").read_text("utf-8"))
    server.end()


def test_a_log_of_the_first_version_is_read_and_what_it_holds_is_known(old):
    server, answers = old
    for _ in range(3):  # from the log, from the log after kill -9, from a checkpoint
        offset = server.offset
        for each in answers:
            if "sale" in each:
                expected = each["answer"]
                if "closed_at" in each["sale"]:  # only today's board has a place to tell
                    expected = {part: value for part, value in expected.items() if part != "place"}
                assert server.sell(**each["sale"]) == expected
            else:
                assert server.post(each["correction"], to="corrections") == (200, {**each["answer"], "duplicate": True})
        assert server.offset == offset
        report = server.look("reports/day/2025-11-21")
        assert [(row["place"], row["id"], row["amount"]) for row in report["agents"]] == [(1, "a01", 2_000_000), (2, "a04", 30_000), (3, "a03", 12_000)]
        assert report["first_order"]["announced"]["id"] == "1" and [void["reason"] for void in report["voids"]] == ["客户取消"]
        assert [row["id"] for row in server.look("standings", day="2025-11-20")["rows"]] == ["a03"]
        assert server.look("standings", day="2025-07-01")["rows"][0]["amount"] == 700
        lost = server.look("explain", agent="a01", day="2025-11-20")["does_not_count"]
        assert [(sale["id"], sale["why"], sale["to"], sale["by"]) for sale in lost] == [("4", "given_away", "李娜", "loopback")]
        (server.kill if _ == 0 else server.terminate)()
        server.restart()
    with Viewer(server, role="console") as console:
        assert [sale["id"] for sale in console.expect_kind("desk")["to_sort_out"]] == ["7"]


def test_a_log_of_the_first_version_goes_on(old):
    server, _ = old
    assert server.sell("new", agent="a02", amount="5.00")["set_off"] == ["first_of_month", "first_of_week", "first_of_day"]
    assert server.correct("k-new", "5", "void", reason="太久了")[0] == 201
    assert server.look("standings", day="2025-07-01")["rows"] == []
    server.record("roster", "r-1", agents=[{"id": "a01", "team": "t2", "name": "张伟"}])
    report = server.look("reports/month/2025-11-21")
    assert [(team["id"], team["amount"]) for team in report["teams"]] == [("t1", 2_000_000), ("t2", 47_000)]
