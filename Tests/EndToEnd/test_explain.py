"""Why somebody has the place they have: what counts, what does not and why, told to whoever may ask."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from callers import admit
from floors import EVERY_DAY, OVER, a_floor, two_floors
from screens import OwnPage

GROUPS = [
    {"id": "lines", "name": {"zh-CN": "企业通信", "en": "Lines"}, "products": ["企业云通信*", "集团专线"]},
    {"id": "calling", "name": {"zh-CN": "智能呼叫", "en": "Calling"}, "products": ["智能外呼*"]},
]


def why(server, token=None, **query):
    return server.look("explain", token, **query)


def reasons(explanation):
    """What does not count: the sale and why."""
    return [(sale["id"], sale["why"]) for sale in explanation["does_not_count"]]


def ids(explanation):
    return [sale["id"] for sale in explanation["counts"]]


def sell_all_kinds(server):
    """Everything that can become of a sale of a01 on one day."""
    yesterday = str(server.today - timedelta(days=1))
    server.sell("counts", amount="100.00", product="年费")
    server.sell("voided", amount="200.00", product="短信包")
    server.sell("given away", amount="300.00", product="集团专线")
    server.sell("of yesterday", amount="40.00", product="数据看板", closed_at=yesterday)
    server.sell("amended", amount="50.00", product="一体机")
    server.sell("given to", agent="a02", amount="7.00", product="智能外呼")
    for id, change, sale, more in (
            ("k-1", "void", "voided", {"reason": "客户取消"}), ("k-2", "assign", "given away", {"agent": "a02", "reason": "记错人"}),
            ("k-3", "amend", "amended", {"amount": "60.00"}), ("k-4", "assign", "given to", {"agent": "a01"})):
        assert server.correct(id, sale, change, **more)[0] == 201


def test_every_sale_of_the_day_counts_or_says_why_it_does_not(server):
    sell_all_kinds(server)
    explanation = why(server, agent="a01")
    assert {part: explanation[part] for part in ("of", "id", "name", "place", "score", "amount", "deals", "gap", "metric", "period", "unit")} == {
        "of": "agent", "id": "a01", "name": "张伟", "place": 2, "score": 16_700, "amount": 16_700, "deals": 3, "gap": 13_300,
        "metric": "amount", "period": "day", "unit": "minor"}
    assert ids(explanation) == ["given to", "amended", "counts"], "the newest first"
    amended = explanation["counts"][1]
    assert (amended["amount"], amended["amended"], amended["product"], amended["day"]) == (6_000, True, "一体机", str(server.today))
    assert "amended" not in explanation["counts"][2] and "late" not in explanation["counts"][2]
    assert reasons(explanation) == [("of yesterday", "other_day"), ("given away", "given_away"), ("voided", "voided")]
    _, given, voided = explanation["does_not_count"]
    assert (given["to"], given["reason"], given["by"]) == ("王芳", "记错人", "loopback")
    assert (voided["reason"], voided["by"], voided["words"]["en"]) == ("客户取消", "loopback", "This deal was voided")
    assert explanation["amount"] == sum(sale["amount"] for sale in explanation["counts"])


def test_a_sale_that_came_late_counts_on_its_own_day(server):
    sell_all_kinds(server)
    yesterday = why(server, agent="a01", day=server.today - timedelta(days=1))
    assert ids(yesterday) == ["of yesterday"] and yesterday["counts"][0]["late"] is True
    assert reasons(yesterday) == [], "what never belonged to yesterday is no matter of yesterday"
    month = why(server, agent="a01", period="month", day=server.today)
    late = "of yesterday" in ids(month)
    assert late == (server.today.day > 1) and "counts" in ids(month)


def test_who_was_given_a_sale_has_it_among_theirs(server):
    sell_all_kinds(server)
    other = why(server, agent="a02")
    assert (ids(other), reasons(other)) == (["given away"], [("given to", "given_away")])
    assert (other["place"], other["amount"], other.get("gap")) == (1, 30_000, None)


def test_a_shared_place_says_with_whom_and_by_which_rule(server):
    for id, agent in (("1", "a03"), ("2", "a01"), ("3", "a02")):
        server.sell(id, agent=agent, amount="100.00")
    server.sell("4", agent="a04", amount="200.00")
    explanation = why(server, agent="a01")
    assert (explanation["place"], explanation["gap"]) == (2, 10_000)
    assert explanation["tie"]["shares_with"] == ["李娜", "王芳"], "as they are listed"
    assert "先达到" in explanation["tie"]["words"]["zh-CN"]
    assert "tie" not in why(server, agent="a04")


def test_a_cut_by_product_group_says_which_sales_are_of_another(open_floor):
    floor = a_floor()
    floor["sites"][0]["groups"] = GROUPS
    server = open_floor(floor)
    sell_all_kinds(server)
    lines, calling = (why(server, agent=agent, group=group) for agent, group in (("a02", "lines"), ("a01", "calling")))
    assert (ids(lines), lines["counts"][0]["group"], lines["amount"]) == (["given away"], "lines", 30_000)
    assert (ids(calling), calling["amount"]) == (["given to"], 700)
    assert {("counts", "other_group"), ("amended", "other_group"), ("voided", "voided")} <= set(reasons(calling))


def test_a_sale_that_nobody_has_claimed_waits_for_everyone_who_could_be_meant(server):
    server.record("roster", "r-1", agents=[{"id": "a05", "team": "t2", "name": "张伟"}])
    assert server.sell("1", agent="张伟")["status"] == "unresolved"
    for agent in ("a01", "a05"):
        assert reasons(why(server, agent=agent)) == [("1", "waits")]
    assert server.correct("k-1", "1", "assign", agent="a05")[0] == 201
    assert (ids(why(server, agent="a05")), reasons(why(server, agent="a01"))) == (["1"], [("1", "given_away")])


def test_a_teams_sales_are_those_that_were_made_in_it(server):
    server.sell("1", agent="a01", amount="100.00")
    server.record("roster", "r-1", agents=[{"id": "a01", "team": "t2", "name": "张伟"}])
    server.sell("2", agent="a01", amount="50.00")
    tigers, leopards = why(server, team="t1"), why(server, team="t2")
    assert (tigers["of"], tigers["place"], ids(tigers), tigers["amount"]) == ("team", 1, ["1"], 10_000)
    assert (ids(leopards), reasons(leopards)) == (["2"], [("1", "other_team")])
    assert leopards["does_not_count"][0]["to"] == "飞虎队"


def test_the_target_the_improvement_and_the_rules_are_told_too(open_floor):
    floor = a_floor()
    floor["sites"][0].update(working_days=EVERY_DAY, working_hours=OVER)
    server = open_floor(floor)
    server.record("targets", "g-1", agent="a01", day=str(server.today), amount="200.00")
    server.sell("old", amount="2800.00", closed_at=str(server.today - timedelta(days=3)))
    server.sell("1", amount="150.00")
    explanation = why(server, agent="a01", metric="improved")
    assert explanation["target"] == {
        "target": 20_000, "achieved": 15_000, "expected": 20_000, "state": "behind", "source": "day"}
    assert explanation["improvement"] == {"before": 280_000, "expected": 10_000, "working_days_before": 28, "working_days": 1}
    assert explanation["score"] == 5_000, "fifty above a hundred a day"
    assert (explanation["rules"]["big_deals"], explanation["rules"]["working_days"]) == ([1_000_000, 5_000_000, 10_000_000], EVERY_DAY)
    assert all(words["zh-CN"] and words["en"] for words in explanation["rules"]["words"])
    assert "improvement" not in why(server, agent="a01") and why(server, agent="a02").get("target") is None


def test_who_has_sold_nothing_has_no_place_and_no_fault(server):
    server.sell("1", agent="a02")
    explanation = why(server, agent="a01")
    assert "place" not in explanation and (explanation["amount"], ids(explanation), reasons(explanation)) == (0, [], [])


@pytest.mark.parametrize("query, field", [
    ({}, "agent"), ({"agent": "a01", "team": "t1"}, "team"), ({"agent": "nobody"}, "agent"), ({"team": "t7"}, "team"),
    ({"agent": "a01", "metric": "luck"}, "metric"), ({"agent": "a01", "period": "year"}, "period"),
    ({"agent": "a01", "day": "2026-02-30"}, "day"), ({"agent": "a01", "site": "XX"}, "site"), ({"agent": "a01", "group": "boats"}, "group"),
    ({"agent": "a01", "colour": "red"}, "colour"), ({"agent": ""}, "agent"),
])
def test_a_wrong_question_names_its_parameter(server, query, field):
    status, problem = server.get("explain", **query)
    assert (status, [fault["field"] for fault in problem["errors"]]) == (422, [field]), problem


def test_an_agent_is_told_about_oneself_alone_and_a_leader_about_the_own_team(open_floor):
    floor = two_floors()
    tokens = admit(floor)
    server = open_floor(floor)
    for number, agent in enumerate(("a01", "a02", "a03", "b01")):
        server.sell(str(number), agent=agent, amount="5.00", token=tokens["admin"])
    assert why(server, tokens["agent"])["id"] == "a02", "whose token it is"
    assert why(server, tokens["agent"], agent="a02", period="month", metric="value")["name"] == "王芳"
    allowed = {"agent": {"a02"}, "leader": {"a01", "a02", "t1"}, "admin": {"a01", "a02", "a03", "b01", "t1", "t2"},
               "assistant of BJ": {"a01", "a02", "a03", "t1", "t2"}, "screen": set(), "integration": set()}
    for name, whom in allowed.items():
        for id in ("a01", "a02", "a03", "b01", "t1", "t2"):
            status, answer = server.get("explain", tokens[name], **{"team" if id.startswith("t") else "agent": id})
            assert status == (200 if id in whom else 403), (name, id, answer)


# The agent's page ------------------------------------------------------------------------------------------------------


def test_an_agent_reads_on_the_own_page_what_counts_and_why_the_rest_does_not(open_floor, house):
    floor = a_floor()
    floor["sites"][0].update(working_days=EVERY_DAY, working_hours=OVER)
    server = open_floor(floor)
    server.record("targets", "g-1", agent="a01", day=str(server.today), amount="200.00")
    sell_all_kinds(server)
    server.sell("level", agent="a03", amount="167.00")
    mine = OwnPage(house, server, "a01")
    mine.expect_place("第2名")

    sheet = mine.ask_why()

    expect(sheet.locator(".sheet-place")).to_have_text("第 2 名")
    expect(sheet.locator(".sheet-score")).to_have_text("¥167")
    counts, excluded = sheet.locator(".because.counts"), sheet.locator(".because.excluded")
    expect(counts.locator("li .head")).to_have_text(["智能外呼", "一体机已更正", "年费"])
    expect(counts.locator("header .figure")).to_have_text("¥167")
    expect(excluded.locator("li .head")).to_have_text(["数据看板", "集团专线", "短信包"])
    for row, texts in enumerate((["这一单计入"], ["改记给同事", "王芳", "原因：记错人", "经手：loopback"], ["这一单已作废", "原因：客户取消"])):
        for text in texts:
            expect(excluded.locator("li").nth(row)).to_contain_text(text)
    expect(sheet.locator(".because.tie")).to_contain_text("与 李娜 并列")
    expect(sheet.locator(".because.tie")).to_contain_text("先达到的排在前面")
    expect(sheet.locator(".because.target")).to_contain_text("¥200")
    expect(sheet.locator(".because.rules")).to_contain_text("大单：¥1万 / ¥5万 / ¥10万 起")

    sheet.get_by_role("button", name="单数").click()
    expect(sheet.locator(".sheet-score")).to_have_text("3 单")
    sheet.get_by_role("button", name="本月").click()
    expect(sheet.locator(".sheet-score")).to_have_text("4 单" if server.today.day > 1 else "3 单")
    for metric in ("完成率", "进步", "价值分"):
        sheet.get_by_role("button", name=metric).click()
        expect(sheet.locator(".sheet-body")).to_have_attribute("aria-busy", "false")
        expect(sheet).not_to_contain_text("NaN")
        expect(sheet).not_to_contain_text("undefined")
    mine.page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
