"""The ceremony: frozen when it begins, and nothing that comes after changes what it says."""

from days import FIRST, FRIDAY, MONDAY, TITLE, TUESDAY, a_day, instant, with_targets
from viewer import Viewer
from waiting import wait_until

TEXT = "今天大家都很拼，明天继续！"
BEGINS = f"{MONDAY}T18:00"


def scenes(show):
    return [step["scene"] for step in show["steps"]]


def scene(show, name):
    [step] = [step for step in show["steps"] if step["scene"] == name]
    return step


def won(step):
    return [(winner["agent"]["id"], winner["team"]["id"], winner["amount"], winner["deals"]) for winner in step["winners"]]


def the_show(day, fits=lambda show: True):
    with Viewer(day) as screen:
        return screen.expect_latest("show", fits)


def sold(open_day, sales, on=MONDAY, floor=None, then=lambda day: None):
    """A day on which all that was sold, just before its ceremony, which begins now."""
    day = open_day(f"{on}T17:00", floor)
    for number, (agent, amount) in enumerate(sales):
        day.sell(f"{on} {number}", agent, amount)
    then(day)
    day.terminate()
    day.begin(f"{on}T18:00")
    return day


def test_the_ceremony_shows_the_day_from_the_lowest_team_up_to_its_winner(open_day):
    floor = with_targets(a_day(), a01="21000.00", a02="21000.00", a03="2100.00", a04="2100.00")  # the small team's is easier
    day = sold(
        open_day, [("a03", "150.00"), ("a01", "700.00"), ("a02", "500.00"), ("a04", "30.00"), ("a01", "100.00")], floor=floor,
        then=lambda day: day.record("commentaries", "w-1", site="BJ", text=TEXT))
    show = the_show(day)
    assert (show["id"], show["kind"], show["day"], show["played"]) == (f"ceremony/BJ/{MONDAY}", "ceremony", MONDAY, True)
    assert "by" not in show and show["anchor"]["step"] == 0
    assert 1_500 <= show["anchor"]["at"] - instant(BEGINS) < 60_000
    assert scenes(show) == [
        "opening", "company", "team", "team", "top_team", "countdown", "winner", "applause", "closing"]
    assert {step["ms"] for step in show["steps"]} == {1_000}
    assert scene(show, "company")["result"] == {"amount": 148_000, "deals": 5, "target": 220_000, "completion": 6_727}
    low, high = show["steps"][2:4]
    assert (low["team"]["id"], low["result"]) == ("t1", {"amount": 130_000, "deals": 3, "target": 200_000, "completion": 6_500})
    assert (high["team"]["id"], high["result"]["completion"]) == ("t2", 9_000), "by completion, not by amount"
    assert low["team"]["slogan"] == "飞虎飞虎，势如破竹！"
    assert (low["praise"]["kind"], high["praise"]["kind"]) == ("most_deals", "everybody_sold")
    assert [team["team"]["id"] for team in scene(show, "top_team")["teams"]] == ["t2"]
    assert won(scene(show, "winner")) == [("a01", "t1", 80_000, 2)] and scene(show, "winner")["honour"] == {"title": TITLE}
    assert (show["steps"][-1]["commentary"], show["steps"][-1]["words"]["zh-CN"]) == (TEXT, TEXT)
    assert "八百元" in scene(show, "winner")["words"]["zh-CN"]


def test_joint_winners_share_the_stage_and_the_award_and_joint_teams_have_one_each(open_day):
    day = sold(open_day, [("a01", "300.00"), ("a03", "100.00"), ("a03", "200.00")])
    show = the_show(day)
    assert sorted(won(scene(show, "winner"))) == [("a01", "t1", 30_000, 1), ("a03", "t2", 30_000, 2)]
    assert {team["team"]["id"] for team in scene(show, "top_team")["teams"]} == {"t1", "t2"}
    assert "并列第一" in scene(show, "winner")["words"]["zh-CN"]
    given = day.awards
    assert set(given) == {f"day/day/{MONDAY}/BJ", f"team/day/{MONDAY}/BJ/t1", f"team/day/{MONDAY}/BJ/t2"}
    top = given[f"day/day/{MONDAY}/BJ"]
    assert (sorted(top["who"]), top["by"], top["title"], top["period"]) == (
        ["张伟", "李娜"], "floorcast", TITLE, {"kind": "day", "start": MONDAY})
    assert top["reward"] == {"what": "50 元超市卡", "due": TUESDAY, "presenter": "销售总监", "state": "owed"}
    assert "reward" not in given[f"team/day/{MONDAY}/BJ/t1"]
    day.record("awards/changes", "k-1", award=top["id"], change="hand_over")


def test_a_day_without_a_sale_has_a_ceremony_without_a_winner(open_day):
    day = open_day(BEGINS)
    show = the_show(day)
    assert scenes(show) == ["opening", "company", "team", "team", "applause", "closing"]
    assert {step["praise"]["kind"] for step in show["steps"] if step["scene"] == "team"} == {"tomorrow"}
    assert "commentary" not in show["steps"][-1] and show["steps"][-1]["words"]["zh-CN"]
    said = "".join(step["words"]["zh-CN"] for step in show["steps"])
    assert [bad for bad in ("没有", "零", "0") if bad in said] == []
    assert day.awards == {}


def test_fridays_ceremony_has_the_weeks_top_sales(open_day):
    day = sold(open_day, [("a01", "500.00"), ("a03", "400.00")], on="2026-11-19")
    the_show(day)
    day.terminate()
    day.begin(f"{FRIDAY}T17:00")
    day.sell("friday", "a04", "450.00")
    day.terminate()
    day.begin(f"{FRIDAY}T18:00")
    show = the_show(day, lambda show: show["day"] == FRIDAY)
    week = scene(show, "top_sales")
    assert scenes(show).index("top_sales") < scenes(show).index("countdown")
    assert week["period"] == {"kind": "week", "start": "2026-11-16", "end": "2026-11-22"}
    assert (won(week), won(scene(show, "winner"))) == ([("a01", "t1", 50_000, 1)], [("a04", "t2", 45_000, 1)])
    assert {"week/week/2026-11-16/BJ", f"day/day/{FRIDAY}/BJ", "day/day/2026-11-19/BJ"} <= set(day.awards)


def test_what_is_sold_and_voided_after_it_began_changes_the_report_and_not_the_show(open_day):
    day = sold(open_day, [("a01", "500.00"), ("a03", "400.00")])
    frozen = the_show(day)
    assert day.correct("k-1", f"{MONDAY} 0", "void")[0] == 201
    day.sell("late", "a02", "900.00")
    with Viewer(day) as screen:
        board = screen.expect_offset(day.offset)
        assert [(row["id"], row["amount"]) for row in board["agents"]] == [("a02", 90_000), ("a03", 40_000)]
        assert day.direct("repeat")[0] == 201
        again = screen.expect_kind("show")["show"]
        assert {**again, "anchor": None} == {**frozen, "anchor": None}, "also when it is played again"
    report = day.look(f"reports/day/{MONDAY}")
    assert [(row["id"], row["amount"]) for row in report["agents"]] == [("a02", 90_000), ("a03", 40_000)]
    assert [void["sale"]["id"] for void in report["voids"]] == [f"{MONDAY} 0"]
    assert day.awards[f"day/day/{MONDAY}/BJ"]["who"] == ["张伟"], "who was on stage keeps the award, until someone revokes it"
    assert day.look("awards")["awards"][0]["by"] == "floorcast"


def test_a_ceremony_that_was_started_early_is_the_days_only_one(open_day):
    day = open_day(f"{MONDAY}T17:59:57")
    day.sell("1", "a01", "500.00")
    status, begun = day.direct("start", "s-1", show="ceremony")
    assert (status, begun["kind"], begun["duplicate"]) == (201, "show", False)
    assert day.direct("start", "s-2", show="ceremony")[0] == 409
    with Viewer(day) as screen:
        show = screen.expect_latest("show")
        assert (show["by"], show["day"]) == ("loopback", MONDAY) and show["anchor"]["at"] < instant(BEGINS)
        screen.expect("six o'clock", lambda f: f["kind"] == "phase" and f["phase"]["id"] == "report")
        wait_until(lambda: screen.time > instant(BEGINS) + 300, "a moment after six")
        day.sell("2", "a02", "900.00")  # whatever is due goes before it
        assert [frame["show"]["offset"] for frame in screen.of("show")] in ([], [begun["offset"]])
    assert day.keys(["ceremony"]) == [f"ceremony/BJ/{MONDAY}"]
    assert day.awards[f"day/day/{MONDAY}/BJ"]["who"] == ["张伟"]


def test_a_ceremony_that_was_missed_gives_its_awards_unplayed(open_day):
    day = sold(open_day, [("a01", "500.00")], on=FRIDAY)
    the_show(day)
    day.terminate()
    day.begin(f"{MONDAY}T16:00")
    day.sell("monday", "a03", "300.00")
    day.terminate()
    day.begin(f"{TUESDAY}T07:00")  # nobody was there on Monday evening
    wait_until(lambda: f"day/day/{MONDAY}/BJ" in day.awards, "Monday's award")
    assert day.awards[f"day/day/{MONDAY}/BJ"]["who"] == ["李娜"]
    with Viewer(day) as screen:
        assert "show" not in screen.expect_kind("snapshot"), "and nothing is played"
    assert "starts_at" not in day.entry(f"ceremony/BJ/{MONDAY}")


def test_on_the_first_working_day_of_a_month_the_greeting_has_last_months_top_sales(open_day):
    day = open_day(f"{MONDAY}T17:00")
    day.sell("1", "a01", "500.00")
    day.sell("2", "a03", "450.00")
    day.terminate()
    day.begin(f"{FIRST}T08:30")
    show = the_show(day)
    assert (show["id"], show["kind"], show["day"]) == (f"greeting/BJ/{FIRST}", "greeting", FIRST)
    assert scenes(show) == ["opening", "top_sales", "applause", "closing"]
    month = scene(show, "top_sales")
    assert month["period"] == {"kind": "month", "start": "2026-11-01", "end": "2026-11-30"}
    assert won(month) == [("a01", "t1", 50_000, 1)]
    given = day.awards["month/month/2026-11-01/BJ"]
    assert (given["who"], given["reward"]["due"], given["reward"]["presenter"]) == (["张伟"], "2026-12-08", "总经理")
    day.terminate()
    day.begin("2026-12-02T08:30")
    with Viewer(day) as screen:
        assert screen.expect_latest("phase")["id"] == "warm-up"
    assert day.keys(["greeting"]) == [f"greeting/BJ/{FIRST}"], "once in a month"
