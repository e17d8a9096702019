"""What the clock brings to the floor: phases, the hour, the recap - each once, at its time, with the right facts."""

import pytest

from days import MONDAY, PHASES, SATURDAY, TUESDAY, a_day, instant, passed, with_targets
from viewer import Viewer, expect_contiguous


def told(frames):
    """What the clock brought to a screen, in its order: the phases' ids, the minutes of what was told."""
    parts = {"phase": "id", "broadcast": "minute"}
    return [frame[frame["kind"]][parts[frame["kind"]]] for frame in frames if frame["kind"] in parts]


def facts(broadcast):
    """What a broadcast says, without its words."""
    period, total = broadcast["period"], broadcast["total"]
    return {
        "minute": broadcast["minute"], "since": broadcast["since"],
        "deals": [(deal["agent"]["id"], deal["product"], deal["amount"]) for deal in broadcast["deals"]],
        "period": (period["amount"], period["deals"]), "total": (total["amount"], total["deals"]),
        "leaders": [agent["id"] for agent in broadcast["leaders"]], "teams": [team["id"] for team in broadcast["leading_teams"]]}


def late(cue, day=MONDAY):
    """How many milliseconds after its time something was called or told."""
    return cue["at"] - instant(f"{day}T00:00") - cue["minute"] * 60_000


def test_a_whole_day_brings_everything_once_in_its_order(open_day):
    floor = a_day()
    floor["sites"][0]["rhythm"]["grace_minutes"] = 60  # a second of this day
    day = open_day(f"{MONDAY}T11:05", floor, speed=3600)
    with Viewer(day) as screen:
        screen.expect_latest("show")
        assert day.direct("abort")[0] == 201
        tomorrow = screen.expect("the timetable of tomorrow", lambda f: f["kind"] == "rhythm" and f["rhythm"]["day"] == TUESDAY)
        assert (tomorrow["rhythm"]["working"], tomorrow["rhythm"]["ceremony"]) == (True, 18 * 60)
        cues = [frame[frame["kind"]] for frame in screen.frames if frame["kind"] in ("phase", "broadcast")]
        monday = [cue for cue in cues if cue["at"] < instant(f"{TUESDAY}T00:00")]
        assert len(monday) > 5 and all(0 <= late(cue) < 3_600_000 for cue in monday), monday
        assert all(frame["rate"] == 3600 for frame in screen.of("welcome"))
        expect_contiguous(screen.frames)
    day.kill()
    keys = [key for key in day.keys() if MONDAY in key]
    assert [key for key in keys if not key.endswith("T11")] == [  # which is told late, if the start was quick
        f"{kind}/BJ/{MONDAY}{name}" for kind, name in [
            ("hourly", "T12"), ("phase", "/rest"), ("phase", "/wake-up"), ("recap", "/rest"), ("hourly", "T14"),
            ("hourly", "T15"), ("hourly", "T16"), ("hourly", "T17"), ("phase", "/count"), ("phase", "/report"), ("ceremony", "")]]


def test_a_phase_is_called_with_its_sound_at_its_time(open_day):
    day = open_day(f"{MONDAY}T17:29:58")
    with Viewer(day) as screen:
        phase = screen.expect_latest("phase")
        assert (phase["id"], phase["sound"], phase["words"]["zh-CN"]) == ("count", "chime", "现在开始：清点战果。")
        assert 0 <= late(phase) < 1_000
        rhythm = screen.expect_kind("snapshot")["rhythm"]
        assert [(at["id"], at["from"] // 60 * 100 + at["from"] % 60, at["quiet"]) for at in rhythm["phases"]] == [
            (id, int(begin.replace(":", "")), more.get("quiet", False)) for id, begin, _, _, more in PHASES]
        assert (rhythm["day"], rhythm["working"], rhythm["ceremony"]) == (MONDAY, True, 18 * 60)
        assert rhythm["broadcasts"] == [hour * 60 for hour in (10, 11, 12, 14, 15, 16, 17)]


def test_the_hour_is_told_with_what_was_signed_in_it(open_day):
    floor = with_targets(a_day(), a01="21000.00", a03="21000.00")  # a thousand each on 21 working days
    day = open_day(f"{MONDAY}T09:30", floor)
    day.sell("1", "a01", "800.00", product="年费")
    day.sell("2", "a03", "800.00", product="短信包")
    day.terminate()
    day.begin(f"{MONDAY}T10:00")
    with Viewer(day) as screen:
        ten = screen.expect_latest("broadcast")
        assert (ten["occasion"], ten["day"], ten["target"], ten["missing"]) == ("hour", MONDAY, 200_000, 40_000)
        assert facts(ten) == {
            "minute": 600, "since": 540, "deals": [("a01", "年费", 80_000), ("a03", "短信包", 80_000)],
            "period": (160_000, 2), "total": (160_000, 2), "leaders": ["a01", "a03"], "teams": ["t1", "t2"]}, "equal results lead together"
        assert ten["words"]["zh-CN"] == (
            "现在是上午十点。上午九点以来，我们签了两单，合计一千六百元：飞虎队的张伟，年费，八百元；猎豹队的李娜，短信包，八百元。"
            "今天累计两单，合计一千六百元。目前个人领先的是张伟和李娜，团队领先的是飞虎队和猎豹队。离今天的目标还差四百元。请大家鼓掌！")
        assert "To today's target: four hundred yuan." in ten["words"]["en"]
    day.sell("3", "a02", "12800.00", product="企业云通信")
    day.terminate()
    day.begin(f"{MONDAY}T11:00")
    with Viewer(day) as screen:
        eleven = screen.expect_latest("broadcast", lambda told: told["minute"] > 600)
        assert facts(eleven) == {
            "minute": 660, "since": 600, "deals": [("a02", "企业云通信", 1_280_000)], "period": (1_280_000, 1),
            "total": (1_440_000, 3), "leaders": ["a02"], "teams": ["t1"]}, "what ten o'clock told is not told again"
        assert eleven["missing"] == 0 and "今天的目标已经达成" in eleven["words"]["zh-CN"]


def test_of_many_deals_the_largest_are_told_and_none_that_was_voided(open_day):
    day = open_day(f"{MONDAY}T09:30")
    for number in range(1, 9):
        day.sell(f"{number}", f"a0{1 + number % 4}", f"{number}00.00")
    assert day.correct("k-1", "8", "void")[0] == 201
    day.terminate()
    day.begin(f"{MONDAY}T10:00")
    with Viewer(day) as screen:
        ten = screen.expect_latest("broadcast")
        assert (facts(ten)["period"], facts(ten)["total"]) == ((280_000, 7), (280_000, 7))
        assert [deal["amount"] for deal in ten["deals"]] == [number * 10_000 for number in range(2, 8)]


def test_an_hour_that_was_missed_is_told_by_the_next(open_day):
    day = open_day(f"{MONDAY}T14:00")
    with Viewer(day) as screen:
        assert screen.expect_latest("broadcast")["minute"] == 840
    day.sell("1", "a02", "200.00", product="短信包")
    day.kill()
    day.begin(f"{MONDAY}T15:20")  # it was down at three, and the grace is over
    with Viewer(day) as screen:
        assert screen.expect_kind("snapshot")["broadcast"]["minute"] == 840, "what was told last is still known"
        day.sell("2", "a03", "300.00", product="专线")
        screen.expect_offset(day.offset)
        assert screen.of("broadcast") == []
    day.terminate()
    day.begin(f"{MONDAY}T16:00")
    with Viewer(day) as screen:
        four = screen.expect_latest("broadcast", lambda told: told["minute"] > 840)
        assert facts(four) == {
            "minute": 960, "since": 840, "deals": [("a02", "短信包", 20_000), ("a03", "专线", 30_000)],
            "period": (50_000, 2), "total": (50_000, 2), "leaders": ["a03"], "teams": ["t2"]}, "both hours"
    assert day.keys(["hourly"]) == [f"hourly/BJ/{MONDAY}T14", f"hourly/BJ/{MONDAY}T16"]


def test_a_server_that_comes_back_within_the_grace_tells_the_hour_late_and_once(open_day):
    day = open_day(f"{MONDAY}T14:59:50")
    day.sell("1", "a01", "100.00")
    for at in ("15:05", "14:59:59", "15:09"):  # a clock that was put back does not say it again
        day.kill()
        day.begin(f"{MONDAY}T{at}")
        with Viewer(day) as screen:
            three = screen.expect_latest("broadcast")
            assert (three["minute"], facts(three)["period"]) == (900, (10_000, 1))
            assert 5 * 60_000 <= late(three) < 6 * 60_000, "five minutes late, and that stays so"
            passed(day, screen, f"{MONDAY}T15:00")
            assert screen.expect_latest("broadcast") == three
    assert day.keys(["hourly"]) == [f"hourly/BJ/{MONDAY}T15"]


def test_in_quiet_time_nothing_is_told_and_what_was_signed_is_told_after_it(open_day):
    day = open_day(f"{MONDAY}T12:30")
    with Viewer(day) as screen:
        assert screen.expect_latest("phase")["id"] == "rest"
        day.sell("1", "a04", "300.00", product="短信包")
        screen.expect_kind("announcement")
    day.terminate()
    day.begin(f"{MONDAY}T12:54:58")
    with Viewer(day) as screen:
        recap = screen.expect_latest("broadcast")
        assert (recap["occasion"], facts(recap)["deals"]) == ("recap", [("a04", "短信包", 30_000)])
        assert recap["words"]["zh-CN"].startswith("欢迎回来！")
        assert 0 <= late(recap) < 1_000 and screen.expect_latest("phase")["id"] == "wake-up"
    assert day.keys(["phase", "hourly", "recap"]) == [
        f"phase/BJ/{MONDAY}/rest", f"phase/BJ/{MONDAY}/wake-up", f"recap/BJ/{MONDAY}/rest"], "the phase is called, then it is told"


def test_an_hour_without_a_deal_encourages_and_never_scolds(open_day):
    day, lines = open_day(f"{MONDAY}T10:00"), []
    for hour in (10, 11):
        with Viewer(day) as screen:
            broadcast = screen.expect_latest("broadcast", lambda told: told["minute"] == hour * 60)
        assert (facts(broadcast)["deals"], facts(broadcast)["period"], facts(broadcast)["leaders"]) == ([], (0, 0), [])
        lines.append(broadcast["words"]["zh-CN"].split("。", 1)[1])
        assert [bad for bad in ("没有", "零", "0", "未") if bad in lines[-1]] == []
        day.terminate()
        day.begin(f"{MONDAY}T11:00")
    assert len(set(lines)) == 2, "not the same line every hour"


@pytest.mark.parametrize("name, site, on, minutes", [
    ("Saturday", {}, SATURDAY, []),
    ("make-up Saturday", {"makeup_days": [SATURDAY]}, SATURDAY, [600]),
    ("holiday", {"holidays": [MONDAY]}, MONDAY, []),
], ids=lambda value: value if isinstance(value, str) and value[0].isalpha() else "")
def test_nothing_is_scheduled_but_on_working_days_and_sales_always_count(open_day, name, site, on, minutes):
    day = open_day(f"{on}T10:00", a_day(**site))
    with Viewer(day) as screen:
        passed(day, screen, f"{on}T10:00")
        day.sell("1")
        screen.expect_kind("announcement")
        assert [told["broadcast"]["minute"] for told in screen.frames if "broadcast" in told][-1:] == minutes
        assert screen.expect_kind("snapshot")["rhythm"]["working"] is bool(minutes), name
    assert day.keys(["hourly"]) == [f"hourly/BJ/{on}T{minute // 60}" for minute in minutes]
