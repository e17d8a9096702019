"""Applause: a colleague's hand for a deal, once each, seen by the whole floor."""

from playwright.sync_api import expect

from callers import admit
from floors import a_floor, two_floors
from screens import OwnPage, Wall
from viewer import Viewer, expect_contiguous


def clap(page, announcement, agent):
    """Sends a hand from an agent's page; returns the answer."""
    return page.send("applause", announcement=announcement, agent=agent)


def applauded(screen, count):
    """The applause that a screen was told of, once there are `count`."""
    screen.expect_kind("applause", count)
    return [(frame["announcement"], frame["applause"]) for frame in screen.of("applause")]


def test_a_hand_is_counted_once_and_every_page_of_the_floor_sees_the_count(open_floor):
    floor = two_floors()
    tokens = admit(floor, admin=("admin", {}), screen=("screen", {}), **{f"a0{n}": ("agent", {"agent": f"a0{n}"}) for n in (1, 2, 3)})
    server = open_floor(floor)
    sold = server.sell("1", agent="a01", amount="20000.00", token=tokens["admin"])["offset"]
    pages = {name: Viewer(server, role="agent", token=tokens[name], origin=server.url) for name in ("a02", "a03")}
    with Viewer(server, token=tokens["screen"], origin=server.url) as wall, Viewer(
            server, token=tokens["screen"], origin=server.url, site="DE") as abroad:
        for page in (wall, abroad, *pages.values()):
            page.expect_kind("snapshot")
        first = clap(pages["a02"], sold, "a02")["result"]
        assert first == {"status": "recorded", "duplicate": False, "kind": "applause", "id": f"{sold}/a02", "offset": sold + 1}
        assert clap(pages["a02"], sold, "a02")["result"] == {**first, "duplicate": True}
        assert clap(pages["a03"], sold, "李娜")["result"]["offset"] == sold + 2
        for page in (wall, *pages.values()):
            assert applauded(page, 2) == [(sold, 1), (sold, 2)]
        expect_contiguous(wall.frames)
        assert abroad.of("applause") == [], "it is the floor's own matter"
        assert "a02" not in str(wall.of("applause")), "how many, not who"
    with Viewer(server, token=tokens["screen"], origin=server.url) as late:
        late.expect_offset(server.sell("2", agent="a03", amount="1.00", token=tokens["admin"])["offset"])
    with Viewer(server, token=tokens["screen"], origin=server.url) as late:
        told = next(one for one in late.expect_kind("snapshot")["announcements"] if one["offset"] == sold)
        assert told["applause"] == 2
    for page in pages.values():
        page.leave()


def test_applause_outlives_a_restart_and_corrections(server):
    sold = server.sell("1", agent="a01", amount="20000.00")["offset"]
    server.record("applause", announcement=sold, agent="a02")
    server.kill()
    server.restart()
    assert server.post({"announcement": sold, "agent": "a02"}, to="applause")[1]["duplicate"] is True
    server.record("applause", announcement=sold, agent="a03")
    with Viewer(server) as screen:
        server.correct("k-1", "1", "amend", amount="30000.00")
        told = screen.expect_kind("correction")["announcement"]
        assert (told["applause"], told["amount"]) == (2, 3_000_000)


def test_nobody_applauds_themselves_nor_what_is_not_there(server):
    sold = server.sell("1", agent="a01")["offset"]
    voided = server.sell("2", agent="a03")["offset"]
    server.correct("k-1", "2", "void")
    server.record("roster", "r-1", agents=[{"id": "a04", "left": True}])
    for announcement, agent, refusal in (
            (sold, "a01", (422, ["agent"])), (sold, "张伟", (422, ["agent"])), (sold, "nobody", (422, ["agent"])), (sold, "a04", (422, ["agent"])),
            (voided, "a02", (409, ["announcement"])), (sold + 99, "a02", (404, ["announcement"])), (0, "a02", (422, ["announcement"])),
            ("1", "a02", (422, ["announcement"]))):
        assert server.refuse("applause", announcement=announcement, agent=agent) == refusal, (announcement, agent)


def test_a_sale_of_another_site_is_applauded_there(open_floor):
    server = open_floor(two_floors())
    abroad = server.sell("1", agent="b01")["offset"]
    assert server.refuse("applause", announcement=abroad, agent="a01") == (422, ["agent"])


def test_one_claps_with_the_own_hands_only(open_floor):
    floor = a_floor()
    tokens = admit(floor)
    server = open_floor(floor)
    sold = server.sell("1", agent="a01", token=tokens["admin"])["offset"]
    body = {"announcement": sold, "agent": "a03"}
    assert server.refuse("applause", tokens["agent"], **body) == (403, ["agent"])
    for name in ("screen", "assistant", "leader", "integration"):
        assert server.refuse("applause", tokens[name], **{**body, "agent": "a02"}) == (403, [])
    with Viewer(server, role="agent", token=tokens["agent"], origin=server.url) as page:
        page.expect_kind("own")
        assert clap(page, sold, "a03")["problem"]["status"] == 403
        assert page.send("sale", id="x", agent="a02", product="x", amount=1)["problem"]["status"] == 403
        assert clap(page, sold, "a02")["result"]["duplicate"] is False


def test_a_hand_given_on_the_own_page_is_seen_on_the_wall(server, house):
    server.sell("first", agent="a03", amount="1.00", product="首单")
    wall = Wall(house, server)
    mine, other = OwnPage(house, server, "a02"), OwnPage(house, server, "a01")
    server.sell("1", agent="a01", amount="99.00", product="短信包")
    moment, theirs = (page.page.locator("clap-list li", has_text="短信包") for page in (mine, other))
    expect(theirs.locator(".clap")).to_be_hidden()  # nobody claps for themselves

    moment.locator(".clap").click()

    expect(moment.locator(".clap")).to_be_disabled()
    expect(moment.locator(".count")).to_have_text("1")
    expect(theirs.locator(".count")).to_have_text("1")
    expect(wall.page.locator(".ticker-deals .deal", has_text="短信包").locator(".claps")).to_have_text("1")
    mine.page.reload()
    expect(moment.locator(".clap")).to_be_disabled()  # the device remembers

    server.sell("big", agent="a03", amount="20000.00", product="集团专线")
    wall.expect_takeover("集团专线")
    for page in (mine, other):
        page.page.locator("clap-list li", has_text="集团专线").locator(".clap").click()
    expect(wall.stage.locator(".claps")).to_have_text("2")
