"""A wall as a device: it is paired by somebody at the console, obeys, reports, and stays honest when its server is away."""

import re

import pytest
from playwright.sync_api import expect

from callers import admit
from floors import a_floor, two_floors
from screens import Console, Wall
from waiting import wait_until

AWAY = "Failed to load resource"
"""How the browser says that a file or an answer did not come."""
CUT = "WebSocket connection to"
KEPT = 90
"""Seconds within which a wall has kept what it needs for a day without its server: it asks every 15 and 30 s."""


@pytest.fixture
def guarded(open_floor):
    """A server that lets nobody in without a token, and the admin's."""
    floor = two_floors()
    tokens = admit(floor, admin=("admin", {}), screen=("screen", {"site": "BJ"}))
    server = open_floor(floor)
    server.tokens = tokens
    return server


class NewScreen:
    """A set that was just unpacked; its profile stays, as on a device of its own."""

    def __init__(self, house, server):
        self.server = server
        self.page = house.device().new_page()
        self.page.goto(f"{server.url}/wall/")
        self.page.wait_for_url("**/pair/")
        expect(self.page.locator("body")).to_have_attribute("data-step", "asks")

    @property
    def code(self):
        return self.page.locator(".code").inner_text().replace(" ", "")

    def open(self):
        """Somebody presses a key, hears the bell, and the wall opens."""
        expect(self.page.locator("body")).to_have_attribute("data-step", re.compile("proves|sounds"))
        self.page.keyboard.press("a")
        self.page.wait_for_url("**/wall/")
        self.expect_live()

    def expect_live(self):
        self.page.wait_for_function("() => document.body.classList.contains('known') && document.body.dataset.phase === 'live'")


def listed(server, id):
    """The screen as the server lists it."""
    answer = server.look("screens", server.tokens["admin"])
    return next(one for one in answer["screens"] if one["id"] == id)


def paired(house, server, name="前台大屏", **more):
    """A wall that was paired through the HTTP interface: the screen and its id."""
    screen = NewScreen(house, server)
    result = server.record("screens", token=server.tokens["admin"], code=screen.code, name=name, site="BJ", **more)
    screen.open()
    return screen, result["id"]


def change(server, id, **more):
    server.record("screens/changes", token=server.tokens["admin"], id=id, **more)


# Pairing ---------------------------------------------------------------------------------------------------------------


def test_a_new_screen_is_paired_at_the_console_and_proves_its_sound(guarded, house):
    house.allow(AWAY)  # the hello without a token is refused
    screen = NewScreen(house, guarded)
    assert re.fullmatch("[A-HJ-NP-Z2-9]{6}", screen.code)
    expect(screen.page.locator(".qr path")).to_have_attribute("d", re.compile(r"^M\d+ \d+h"))
    expect(screen.page.locator(".says:visible")).to_have_count(2)  # nobody has chosen a language yet

    console = Console(house, guarded, fragment=f"#token={guarded.tokens['admin']}")
    panel = console.open("screens")
    keys = console.page.keyboard
    console.page.locator("#pair-code").focus()
    keys.type(screen.code.lower())
    keys.press("Tab")
    keys.type("前台大屏")
    keys.press("Enter")
    expect(panel.locator(".pairing .outcome")).to_contain_text("前台大屏 已接入")

    expect(screen.page.locator(".paired .name")).to_have_text("前台大屏")
    screen.open()
    assert screen.page.url == f"{guarded.url}/wall/", "no token in the address"
    row = panel.locator("tbody tr", has_text="前台大屏")
    expect(row).to_contain_text("在线")
    expect(row).to_contain_text("龙虎榜")
    expect(row).to_contain_text("最新版本")
    expect(row).to_contain_text("本房间的声音")

    screen.page.reload()
    screen.expect_live()  # it holds its token


def test_the_code_of_the_picture_is_in_the_form_already(guarded, house):
    page = house.screen(f"{guarded.url}/console/?pair=k7m3px#token={guarded.tokens['admin']}")
    expect(page.locator("#pair-code")).to_have_value("K7M3PX")
    expect(page.locator("#pair-name")).to_be_focused()
    assert "pair" not in page.url and "token" not in page.url


def test_a_wrong_code_is_said_at_its_field(guarded, house):
    house.allow(AWAY)
    console = Console(house, guarded, fragment=f"#token={guarded.tokens['admin']}")
    panel = console.open("screens")
    panel.locator("#pair-code").fill("K0M3PX")
    panel.locator("#pair-name").fill("前台")
    console.page.keyboard.press("Enter")
    expect(panel.locator("#pair-code-note")).to_contain_text("没有 0、O、1、I")
    panel.locator("#pair-code").fill("ZZZZZZ")
    console.page.keyboard.press("Enter")
    expect(panel.locator("#pair-code")).to_have_attribute("aria-invalid", "true")
    expect(panel.locator("#pair-code")).to_be_focused()


def test_a_revoked_screen_shows_nothing_and_asks_to_be_paired(guarded, house):
    house.allow(AWAY)
    screen, id = paired(house, guarded)
    console = Console(house, guarded, fragment=f"#token={guarded.tokens['admin']}")
    panel = console.open("screens")
    panel.locator("tbody tr", has_text="前台大屏").get_by_role("button", name="设置").click()
    panel.locator(".settings .revoke").click()
    panel.locator(".confirm .send").click()

    screen.page.wait_for_url("**/pair/")
    expect(screen.page.locator("body")).to_have_attribute("data-step", "asks")
    assert screen.page.evaluate("[localStorage['floorcast.screen'], localStorage['floorcast.floor']]") == [None, None]
    expect(panel.locator("tbody tr", has_text="前台大屏")).to_have_count(0)


def test_a_screen_revoked_while_it_was_away_is_turned_to_its_code_when_it_is_back(guarded, house):
    house.allow(AWAY)
    screen, id = paired(house, guarded)
    screen.page.goto("about:blank")
    change(guarded, id, revoked=True)
    screen.page.goto(f"{guarded.url}/wall/")
    screen.page.wait_for_url("**/pair/")


# Settings and orders ---------------------------------------------------------------------------------------------------


def test_the_screen_and_not_its_address_decides_language_and_site(guarded, house):
    house.allow(AWAY)
    screen, id = paired(house, guarded, lang="en")
    expect(screen.page.locator("floor-frame")).to_contain_text("Beijing")
    screen.page.goto(f"{guarded.url}/wall/?site=DE&lang=zh-CN")
    screen.expect_live()
    expect(screen.page.locator("floor-frame")).to_contain_text("Beijing")
    assert screen.page.evaluate("document.documentElement.lang") == "en"

    change(guarded, id, lang="zh-CN")
    expect(screen.page.locator("html")).to_have_attribute("lang", "zh-CN")
    screen.expect_live()
    change(guarded, id, site="DE")
    expect(screen.page.locator("floor-frame")).to_contain_text("柏林职场")


def test_a_muted_screen_falls_silent_at_once_and_says_so(guarded, house):
    house.allow(AWAY)
    screen, id = paired(house, guarded)
    wait_until(lambda: listed(guarded, id).get("status", {}).get("sound") == "ready", "its sound is proven")
    change(guarded, id, muted=True)
    wait_until(lambda: listed(guarded, id)["status"]["sound"] == "off", "it says that it is muted")


def test_a_screen_flashes_its_name(guarded, house):
    house.allow(AWAY)
    screen, id = paired(house, guarded)
    console = Console(house, guarded, fragment=f"#token={guarded.tokens['admin']}")
    panel = console.open("screens")
    panel.locator("tbody tr", has_text="前台大屏").get_by_role("button", name="亮名").click()
    expect(screen.page.locator("body")).to_have_attribute("data-name", "前台大屏")
    expect(screen.page.locator("body")).not_to_have_attribute("data-name", "前台大屏")  # for five seconds
    expect(panel.locator("tbody tr", has_text="前台大屏")).to_contain_text("已通知：亮名")


def test_a_screen_that_is_told_to_reload_does(guarded, house):
    house.allow(AWAY)
    screen, id = paired(house, guarded)
    screen.page.evaluate("window.before = true")
    status, _ = guarded.post({"id": id, "order": "reload"}, guarded.tokens["admin"], to="screens/orders")
    assert status < 300
    screen.page.wait_for_function("() => !window.before")
    screen.expect_live()


# What it reports -------------------------------------------------------------------------------------------------------


def test_every_announcement_is_confirmed_when_it_is_painted(guarded, house):
    house.allow(AWAY)
    screen, id = paired(house, guarded)
    sales = [guarded.sell("first", token=guarded.tokens["admin"]), guarded.sell("plain", agent="a02", token=guarded.tokens["admin"])]
    screens = wait_until(lambda: len(listed(guarded, id).get("receipts", [])) >= 2 and listed(guarded, id), "both are confirmed", 60)
    assert {one["offset"] for one in screens["receipts"]} >= {sale["offset"] for sale in sales}
    assert screens["latency"]["count"] >= 2
    assert all(-1_000 < one["latency"] < 10_000 for one in screens["receipts"]), screens["receipts"]


def test_a_wall_without_pairing_is_listed_too(open_floor, house):
    server = open_floor(a_floor())
    wall = Wall(house, server)
    unpaired = wait_until(lambda: [one for one in server.look("screens")["unpaired"] if "status" in one], "it reports")
    assert len(unpaired) == 1 and unpaired[0]["status"]["size"] == "1920x1080"
    status, _ = server.post({"viewer": unpaired[0]["viewer"], "order": "identify"}, to="screens/orders")
    assert status < 300
    expect(wall.page.locator("body")).to_have_attribute("data-name", "北京职场")


# Away ------------------------------------------------------------------------------------------------------------------


def test_after_a_power_cut_without_a_server_the_last_floor_is_shown_as_what_it_is(open_floor, house):
    for part in (AWAY, CUT, "failed:", "net::ERR"):
        house.allow(part)
    server = open_floor(a_floor())
    server.sell("first", amount="12800.00")
    wall = Wall(house, server)
    wall.expect_standing(1, "张伟", "¥1.28万")
    wall.wait_for("localStorage['floorcast.floor']", KEPT)
    wall.page.evaluate("window.isKept = false; setInterval(async () => { isKept = (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).length))).some((files) => files > 10); }, 500)")
    wall.wait_for("window.isKept", KEPT)

    server.kill()
    wall.page.reload()

    expect(wall.strip).to_be_visible()
    expect(wall.strip).to_have_text(re.compile(r"自 \d\d:\d\d 起断线"))
    expect(wall.page.locator("body")).to_have_attribute("data-phase", "lost")
    wall.expect_standing(1, "张伟", "¥1.28万")
    assert wall.plays == []

    server.restart()
    expect(wall.strip).to_be_hidden(timeout=25_000)
    server.sell("second", agent="a03", amount="20000.00", product="集团专线")
    wall.expect_takeover("李娜", "集团专线")


def test_a_wall_that_nobody_sees_plays_nothing_old_when_it_is_seen_again(open_floor, house):
    server = open_floor(a_floor())
    server.sell("first", product="首单")
    wall = Wall(house, server)
    seen = "Object.defineProperty(document, 'hidden', { value: %s, configurable: true }); document.dispatchEvent(new Event('visibilitychange'))"
    wall.page.evaluate(seen % "true")
    server.sell("missed", agent="a03", amount="12800.00", product="集团专线")
    server.sell("plain", agent="a04", amount="20.00", product="数据看板")
    wall.page.evaluate(seen % "false")
    wall.expect_takeover("李娜")  # not 90 s old
    wall.expect_no_takeover()
    wall.expect_standing(1, "李娜", "¥1.28万")
    assert wall.plays == ["集团专线"]


# Notices ---------------------------------------------------------------------------------------------------------------


def test_a_notice_written_at_the_console_is_on_the_wall_until_it_is_taken_down(open_floor, house):
    server = open_floor(a_floor())
    wall, console = Wall(house, server), Console(house, server)
    panel = console.open("notices")
    panel.locator("#notice-text").fill("三点整，三楼会议室")
    console.page.keyboard.press("Control+Enter")
    expect(panel.locator("#notice-outcome")).to_contain_text("已上屏")
    expect(panel.locator("#notice-text")).to_have_value("")
    expect(wall.page.get_by_text("三点整，三楼会议室").first).to_be_visible()
    expect(panel.locator(".notices li")).to_contain_text(["三点整，三楼会议室"])
    panel.get_by_role("button", name="撤下").click()
    expect(panel.locator(".notices li")).to_have_count(0)
    wall.wait_for("window.diary.frames.some(({ kind, notice }) => kind === 'notice' && notice.ended)")
    expect(wall.page.locator("notice-banner")).to_be_hidden(timeout=25_000)


# Faces -----------------------------------------------------------------------------------------------------------------


def test_a_photo_is_brought_and_taken_away(open_floor, house, tmp_path):
    server = open_floor(a_floor())
    console = Console(house, server)
    panel = console.open("people")
    picture = tmp_path / "face.png"
    console.page.screenshot(path=picture)  # any picture, larger than the server takes
    row = panel.locator("tbody tr").first
    with console.page.expect_file_chooser() as chooser:
        row.locator("button.photo").click()
    chooser.value.set_files(picture)
    expect(panel.locator(".outcome")).to_contain_text("的照片已保存")
    expect(row.locator("button.photo img")).to_have_attribute("src", re.compile("^/media/[0-9a-f]{64}$"))
    row.get_by_role("button", name=re.compile("去掉 .* 的照片")).click()
    expect(row.locator("button.photo img")).to_be_hidden()
