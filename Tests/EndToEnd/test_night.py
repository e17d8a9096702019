"""A site that sells into the night: its day goes on past midnight, until it begins anew."""

from days import FRIDAY, MONDAY, SATURDAY, TUESDAY, a_day, instant, passed
from floors import written
from server import floorcast
from viewer import Viewer


def a_night(**rhythm):
    """A floor whose day begins at 04:00 and is worked from 14:00 to 02:00."""
    floor = a_day(day_start="04:00", working_hours=[["14:00", "18:00"], ["19:00", "02:00"]])
    phases = [("calls", "14:00", "23:00"), ("final", "23:00", "01:30"), ("report", "01:30", "01:40")]
    floor["sites"][0]["rhythm"] |= {
        "phases": [{"id": id, "from": begin, "to": end, "name": {"zh-CN": id, "en": id}} for id, begin, end in phases],
        "ceremony": {**floor["sites"][0]["rhythm"]["ceremony"], "at": "01:30"}, "greeting": "14:00"} | rhythm
    return floor


def test_what_is_sold_after_midnight_counts_on_the_day_before_and_the_hour_is_told(open_day):
    day = open_day(f"{TUESDAY}T00:30", a_night())
    day.sell("1", "a01", "800.00")
    with Viewer(day) as screen:
        snapshot = screen.expect_kind("snapshot")
        board = screen.expect_offset(day.offset)
        assert (board["day"], board["total"]["amount"]) == (MONDAY, 80_000)
        assert screen.expect_kind("welcome")["site"]["day_start"] == 240
        assert [phase["from"] for phase in snapshot["rhythm"]["phases"]] == [840, 1380, 1530]
        assert (snapshot["rhythm"]["day"], snapshot["rhythm"]["ceremony"]) == (MONDAY, 1530)
    day.terminate()
    day.begin(f"{TUESDAY}T01:00")
    with Viewer(day) as screen:
        one = screen.expect_latest("broadcast")
        assert (one["day"], one["minute"], one["total"]) == (MONDAY, 1500, {"amount": 80_000, "deals": 1})
        assert one["words"]["zh-CN"].startswith("现在是凌晨一点。") and one["words"]["en"].startswith("It is one a.m.")
    assert day.keys(["hourly"]) == [f"hourly/BJ/{MONDAY}T25"]


def test_the_ceremony_of_a_friday_is_held_in_the_night_to_saturday(open_day):
    day = open_day(f"{SATURDAY}T01:29:59", a_night())
    day.sell("1", "a02", "100.00")
    with Viewer(day) as screen:
        show = screen.expect_latest("show")
        assert (show["id"], show["day"]) == (f"ceremony/BJ/{FRIDAY}", FRIDAY)
        assert 0 <= show["anchor"]["at"] - instant(f"{SATURDAY}T01:30") < 5_000


def test_the_day_turns_when_it_begins_and_not_at_midnight(open_day):
    day = open_day(f"{TUESDAY}T03:59:58", a_night())
    day.sell("1", "a01", "100.00")
    with Viewer(day) as screen:
        assert screen.expect_kind("snapshot")["day"] == MONDAY
        turned = screen.expect("the timetable of Tuesday", lambda frame: frame["kind"] == "rhythm" and frame["rhythm"]["day"] == TUESDAY)
        assert turned["rhythm"]["working"]
        passed(day, screen, f"{TUESDAY}T04:00")
        day.sell("2", "a01", "200.00")
        board = screen.expect_offset(day.offset)
        assert (board["day"], board["total"]["amount"]) == (TUESDAY, 20_000)
    assert [day.look("standings", day=on)["rows"][0]["score"] for on in (MONDAY, TUESDAY)] == [10_000, 20_000]


def test_a_check_of_the_configuration_names_what_is_wrong_with_a_night(tmp_path):
    floor = a_night(greeting="01:15")
    floor["sites"][0]["rhythm"]["phases"][1]["quiet"] = True
    checked = floorcast("check-config", written(floor, tmp_path / "floor.json"))
    assert checked.returncode != 0
    assert "sites[0].rhythm.greeting is 01:15, in the quiet phase final (allowed: a time outside 23:00 to 01:30)" in checked.stdout + checked.stderr
