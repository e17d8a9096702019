"""People come, move, are called otherwise, are kept off the screens, leave and return - while the walls are on."""

import json
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from floors import a_floor, two_floors
from screens import Console, OwnPage, Wall
from viewer import Viewer
from waiting import wait_until

WEI = {"id": "a01", "team": "t1", "name": "张伟"}
NA = {"id": "a03", "team": "t2", "name": "李娜"}


def edit(server, id, *agents, **more):
    return server.record("roster", id, agents=list(agents), **more)


def at_work(server, *words):
    """Who is offered at the console, once it says all of `words` of them."""
    with Viewer(server, role="console") as console:
        desk = console.expect(f"a desk with {words}", lambda f: f["kind"] == "desk" and all(word in str(f["agents"]) for word in words))
        return {agent["id"]: agent for agent in desk["agents"]}


def board(server, **query):
    """A standing's rows, without what is not asked about."""
    return [(row["place"], row["id"], row["name"], row["amount"]) for row in server.look("standings", **query)["rows"]]


@contextmanager
def looking_on(server):
    """A wall that is on."""
    with Viewer(server) as screen:
        screen.expect_kind("snapshot")
        yield screen


def test_who_joins_sells_at_once(server):
    with looking_on(server) as screen, Viewer(server, role="console") as console:
        result = edit(server, "r-1", {"id": "a05", "team": "t2", "name": "曾国强", "pinyin": "zeng guo qiang"})
        assert result == {"status": "recorded", "duplicate": False, "kind": "roster", "id": "r-1", "offset": server.offset}
        desk = console.expect("the new one on the desk", lambda f: f["kind"] == "desk" and len(f["agents"]) == 5)
        assert desk["agents"][-1] == {
            "id": "a05", "name": "曾国强", "team": "猎豹队", "team_id": "t2", "pinyin": "zeng guo qiang", "initials": "zgq"}
        sold = server.sell("1", agent="曾国强", amount="88.00")
        assert (sold["status"], sold["agent"]["id"]) == ("accepted", "a05")
        shown = screen.expect_offset(sold["offset"])
        assert [(row["name"], row["team"]["name"]) for row in shown["agents"]] == [("曾国强", "猎豹队")]
        assert [(team["id"], team["agents"]) for team in shown["teams"]] == [("t2", 3), ("t1", 2)]
    with Viewer(server, role="agent", agent="a05") as page:
        assert page.expect_kind("own")["place"] == 1


def test_who_moves_takes_no_earlier_sale_along(server):
    with looking_on(server) as screen:
        server.sell("before", agent="a01", amount="100.00")
        moved = edit(server, "r-1", {**WEI, "team": "t2"})
        after = server.sell("after", agent="a01", amount="40.00")
        shown = screen.expect_offset(after["offset"])
        [row] = shown["agents"]
        assert (row["amount"], row["team"]["id"]) == (14_000, "t2"), "a person's result is their own"
        assert [(team["id"], team["amount"]) for team in shown["teams"]] == [("t1", 10_000), ("t2", 4_000)]
        assert screen.announcements[-1]["team"]["id"] == "t2" and moved["offset"] < after["offset"]
    assert board(server, of="teams") == [(1, "t1", "飞虎队", 10_000), (2, "t2", "猎豹队", 4_000)]
    assert server.correct("k-1", "before", "amend", amount="90.00")[0] == 201
    assert board(server, of="teams")[0] == (1, "t1", "飞虎队", 9_000), "corrected, it stays where it was made"
    report = server.look(f"reports/day/{server.today}")
    assert [(team["id"], team["amount"]) for team in report["teams"]] == [("t1", 9_000), ("t2", 4_000)]


def test_a_new_name_is_on_every_screen_and_the_old_one_is_nobodys(server):
    with looking_on(server) as screen, Viewer(server, role="agent", agent="a01") as page:
        server.sell("1", agent="a01", amount="100.00")
        renamed = edit(server, "r-1", {**WEI, "name": "张玮"})
        assert screen.expect_offset(renamed["offset"])["agents"][0]["name"] == "张玮"
        assert page.expect_own("the new name", lambda own: own["agent"]["name"] == "张玮")
    assert server.sell("2", agent="张伟")["status"] == "unresolved"
    assert server.sell("3", agent="张玮")["agent"]["id"] == "a01"


def test_who_leaves_is_offered_no_more_but_keeps_what_was_sold_and_may_return(server):
    with Viewer(server, role="console") as console:
        console.expect("everybody", lambda f: f["kind"] == "desk" and len(f["agents"]) == 4)
        server.sell("1", agent="a01", amount="100.00")
        server.sell("2", agent="a02", amount="50.00")
        edit(server, "r-1", {"id": "a01", "left": True})
        console.expect("one less", lambda f: f["kind"] == "desk" and [agent["id"] for agent in f["agents"]] == ["a02", "a03", "a04"])
        assert board(server) == [(1, "a01", "张伟", 10_000), (2, "a02", "王芳", 5_000)]
        assert board(server, of="teams") == [(1, "t1", "飞虎队", 15_000)]
        assert "a01" not in [row[1] for row in board(server, metric="value")], "who is not there is not valued"
        assert server.sell("3", agent="张伟")["status"] == "unresolved", "the name is free for somebody else"
        with Viewer(server, role="agent", agent="a01") as page:
            assert page.expect_kind("error")["problem"]["errors"][0]["field"] == "agent"
        edit(server, "r-2", WEI)
        back = console.expect("all again", lambda f: f["kind"] == "desk" and "张伟" in str(f["agents"]) and f["to_sort_out"])
        assert len(back["agents"]) == 4
    assert server.sell("4", agent="张伟")["agent"]["id"] == "a01"
    with Viewer(server, role="agent", agent="a01") as page:
        assert page.expect_kind("own")["amount"] == 20_000


def test_an_alias_is_what_screens_say_and_colleagues_at_work_see_the_name(server):
    with looking_on(server) as screen:
        aliased = edit(server, "r-1", {**WEI, "alias": "小张"})
        sold = server.sell("1", agent="a01", amount="20000.00")
        shown = screen.expect_offset(sold["offset"])
        told = screen.expect_kind("announcement")["announcement"]
        assert shown["agents"][0]["name"] == told["agent"]["name"] == "小张" and aliased["offset"] < sold["offset"]
        assert "飞虎队的小张" in told["words"]["zh-CN"] and "小张 of 飞虎队" in told["words"]["en"]
        assert "张伟" not in json.dumps(screen.frames, ensure_ascii=False)
    assert at_work(server, "小张")["a01"]["name"] == "张伟"
    assert board(server)[0][2] == "张伟"


def test_who_is_hidden_keeps_their_place_and_is_named_in_no_frame(server):
    server.sell("1", agent="a02", amount="300.00")
    edit(server, "r-1", {**WEI, "hidden": True})
    with looking_on(server) as screen, Viewer(server, role="agent", agent="a01") as page:
        big = server.sell("2", agent="a01", amount="20000.00")
        last = server.sell("3", agent="a03", amount="50.00")
        shown = screen.expect_offset(last["offset"])
        assert [(row["place"], row["id"]) for row in shown["agents"]] == [(2, "a02"), (3, "a03")], "places are what they are"
        assert shown["total"] == {"amount": 2_035_000, "deals": 3}
        told = next(announcement for announcement in screen.announcements if announcement["offset"] == big["offset"])
        assert "agent" not in told and "飞虎队的一位同事" in told["words"]["zh-CN"] and "a colleague of 飞虎队" in told["words"]["en"]
        for secret in ("张伟", "a01"):
            assert secret not in json.dumps(screen.frames, ensure_ascii=False)
        own = page.expect_own("my first place", lambda own: own.get("place") == 1)
        assert own["agent"]["name"] == "张伟", "their own page is their own"
    assert at_work(server, "hidden")["a01"]["hidden"] is True


@pytest.mark.parametrize("joins", ["anew", "from where it was"])
def test_who_is_hidden_later_is_named_to_no_screen_that_joins_from_then_on(server, joins):
    first = server.sell("1", agent="a01", amount="20000.00")
    with looking_on(server) as screen:
        assert screen.expect_offset(first["offset"])["agents"][0]["name"] == "张伟"
        position = screen.position
        hidden = edit(server, "r-1", {**WEI, "hidden": True})
        assert screen.expect_offset(hidden["offset"])["agents"] == []
        wait_until(lambda: screen.of("tick") and screen.of("tick")[-1]["offset"] == hidden["offset"], "the pulse after it")
    with Viewer(server, **({"position": position} if joins == "from where it was" else {})) as late:
        late.expect_offset(server.sell("2", agent="a02")["offset"])
        assert "张伟" not in json.dumps(late.frames, ensure_ascii=False)


def test_a_wall_that_is_on_names_nobody_who_was_hidden_since(server, house):
    server.sell("1", agent="a02", amount="300.00")
    wall = Wall(house, server)
    server.sell("2", agent="a01", amount="20.00")
    expect(wall.page.locator("body")).to_contain_text("张伟")
    edit(server, "r-1", {**WEI, "hidden": True})
    wall.wait_for_offset(server.offset)
    expect(wall.page.locator("body")).not_to_contain_text("张伟")


WRONG = {
    "nothing is changed": ({}, [""]),
    "the team does not exist": ({"agents": [{**WEI, "team": "t7"}]}, ["agents[0].team"]),
    "the name is missing": ({"agents": [WEI, {"id": "a02", "team": "t1"}]}, ["agents[1].name"]),
    "the name is too long": ({"agents": [{**WEI, "name": "长" * 34}]}, ["agents[0].name"]),
    "hidden is a text": ({"agents": [{**WEI, "hidden": "yes"}]}, ["agents[0].hidden"]),
    "one is named twice": ({"agents": [WEI, WEI]}, ["agents"]),
    "who leaves was never there": ({"agents": [{"id": "nobody", "left": True}]}, ["agents[0].id"]),
    "the team's site does not exist": ({"teams": [{"id": "t3", "site": "XX", "name": "雄鹰队"}]}, ["teams[0].site"]),
    "the team's leader is nobody": ({"teams": [{"id": "t1", "site": "BJ", "name": "飞虎队", "leader": "nobody"}]}, ["teams[0].leader"]),
    "the team's colour is a word": ({"teams": [{"id": "t1", "site": "BJ", "name": "飞虎队", "color": "red"}]}, ["teams[0].color"]),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_edit_names_its_field(server, wrong):
    body, fields = WRONG[wrong]
    assert server.refuse("roster", id="r-1", **body) == (422, fields)


def test_a_new_team_takes_people_in_the_same_edit_and_an_edit_is_made_once(server):
    eagles = {"id": "t3", "site": "BJ", "name": "雄鹰队", "color": "#3fa7d6", "slogan": "鹰击长空！", "leader": "a05"}
    body = {"teams": [eagles], "agents": [{"id": "a05", "team": "t3", "name": "高峰"}, {**NA, "team": "t3"}]}
    with looking_on(server) as screen:
        first = server.record("roster", "r-1", **body)
        teams = {team["id"]: team for team in screen.expect_offset(first["offset"])["teams"]}
        assert (teams["t3"]["name"], teams["t3"]["agents"], teams["t2"]["agents"]) == ("雄鹰队", 2, 1)
        sold = server.sell("1", agent="李娜", amount="20000.00")
        assert screen.expect_kind("announcement")["announcement"]["team"]["slogan"] == "鹰击长空！"
    assert server.post({"id": "r-1", **body}, to="roster") == (200, {**first, "duplicate": True})
    assert server.refuse("roster", id="r-1", agents=[WEI]) == (409, ["id"])
    assert server.offset == sold["offset"]


# The configuration -----------------------------------------------------------------------------------------------------


def restarted(server, floor=None):
    server.kill()
    server.restart(floor)
    return at_work(server)


def test_a_restart_keeps_what_was_edited_while_the_configuration_stays_the_same(server):
    edit(server, "r-1", {**WEI, "name": "张玮", "team": "t2", "alias": "小张"}, {"id": "a05", "team": "t1", "name": "高峰"})
    edit(server, "r-2", {"id": "a04", "left": True})
    edit(server, "r-3", {**NA, "alias": "小李"})
    before, offset = at_work(server, "小李"), server.offset
    assert set(before) == {"a01", "a02", "a03", "a05"}
    assert restarted(server) == before
    assert server.offset == offset, "nothing was recorded anew"


def test_a_changed_line_of_the_configuration_wins_and_the_others_leave_edits_alone(open_floor):
    floor = a_floor()
    server = open_floor(floor)
    edit(server, "r-1", {**WEI, "name": "张玮"}, {**NA, "name": "李哪"})
    floor["agents"][0]["team"] = "t2"  # a01's line
    now = restarted(server, floor)
    assert (now["a01"]["name"], now["a01"]["team_id"]) == ("张伟", "t2"), "the line as a whole"
    assert now["a03"]["name"] == "李哪"
    edit(server, "r-2", {**WEI, "name": "张玮"})
    assert restarted(server, floor)["a01"]["name"] == "张玮", "read once more it changes nothing"


def test_who_is_taken_out_of_the_configuration_has_left_and_who_was_never_in_it_stays(open_floor):
    floor = a_floor()
    server = open_floor(floor)
    server.sell("1", agent="a04", amount="100.00")
    edit(server, "r-1", {"id": "a05", "team": "t2", "name": "高峰"})
    line = floor["agents"].pop()
    assert set(restarted(server, floor)) == {"a01", "a02", "a03", "a05"}
    assert board(server) == [(1, "a04", "单雄信", 10_000)], "what was sold stays"
    floor["agents"].append(line)
    assert set(restarted(server, floor)) == {"a01", "a02", "a03", "a04", "a05"}


def test_a_move_to_another_site_takes_no_sale_along(open_floor):
    server = open_floor(two_floors())
    server.sell("1", agent="a01", amount="100.00")
    edit(server, "r-1", {**WEI, "team": "t9"})
    with Viewer(server, site="DE") as berlin:
        sold = server.sell("2", agent="a01", amount="7.00")
        assert sold["currency"] == "EUR"
        assert [row["amount"] for row in berlin.expect_offset(sold["offset"])["agents"]] == [700]
    assert board(server, site="BJ") == [(1, "a01", "张伟", 10_000)]
    assert board(server, site="DE") == [(1, "a01", "张伟", 700)]
    assert server.sell("1", agent="a01", amount="100.00")["duplicate"], "and what is repeated is judged as it was then"


# The console -----------------------------------------------------------------------------------------------------------


class People:
    """The console's panel of people."""

    def __init__(self, console):
        self.page, self.panel = console.page, console.open("people")

    def row(self, id):
        return self.panel.locator("tbody tr").filter(has=self.page.locator("td.id", has_text=id))

    def set(self, id, field, text):
        """Types something into a row."""
        self.row(id).locator(f"input.{field}").fill(text)
        self.page.keyboard.press("Enter")

    def press(self, id, button):
        self.row(id).get_by_role("button", name=button, exact=True).click()


def test_people_are_kept_at_the_console_while_a_wall_is_on(server, house):
    server.sell("1", agent="a01", amount="300.00")
    server.sell("2", agent="a02", amount="200.00")
    wall = Wall(house, server)
    people = People(Console(house, server))
    names = wall.page.locator("standings-board li.row .name")
    expect(names).to_have_text(["张伟", "王芳"])

    people.panel.get_by_label("工号", exact=True).fill("a05")
    people.panel.get_by_label("姓名", exact=True).fill("高峰")
    people.panel.locator("#join-team").select_option("猎豹队")
    people.panel.get_by_role("button", name="加入 ↵").click()
    expect(people.row("a05").locator("input.name")).to_have_value("高峰")
    server.sell("3", agent="高峰", amount="100.00")
    expect(names).to_have_text(["张伟", "王芳", "高峰"])

    people.set("a01", "name", "张玮")
    expect(names).to_have_text(["张玮", "王芳", "高峰"])
    people.set("a02", "alias", "小王")
    expect(names).to_have_text(["张玮", "小王", "高峰"])
    people.row("a01").get_by_role("checkbox").click()
    expect(names).to_have_text(["小王", "高峰"])
    expect(wall.page.locator("standings-board li.row .place")).to_have_text(["2", "3"])
    people.row("a05").locator("select.team").select_option("飞虎队")
    expect(wall.page.locator("standings-board li.row .team").last).to_have_text("飞虎队")

    people.press("a05", "离开")
    expect(people.row("a05").get_by_role("button", name="请回")).to_be_visible()
    wait_until(lambda: "a05" not in at_work(server), "the server knows that they left")
    people.press("a05", "请回")
    wait_until(lambda: "a05" in at_work(server), "the server knows that they are back")
    assert server.look("standings")["rows"][0]["name"] == "张玮"


def test_a_hidden_agents_own_page_still_shows_their_place(server, house):
    server.sell("1", agent="a01", amount="300.00")
    mine = OwnPage(house, server, "a01")
    mine.expect_place("张伟", "第1名")
    edit(server, "r-1", {**WEI, "hidden": True})
    server.sell("2", agent="a02", amount="400.00")
    mine.expect_place("张伟", "第2名", "距前一名还差 ¥100")
    expect(mine.page.locator("top-table li .name")).to_have_text(["王芳"])
