"""What the floor sees: a sale is entered at the console, and every wall tells it."""

from playwright.sync_api import expect

from floors import a_floor, two_floors
from screens import Console, OwnPage, Wall


def test_a_sale_entered_in_the_console_appears_on_two_walls(server, house):
    walls = [Wall(house, server), Wall(house, server)]
    console = Console(house, server)

    console.type("zw", "企业云通信年费", "1.28万")

    console.expect_outcome("张伟", "¥12,800", "已入账", "开门红", "大单", "第 1 名")
    expect(console.page.locator("#entry-agent")).to_be_focused()
    for wall in walls:
        wall.expect_takeover(
            "开门红", "张伟", "飞虎队", "飞虎飞虎，势如破竹！",
            "恭喜飞虎队的张伟签到了第一单，为我们大家拿到了开门红！这也是本月、本周的第一单。这一单是企业云通信年费，金额是12,800元，请大家为TA喝彩！")
    for wall in walls:
        wall.expect_standing(1, "张伟", "¥1.28万", "1 单")
        expect(wall.page.locator("day-total")).to_contain_text("已签 1 单")
        wall.expect_ticker("企业云通信年费")
        assert wall.plays == ["企业云通信年费"]
    expect(console.page.locator(".recent li")).to_have_count(1)
    expect(console.page.locator("top-table li .name")).to_have_text("张伟")


def test_the_first_order_is_told_in_english_on_an_english_wall(server, house):
    wall, console = Wall(house, server, lang="en"), Console(house, server, lang="en")
    expect(wall.page.locator("floor-frame")).to_contain_text("Beijing")
    assert wall.page.evaluate("document.documentElement.lang") == "en"

    console.type("wangf", "Annual plan", "12,800.50")

    console.expect_outcome("王芳 ¥12,800.50: on the books", "First order of the month!", "Place 1")
    wall.expect_takeover(
        "The month is on!", "王芳",
        "Congratulations to 王芳 of 飞虎队 on the first order of the day, of the month and of the week too - and a big one: Annual plan, ¥12,800.50. "
        "A round of applause!")
    late = Wall(house, server, lang="en")  # one that comes now sees the board, and no old takeover
    late.expect_standing(1, "王芳", "¥12,800", "1 deal")
    late.expect_ticker("Annual plan")
    assert late.plays == []


def test_a_plain_deal_goes_by_in_the_ticker_without_a_takeover(server, house):
    server.sell("first", amount="1.00", product="首单")
    wall = Wall(house, server)

    server.sell("plain", agent="a02", amount="99.50", product="短信包")

    wall.expect_ticker("短信包", "首单")
    wall.expect_standing(1, "王芳", "¥99", "1 单")
    wall.expect_standing(2, "张伟", "¥1", "1 单")
    assert wall.plays == [], "what was announced before the wall came is history, a plain deal is no takeover"


TRAVELS = """() => {
  window.travels = [];
  const animate = Element.prototype.animate;
  Element.prototype.animate = function (frames, timing) {
    if (this.matches('.row')) window.travels.push({ who: this.querySelector('.name').textContent, way: frames[0].transform ? parseFloat(frames[0].transform.slice(11)) : 'fades' });
    return animate.call(this, frames, timing);
  };
}"""
"""Writes down from how far a row of the board travels to its place, or that it fades in."""


def test_whoever_overtakes_travels_up_from_where_they_were_and_a_newcomer_fades_in(server, house):
    server.sell("first", amount="100.00")
    server.sell("second", agent="a02", amount="50.00")
    wall = Wall(house, server)
    wall.expect_standing(2, "王芳", "¥50")
    server.sell("nobody moves", agent="a02", amount="1.00")
    wall.expect_standing(2, "王芳", "¥51")
    wall.page.evaluate(TRAVELS)

    server.sell("overtakes", agent="a02", amount="150.00")
    wall.expect_standing(1, "王芳", "¥201")
    tops = wall.page.evaluate("[...document.querySelectorAll('.row')].map(({ offsetTop }) => offsetTop)")
    step = tops[1] - tops[0]
    assert step > 50
    assert wall.page.evaluate("travels") == [{"who": "王芳", "way": step}, {"who": "张伟", "way": -step}]

    server.sell("third", agent="a03", amount="10.00")
    wall.expect_standing(3, "李娜", "¥10")
    assert [one["way"] for one in wall.page.evaluate("travels.slice(2).filter(({ who }) => who === '李娜')")] == ["fades"]


def test_names_are_found_by_name_pinyin_and_initials_and_surnames_are_read_as_surnames(server, house):
    console = Console(house, server)
    for typed, name in (("sxx", "单雄信"), ("shanxiongxin", "单雄信"), ("李娜", "李娜"), ("ln", "李娜"), ("a02", "王芳")):
        console.type(typed, "短信包", "10")
        console.expect_outcome(name, "¥10", "已入账")


def test_an_agent_nobody_knows_is_kept_to_sort_out_and_credits_nobody(server, house):
    wall, console = Wall(house, server), Console(house, server)

    console.page.keyboard.type("路人甲")
    console.page.keyboard.press("Enter")
    expect(console.page.locator("#note-agent")).to_contain_text("名单里没有此人")
    console.page.keyboard.press("Enter")
    console.page.keyboard.type("年费")
    console.page.keyboard.press("Enter")
    console.page.keyboard.type("50000")
    console.page.keyboard.press("Enter")

    console.expect_outcome("¥50,000 已保存，名单里没有此人")
    sort_out = console.page.locator(".sort-out")
    expect(sort_out).to_contain_text("待认领 1 单")
    expect(sort_out.locator("li")).to_contain_text(["路人甲"])
    wall.wait_for_offset(server.offset)
    expect(wall.page.locator("standings-board li.row")).to_have_count(0)
    expect(wall.page.locator("day-total")).to_contain_text("整装待发")
    assert wall.plays == []

    server.sell("known", agent="a03", amount="1.00", product="首单")
    wall.expect_takeover("李娜", "第一单")  # the stranger did not take the first order away


def test_a_wrong_amount_is_said_at_its_field_and_nothing_is_sent(server, house):
    console, before = Console(house, server), server.offset
    console.type("zw", "年费", "12,80")
    expect(console.page.locator("#note-amount")).to_contain_text("逗号的位置不对")
    console.page.locator("#entry-amount").fill("12.345")
    console.page.keyboard.press("Enter")
    expect(console.page.locator("#note-amount")).to_contain_text("小数位太多")
    assert server.offset == before
    console.page.locator("#entry-amount").fill("1280")
    console.page.keyboard.press("Enter")
    console.expect_outcome("张伟", "¥1,280", "已入账")


def test_an_agents_page_shows_their_own_place_and_gap_and_follows(server, house):
    server.sell("1", agent="a01", amount="500.00")
    mine = OwnPage(house, server, "a02")
    mine.expect_place("王芳", "飞虎队", "待开单", "下一单，就上榜")

    server.sell("2", agent="a02", amount="200.50", product="短信包")
    mine.expect_place("第2名", "距前一名还差 ¥299.50", "¥200.50")
    expect(mine.page.locator("deal-list li")).to_have_count(1)
    expect(mine.page.locator("deal-list li .product")).to_have_text("短信包")

    server.sell("3", agent="a02", amount="299.50")
    mine.expect_place("第1名")  # level: a place is shared
    server.sell("4", agent="a01", amount="0.01")
    mine.expect_place("第2名", "距前一名还差 ¥0.01")
    expect(mine.page.locator("top-table li.own .name")).to_have_text("王芳")


def test_an_agents_page_speaks_english_and_asks_who_one_is(server, house):
    page = house.screen(f"{server.url}/me/?lang=en")
    expect(page.get_by_role("heading")).to_have_text("Who are you?")
    page.get_by_label("Agent number").fill("nobody")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("No agent has this number. Please check it")
    page.get_by_label("Agent number").fill("a03")
    page.keyboard.press("Enter")
    expect(page.locator("own-place")).to_contain_text("李娜")
    expect(page.locator("own-place")).to_contain_text("Your next deal puts you on the board")
    page.goto(f"{server.url}/me/?lang=en")
    expect(page.locator("own-place")).to_contain_text("李娜")  # the device remembers


def test_a_wall_of_one_site_never_sees_the_other(open_floor, house):
    server = open_floor(two_floors())
    server.sell("a", agent="a02", amount="1.00", product="首单")
    beijing, berlin = Wall(house, server, site="BJ"), Wall(house, server, site="DE", lang="en")
    expect(berlin.page.locator("floor-frame")).to_contain_text("Berlin")

    server.sell("b", agent="b01", amount="12800.00", product="Jahresvertrag")
    server.sell("c", agent="a01", amount="9.00", product="短信包")

    berlin.expect_takeover("The month is on!", "Anna Schmidt", "Jahresvertrag, EUR 12,800")  # a first order at each site
    beijing.expect_ticker("短信包", "首单")
    beijing.expect_standing(1, "张伟", "¥9", "1 单")
    beijing.expect_standing(2, "王芳", "¥1", "1 单")
    expect(beijing.page.locator("standings-board li.row")).to_have_count(2)
    assert beijing.plays == []
    late = Wall(house, server, site="DE", lang="en")
    late.expect_standing(1, "Anna Schmidt", "€12,800", "1 deal")
    expect(late.page.locator("standings-board li.row")).to_have_count(1)
    for wall, foreign in ((beijing, ("b01", "Anna", "Jahres", "柏林熊队", "EUR")), (berlin, ("a01", "张伟", "短信包", "飞虎队", "CNY"))):
        # the gallery compares the sites on purpose, and says nothing else of the other one
        received = str([{**frame, "sites": None} for frame in wall.diary["frames"]])
        assert [word for word in foreign if word in received] == [], "no byte of the other site came in"


def test_screens_that_are_switched_on_together_all_open(server, house):
    """After a power cut, or one computer that drives all the TVs of a room: they come from one address at once."""
    pages = [house.device().new_page() for _ in range(6)]
    for page in pages:
        page.evaluate("address => { setTimeout(() => location.assign(address)) }", f"{server.url}/wall/")
    for page in pages:
        # Six browsers start at once on the two cores that also serve them.
        expect(page.locator("body.known")).to_be_attached(timeout=3_000 * len(pages))


def test_the_landing_page_leads_to_every_door_in_both_languages(server, house):
    for lang, title in (("zh-CN", "每一单，全场都看见、都听见"), ("en", "Every deal, seen and heard by the whole floor")):
        page = house.screen(server.url)
        for door, name in ((0, "wall"), (1, "console"), (2, "me")):
            page.goto(f"{server.url}/?lang={lang}")
            expect(page.get_by_role("heading")).to_have_text(title)
            page.locator(".doors a").nth(door).click()
            expect(page).to_have_url(f"{server.url}/{name}/?lang={lang}")


def test_no_page_speaks_chinese_in_english_except_for_names(open_floor, house):
    floor = a_floor()
    floor["teams"] = [{"id": "t1", "site": "BJ", "name": "Tigers"}]
    floor["agents"] = [{"id": "a01", "team": "t1", "name": "Ann Lee"}]
    server = open_floor(floor)
    server.sell("1", agent="a01", amount="20000.00", product="Plan")
    server.sell("2", agent="somebody", amount="1.00", product="Plan")
    for path in ("/", "/wall/", "/console/", "/me/"):
        page = house.screen(f"{server.url}{path}?lang=en&agent=a01")
        if path != "/":
            expect(page.locator("body")).to_have_attribute("data-phase", "live")
            expect(page.locator("body")).to_contain_text("Ann Lee")
        chinese = page.evaluate("(document.body.innerText.match(/[^\\n]*\\p{Script=Han}[^\\n]*/gu) ?? [])")
        assert [line for line in chinese if line != "中文"] == [], path
