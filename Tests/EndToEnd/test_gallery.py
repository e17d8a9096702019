"""The slow data of scenes: what a wall of a site is told beside its board, when, and what it is never told."""

import pytest

from days import FRIDAY, MONDAY, TUESDAY, a_day, passed, with_targets
from floors import a_floor, two_floors, written
from server import ROOT, floorcast
from viewer import Viewer
from waiting import wait_until

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle r="4"/></svg>'


def gallery(screen, fits=lambda _: True, what="a gallery"):
    """The newest gallery, once it fits."""
    return wait_until(lambda: next((f for f in reversed(screen.of("gallery")) if fits(f)), None), what)


def sold(deals, part="week"):
    return lambda gallery: gallery[part]["deals"] == deals


def walk(value, path=""):
    """Every object within `value`, with its path."""
    if isinstance(value, dict):
        yield path, value
        for key, part in value.items():
            yield from walk(part, f"{path}.{key}")
    elif isinstance(value, list):
        for part in value:
            yield from walk(part, path)


def test_on_the_first_day_ever_there_is_no_past_and_without_targets_no_pace(server):
    with Viewer(server) as screen:
        first = gallery(screen)
        assert set(first) == {"kind", "day", "teams", "week", "month", "fame"}
        assert [(team["id"], team["place"], team["top"]) for team in first["teams"]] == [("t1", 1, []), ("t2", 1, [])]
        server.sell("1", amount="100.00")
        server.sell("2", agent="a03", amount="200.00")
        told = gallery(screen, sold(2))
        assert [(team["id"], team["place"], team["amount"]) for team in told["teams"]] == [("t2", 1, 20_000), ("t1", 2, 10_000)]
        assert told["teams"][0]["top"] == [{"place": 1, "id": "a03", "name": "李娜", "amount": 20_000, "deals": 1}]
        assert [row["agent"]["name"] for row in told["month"]["winners"]] == ["李娜", "张伟"]
        assert all("target" not in part for _, part in walk(told)), "nobody has one"


def test_the_pace_follows_the_working_hours(open_day):
    day = open_day(f"{MONDAY}T14:29:30", with_targets(a_day(), a01="210000.00", a03="21000.00"))
    day.sell("1", amount="4000.00")
    with Viewer(day) as screen:
        pace = gallery(screen, sold(1))["pace"]
        assert (pace["target"], pace["amount"], pace["state"]) == (1_100_000, 400_000, "behind")
        assert [(hour["minute"], hour.get("amount"), hour["expected"]) for hour in pace["hours"]] == [
            (600, 0, 137_500), (660, 0, 275_000), (720, 0, 412_500), (840, 0, 550_000), (1_080, None, 1_100_000)]
        day.terminate()
        day.begin(f"{MONDAY}T14:59:58")
    with Viewer(day) as screen:
        passed(day, screen, f"{MONDAY}T15:00")
        hours = gallery(screen, lambda told: len(told["pace"]["hours"]) == 6, "the pace at three")["pace"]["hours"]
        assert hours[4] == {"minute": 900, "amount": 400_000, "expected": 687_500}
        teams = gallery(screen)["teams"]
        assert [(team["id"], team["target"], team.get("completion")) for team in teams] == [("t1", 1_000_000, 4_000), ("t2", 100_000, 0)]


def test_at_midnight_today_becomes_yesterday(open_day):
    day = open_day(f"{FRIDAY}T23:50", with_targets(a_day(), a01="210000.00"))
    day.sell("1", amount="12000.00")
    day.sell("2", agent="a03", amount="12000.00")
    with Viewer(day) as screen:
        friday = gallery(screen, sold(2))
        assert (friday["day"], "yesterday" in friday) == (FRIDAY, False)
    day.terminate()
    day.begin(f"{FRIDAY}T23:59:57")
    with Viewer(day) as screen:
        passed(day, screen, "2026-11-21T00:00")
        told = gallery(screen, lambda told: told["day"] == "2026-11-21", "Saturday")
        assert "pace" not in told, "nobody works"
        assert [team["amount"] for team in told["teams"]] == [0, 0]
    day.terminate()
    day.begin(f"{MONDAY}T07:00")
    with Viewer(day) as screen:
        told = gallery(screen)
        yesterday = told["yesterday"]
        assert told["day"] == MONDAY and yesterday["day"] == FRIDAY, "the last day on which somebody worked and sold"
        assert (yesterday["amount"], yesterday["deals"], yesterday["big_deals"], yesterday["target"]) == (2_400_000, 2, 2, 1_000_000)
        assert [row["agent"]["name"] for row in yesterday["winners"]] == ["张伟", "李娜"], "who share the place"
        assert yesterday["first"]["agent"]["name"] == "张伟" and yesterday["first"]["minute"] == 1_430
        assert [(row["team"]["id"], row["amount"], row.get("completion")) for row in yesterday["teams"]] == [
            ("t1", 1_200_000, 12_000), ("t2", 1_200_000, None)]
        assert told["week"]["deals"] == 0 and told["month"]["deals"] == 2
        day.sell("late", amount="500.00", closed_at=FRIDAY)
        assert gallery(screen, lambda told: told["yesterday"]["deals"] == 3, "the late sale")["yesterday"]["amount"] == 2_450_000
    day.terminate()
    day.begin("2026-12-01T07:00")
    with Viewer(day) as screen:
        told = gallery(screen)
        assert (told["last_month"]["month"], told["last_month"]["amount"], told["last_month"]["target"]) == ("2026-11", 2_450_000, 21_000_000)
        assert [row["agent"]["name"] for row in told["last_month"]["winners"]] == ["张伟"]
        assert told["month"] == {"amount": 0, "deals": 0, "winners": [], "target": 21_000_000}


def test_what_the_ceremony_gives_is_in_the_hall_of_fame(open_day):
    day = open_day(f"{MONDAY}T17:50")
    day.sell("1", amount="300.00")
    day.sell("2", agent="a03", amount="300.00")
    day.terminate()
    day.begin(f"{MONDAY}T17:59:57")
    with Viewer(day) as screen:
        fame = gallery(screen, lambda told: len(told["fame"]) == 4, "the awards")["fame"]
        assert {(row["honour"], (row.get("agent") or row["team"])["name"]) for row in fame} == {
            ("day", "张伟"), ("day", "李娜"), ("team", "飞虎队"), ("team", "猎豹队")}
        assert all(row["day"] == MONDAY and row["period"] == "day" and "citation" not in row for row in fame)
        assert not [part for _, part in walk(fame) if {"reward", "what", "by"} & set(part)], "promises are not for screens"
    day.terminate()
    day.begin(f"{TUESDAY}T09:05")
    with Viewer(day) as screen:
        assert len(gallery(screen)["yesterday"]["awards"]) == 4


def test_sites_are_compared_where_there_are_two(open_floor):
    floor = two_floors()
    floor["company"] |= {"reporting_currency": "CNY", "rates": {"EUR": "8.00"}}
    server = open_floor(floor)
    with Viewer(server, site="BJ") as here, Viewer(server, site="DE") as there:
        assert [row["amount"] for row in gallery(here)["sites"]["rows"]] == [0, 0]
        server.sell("1", amount="790.00")
        server.sell("2", agent="b01", amount="100.00")
        for screen in (here, there):
            sites = gallery(screen, lambda told: sum(row["deals"] for row in told["sites"]["rows"]) == 2, "both sites")["sites"]
            assert [(row["place"], row["id"], row["amount"]) for row in sites["rows"]] == [(1, "DE", 80_000), (2, "BJ", 79_000)]
            assert sites["currency"] == "CNY" and sites["rows"][0]["name"] == {"zh-CN": "柏林职场", "en": "Berlin"}
        assert [team["id"] for team in gallery(there)["teams"]] == ["t9"], "and each has its own teams"
        assert gallery(here, sold(1))["week"]["amount"] == 79_000


def test_a_gallery_is_for_walls_and_the_pages_of_others_are_their_own(open_floor):
    server = open_floor(two_floors())
    with Viewer(server, role="console") as console, Viewer(server, role="agent", agent="a01") as mine, \
            Viewer(server, role="agent", agent="b01") as hers, Viewer(server, site="DE") as wall:
        server.sell("1", amount="1.00")
        server.sell("2", agent="b01", amount="2.00")
        assert gallery(wall, sold(1))["week"]["amount"] == 200
        assert mine.expect_own("the sale", lambda own: own["amount"])["amount"] == 100
        assert hers.expect_own("the sale", lambda own: own["amount"])["amount"] == 200
        console.expect("the desk", lambda f: f["kind"] == "desk" and f["sales"])
        assert not console.of("gallery") + mine.of("gallery") + hers.of("gallery")
        assert not wall.of("desk") + wall.of("own")


def test_nothing_in_a_gallery_says_what_a_wall_may_not_show(open_day):
    floor = a_day()
    floor["screens"] = {"top": 1}
    floor["agents"][0] |= {"alias": "旋风"}
    floor["agents"][3] |= {"hidden": True}
    floor["teams"][0]["leader"] = "a04"
    day = open_day(f"{FRIDAY}T17:50", with_targets(floor, a01="77777.77", a02="66666.66"))
    for number, agent in enumerate(("a01", "a02", "a03", "a04", "a04")):
        day.sell(str(number), agent=agent, amount="1000.00", customer="机密客户")
    day.record("awards", "w-1", agents=["a04"], honour="day", period={"kind": "day", "day": FRIDAY}, citation="张伟都服气")
    day.record("awards", "w-2", agents=["a03"], honour="day", period={"kind": "day", "day": FRIDAY}, citation="张伟教得好")
    day.terminate()
    day.begin(f"{FRIDAY}T17:59:57")
    with Viewer(day) as screen:
        gallery(screen, lambda told: len(told["fame"]) == 2, "the award of the team and the one that a leader gave")
    day.terminate()
    day.begin(f"{MONDAY}T10:00")
    with Viewer(day) as screen:
        day.sell("today", agent="a04", amount="1.00", customer="机密客户")
        day.sell("too", agent="a01", amount="2.00", customer="机密客户")
        told = gallery(screen, sold(2))
        assert {"yesterday", "fame", "pace"} <= set(told)
        text = str(told)
        for secret in ("张伟", "李四", "单雄信", "a04", "机密", "customer", "product", "7777777", "6666666", "个人目标"):
            assert secret not in text, secret
        assert "旋风" in text and "李娜" in text
        for path, part in walk(told):
            if "target" in part:
                assert path in (".pace", ".teams", ".yesterday", ".month", ".last_month"), path
            if path == ".teams.top":
                assert part["place"] <= 2
        assert [row["agent"]["name"] for row in told["fame"] if row["honour"] == "day" and "citation" not in row] == ["李娜"]


def test_a_welcome_says_how_a_screen_looks_and_what_it_shows(open_floor):
    floor = a_floor()
    floor["company"] |= {"theme": "festive", "accent": "#FFE9AD"}
    floor["screens"] = {"playlists": [
        {"id": "short", "name": {"zh-CN": "短", "en": "Short"}, "scenes": [{"scene": "pace", "seconds": 9}]},
        {"id": "long", "name": {"zh-CN": "长", "en": "Long"}, "scenes": [{"scene": "feed", "seconds": 600}]}]}
    server = open_floor(floor)
    with Viewer(server) as screen, Viewer(server, role="console") as console:
        welcome = screen.expect_kind("welcome")
        assert welcome["theme"] == {"name": "festive", "accent": "#ffe9ad"}
        assert welcome["playlist"] == [{"scene": "pace", "seconds": 9}]
        assert "playlist" not in console.expect_kind("welcome")
    assert server.ask("GET", "/company/logo")[0] == 404


def test_the_companys_sign_is_served_from_memory(open_floor, tmp_path):
    sign = tmp_path / "sign.svg"
    sign.write_text(SVG, "utf-8")
    floor = a_floor()
    floor["company"]["logo"] = str(sign)
    server = open_floor(floor)
    sign.unlink()
    with Viewer(server) as screen:
        assert screen.expect_kind("welcome")["theme"] == {"name": "night", "logo": "/company/logo"}
    status, headers, body = server.ask("GET", "/company/logo")
    assert (status, body, headers["Content-Type"]) == (200, SVG, "image/svg+xml; charset=utf-8")
    assert headers["Cache-Control"] == "no-cache" and headers["Content-Security-Policy"]
    status, again, body = server.ask("GET", "/company/logo", If_None_Match=headers["ETag"])
    assert (status, body, again["ETag"]) == (304, "", headers["ETag"])
    status, headers, body = server.ask("HEAD", "/company/logo")
    assert (status, body, int(headers["Content-Length"])) == (200, "", len(SVG))
    assert server.ask("POST", "/company/logo", b"x")[0] == 405


@pytest.mark.parametrize("wrong, said", [
    ({"theme": "day"}, "company.theme is day (allowed: night, festive)"),
    ({"accent": "#d81f2a"}, "company.accent is #d81f2a, whose contrast on the theme night is 3.3"),
    ({"logo": "none.svg"}, "company.logo is none.svg, which cannot be read"),
])
def test_check_config_says_what_is_wrong_with_a_look(tmp_path, wrong, said):
    floor = a_floor()
    floor["company"] |= wrong
    checked = floorcast("check-config", written(floor, tmp_path / "floor.json"))
    assert checked.returncode == 1 and said in checked.stdout


def test_the_demo_has_a_past_from_the_first_moment(open_floor):
    shipped = (ROOT / "config/floor.json").read_text("utf-8")
    demos = [
        open_floor(shipped, command="demo", arguments=["--no-sellers", "--past", "--at", f"{TUESDAY}T14:40", "--seed", 7])
        for _ in range(2)]
    told = []
    for demo in demos:
        with Viewer(demo) as screen:
            told.append(gallery(screen))
    one, other = told
    assert {"pace", "teams", "yesterday", "last_month", "week", "month", "fame"} <= set(one)
    assert one["yesterday"]["day"] == MONDAY and one["last_month"]["month"] == "2026-10"
    assert ["citation" in row for row in one["fame"]] == [False] * 6 + [True] * 3
    assert one["week"]["deals"] > one["yesterday"]["deals"] > 0
    assert {**one, "pace": None} == {**other, "pace": None}, "the same seed has the same past"
    assert one["yesterday"]["awards"] and one["yesterday"]["first"]
