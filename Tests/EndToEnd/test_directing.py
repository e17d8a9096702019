"""A show is directed, and goes on where it was whatever becomes of the process."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from days import MONDAY, a_day, instant
from viewer import Viewer
from waiting import wait_until

LEAD = 600
"""So many milliseconds ahead screens are told of a step."""
BEHIND = 100
"""What the play's idea of the server's time may be behind, in milliseconds."""
SHOW = f"ceremony/BJ/{MONDAY}"
SIX = instant(f"{MONDAY}T18:00")


class Director:
    """Directs the show of a day, and knows where it stands."""

    def __init__(self, day, screen):
        self.day, self.screen = day, screen
        self.frames = len(screen.of("show"))

    def __call__(self, action, **more):
        """Returns where the show stands then, and between which two times that was done; `None` if it is over."""
        before = self.screen.time
        status, result = self.day.direct(action, **more)
        assert status == 201, result
        self.frames += 1
        show = self.screen.expect_kind("show", self.frames)["show"]
        assert show["id"] == SHOW
        return show.get("anchor"), range(before, self.screen.time + BEHIND)

    def wait_into(self, anchor, ms=0):
        """Until the anchor's step has been on stage for so long."""
        wait_until(lambda: self.screen.time > anchor["at"] + ms, "the step is on stage")


@pytest.fixture
def directed(open_day):
    """A ceremony whose pictures are long, begun by hand."""
    day = open_day(f"{MONDAY}T17:00", a_day(steps=60))
    with Viewer(day) as screen:
        screen.expect_kind("snapshot")
        yield day, Director(day, screen)


def test_every_action_moves_the_show_where_it_should(directed):
    day, direct = directed
    begun, when = direct("start", show="ceremony")
    assert begun["step"] == 0 and begun["at"] - 1_500 in when
    skipped, when = direct("skip")
    assert skipped["step"] == 1 and skipped["at"] - LEAD in when
    direct.wait_into(skipped)
    held, when = direct("hold")
    assert (held["step"], held["at"]) == (1, skipped["at"]) and held["held_at"] in when
    resumed, when = direct("resume")
    assert resumed["step"] == 1 and "held_at" not in resumed
    assert resumed["at"] + (held["held_at"] - held["at"]) - LEAD in when, "it goes on where it was held"
    repeated, when = direct("repeat")
    assert repeated["step"] == 1 and repeated["at"] - LEAD in when
    back, when = direct("back")
    assert back["step"] == 0 and back["at"] - LEAD in when
    assert direct("back")[0]["step"] == 0, "there is none before the first"
    assert direct("hold")[0]["held_at"]
    skipped, when = direct("skip")
    assert skipped["step"] == 1 and skipped["at"] - LEAD in when and "held_at" not in skipped, "it goes on when it is held, too"
    assert direct("abort")[0] is None
    assert day.refuse("shows/changes", id="over", site="BJ", action="skip") == (409, ["action"])
    again, when = direct("repeat")
    assert again["step"] == 0 and again["at"] - LEAD in when, "the whole show once more"


def test_the_last_step_that_is_skipped_ends_the_show(directed):
    _, direct = directed
    direct("start", show="ceremony")
    steps = len(direct.screen.of("show")[0]["show"]["steps"])
    for number in range(1, steps):
        assert direct("skip")[0]["step"] == number
    assert direct("skip")[0] is None


def test_what_makes_no_sense_is_refused_and_what_is_sent_again_is_done_once(directed):
    day, direct = directed
    direct("start", show="ceremony")
    assert day.refuse("shows/changes", id="x", site="BJ", action="resume") == (409, ["action"])
    held, _ = direct("hold", id="h-1")
    assert day.refuse("shows/changes", id="x", site="BJ", action="hold") == (409, ["action"])
    status, again = day.direct("hold", "h-1")
    assert (status, again["duplicate"]) == (200, True)
    assert day.refuse("shows/changes", id="h-1", site="BJ", action="skip") == (409, ["id"])
    day.sell("1")
    with Viewer(day) as screen:
        assert screen.expect_latest("show")["anchor"] == held, "nothing of that moved it"


def test_a_server_that_was_killed_in_the_middle_goes_on_at_the_right_step(open_day):
    day = open_day(f"{MONDAY}T17:59:59", a_day(steps=10))
    with Viewer(day) as screen:
        show = screen.expect_latest("show")
    begun = show["anchor"]
    day.kill()
    day.begin(f"{MONDAY}T18:00:25")  # the third step began at 18:00:21.5
    with Viewer(day) as screen:
        direct = Director(day, screen)
        assert screen.expect_kind("snapshot")["show"] == show, "its position follows from the clock"
        held, _ = direct("hold")
        assert (held["step"], held["at"]) == (2, begun["at"] + 20_000)
        day.kill()
    day.begin(f"{MONDAY}T18:09")
    with Viewer(day) as screen:
        direct = Director(day, screen)
        assert screen.expect_kind("snapshot")["show"]["anchor"] == held, "nine minutes later it still is held"
        resumed, when = direct("resume")
        assert resumed["step"] == 2 and resumed["at"] + (held["held_at"] - held["at"]) - LEAD in when
    day.terminate()
    day.begin(f"{MONDAY}T18:14")
    with Viewer(day) as screen:
        screen.expect_kind("snapshot")
        assert day.refuse("shows/changes", id="x", site="BJ", action="hold") == (409, ["action"]), "it is over by now"
    assert day.keys(["ceremony", "show-change"]) == [SHOW] + [key for key in day.keys(["show-change"])]
    assert len(day.keys(["show-change"])) == 2, "and nobody but the director moved it"


@pytest.fixture
def evening(open_day):
    """The log of a day that has been sold on, before its ceremony."""
    day = open_day(f"{MONDAY}T17:35")
    day.sell("1", "a01", "500.00")
    day.sell("2", "a03", "500.00")
    day.terminate()
    return day.data


BROUGHT = [
    f"phase/BJ/{MONDAY}/count", f"phase/BJ/{MONDAY}/report", SHOW, f"award/team/day/{MONDAY}/BJ/t2", f"award/team/day/{MONDAY}/BJ/t1",
    f"award/day/day/{MONDAY}/BJ"]


def expect_all_once(day):
    """After a start, or two, everything of six o'clock is in the log once."""
    wait_until(lambda: day.keys() == BROUGHT, f"everything once, and not {day.keys()}")
    assert len(day.awards) == 3
    before = day.entries()
    day.kill()
    assert day.entries() == before
    day.begin(f"{MONDAY}T18:00:40")
    with Viewer(day) as screen:
        wait_until(lambda: screen.time > SIX + 40_000, "a look at the clock")
    day.sell("later")
    assert day.entries()[:len(before)] == before and day.keys() == BROUGHT


def test_a_crash_behind_every_entry_of_six_oclock_loses_nothing_and_repeats_nothing(evening, open_day):
    whole = open_day(f"{MONDAY}T18:00", log=evening)
    wait_until(lambda: whole.keys() == BROUGHT, "everything of six o'clock")
    whole.kill()
    log = whole.entries()
    for cut in range(len(log) - len(BROUGHT) + 1, len(log)):
        day = open_day(f"{MONDAY}T18:00:20", log=whole.data, cut=cut)
        expect_all_once(day)
        kept = day.entries()
        assert kept[:cut] == log[:cut], "what was in the log stays as it was"
        assert [key for key, _ in kept[:len(log)]] == [key for key, _ in log]
        day.end()


@pytest.mark.parametrize("moments", [(-24, -18, -14, -10), (-8, -6, -4, -2), (0, 4, 10, 20)], ids=["before", "at", "after"])
def test_a_kill_at_any_moment_around_six_gives_one_show_and_each_award_once(evening, open_day, moments):
    def play(moment):
        day = open_day(f"{MONDAY}T17:59:59", log=evening)
        with Viewer(day) as screen:
            while screen.time < SIX + moment:
                pass  # a few milliseconds matter
            day.kill()
        found = len(day.keys())
        day.begin(f"{MONDAY}T18:00:20")
        expect_all_once(day)
        return moment, found

    with ThreadPoolExecutor(4) as pool:
        print({moment: f"{found} of {len(BROUGHT)} were in the log" for moment, found in pool.map(play, moments)})
