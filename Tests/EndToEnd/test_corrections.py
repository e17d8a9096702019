"""Corrections on air: what was wrong is put right on every screen, and history keeps both."""

import re

import pytest
from playwright.sync_api import expect

from screens import Console, Wall
from viewer import Viewer, expect_contiguous


def test_a_voided_sale_counts_no_more_and_its_announcement_is_marked(server):
    with Viewer(server) as screen:
        sold = server.sell("1", amount="20000.00")
        server.sell("2", agent="a03", amount="5.00")
        status, answer = server.correct("c1", "1", "void")
        assert (status, answer["voided"], answer["duplicate"], answer["sale"]) == (201, True, False, "1")
        told = screen.expect_kind("correction")
        assert told["announcement"]["offset"] == sold["offset"] and told["announcement"]["voided"] is True
        board = screen.expect_offset(told["offset"])
        assert board["total"] == {"amount": 500, "deals": 1} and [row["id"] for row in board["agents"]] == ["a03"]
        expect_contiguous(screen.frames)
    with Viewer(server) as late:
        [marked, other] = late.expect_kind("snapshot")["announcements"]
        assert marked["voided"] is True and "voided" not in other


def test_an_amended_sale_is_ranked_by_what_it_is_now(server):
    with Viewer(server) as screen:
        server.sell("1", agent="a01", amount="100.00")
        server.sell("2", agent="a03", amount="200.00")
        status, answer = server.correct("c1", "1", "amend", amount="300.00", product="年费二")
        assert (status, answer["amount"], answer["product"]) == (201, 30_000, "年费二")
        told = screen.expect_kind("correction")
        assert (told["announcement"]["amount"], told["announcement"]["product"]) == (30_000, "年费二")
        assert [row["id"] for row in screen.expect_offset(told["offset"])["agents"]] == ["a01", "a03"]


def test_a_sale_that_waits_is_announced_when_someone_says_whose_it_is(server):
    with Viewer(server) as screen, Viewer(server, role="console") as console:
        server.sell("1", agent="小王", amount="20000.00")
        console.expect("the sale to sort out", lambda f: f["kind"] == "desk" and f["to_sort_out"])
        status, answer = server.correct("c1", "1", "assign", agent="a02")
        assert (status, answer["agent"]["name"]) == (201, "王芳")
        announced = screen.expect_kind("announcement")["announcement"]
        assert announced["agent"]["id"] == "a02" and "big_deal" in announced["reasons"] and "first_of_day" in announced["reasons"]
        console.expect("nothing to sort out", lambda f: f["kind"] == "desk" and f["sales"] and not f["to_sort_out"])


def test_a_correction_repeated_over_any_way_and_a_restart_is_one_correction(server):
    server.sell("1", amount="100.00")
    first = server.correct("c1", "1", "void")
    offset = server.offset
    server.kill()
    server.restart()
    again = server.correct("c1", "1", "void")
    with Viewer(server, role="console") as console:
        console.say(kind="correction", ref="k-1", correction={"id": "c1", "sale": "1", "change": "void", "reason": "输错了"})
        ack = console.expect("the ack", lambda f: f["kind"] == "ack" and f["ref"] == "k-1")
    assert (first[0], again[0]) == (201, 200)
    assert again[1] == {**first[1], "duplicate": True} == ack["result"]
    assert server.correct("c1", "1", "void", reason="another")[0] == 409
    assert server.offset == offset, "nothing was written again"


@pytest.mark.parametrize("sale, change, more, status, field", [
    ("gone", "void", {}, 404, "sale"), ("voided", "void", {}, 409, "sale"), ("voided", "amend", {"amount": "5"}, 409, "sale"),
    ("1", "assign", {"agent": "nobody"}, 422, "agent"), ("1", "amend", {}, 422, ""), ("1", "amend", {"amount": "0"}, 422, "amount"),
    ("1", "erase", {}, 422, "change"), ("1", "void", {"reason": ""}, 422, "reason"),
])
def test_a_correction_that_cannot_be_made_says_why_and_changes_nothing(server, sale, change, more, status, field):
    server.sell("1", amount="100.00")
    server.sell("voided", amount="100.00")
    server.correct("v", "voided", "void")
    offset = server.offset
    answered, problem = server.correct("c1", sale, change, **more)
    assert (answered, problem["status"]) == (status, status), problem
    assert problem["errors"][0]["field"] == field and problem["errors"][0]["fault"]
    assert server.offset == offset


def test_a_deal_undone_at_the_console_is_gone_from_every_wall(server, house):
    server.sell("first", agent="a02", amount="1.00", product="首单")
    wall, console = Wall(house, server), Console(house, server)
    console.type("zw", "短信包", "88")
    console.expect_outcome("张伟", "已入账")
    wall.expect_standing(1, "张伟", "¥88", "1 单")

    console.page.get_by_role("button", name=re.compile("^撤销 ¥88")).click()

    console.expect_outcome("已撤销")
    wall.expect_standing(1, "王芳", "¥1", "1 单")
    expect(wall.page.locator("day-total")).to_contain_text("已签 1 单")
