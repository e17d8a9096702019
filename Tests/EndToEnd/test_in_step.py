"""Every screen of a floor shows the same step of a show at the same time, however wrong its own clock is."""

import json

from playwright.sync_api import expect

from days import MONDAY, a_day
from in_step import SCREEN, open_walls, play, skews, summary
from screens import Wall

SCREENS = 8
LOOSE = 250
"""Milliseconds between the first and the last screen that even two busy cores keep, which draw all of them at once; what
is promised is 50, which `in_step.py` measures, of more screens too."""


def test_screens_with_wrong_clocks_are_in_step(open_day, house, capsys):
    day = open_day(f"{MONDAY}T17:00", a_day(steps=1))
    day.sell("1", "a01", "300.00")
    day.sell("2", "a03", "300.00")
    walls = open_walls(house, day, SCREENS)
    seen = play(day, walls, seconds=1)
    found = summary(seen)
    with capsys.disabled():
        print(f"\nin step: {json.dumps(found)}")
    for steps in seen:
        assert [step["index"] for step in steps] == list(range(len(steps))), "each step once, in its order"
    assert len({tuple(step["scene"] for step in steps) for steps in seen}) == 1
    assert found["clock"]["max_spread_ms"] < LOOSE and found["painted"]["p50_spread_ms"] < LOOSE, found
    for wall in walls:
        expect(wall.page.locator("show-stage")).to_be_hidden()


def stage(wall):
    return wall.page.locator("show-stage.on")


def test_a_screen_that_comes_late_or_is_loaded_again_is_in_the_middle_of_the_same_step(open_day, house):
    day = open_day(f"{MONDAY}T17:00", a_day(steps=60))
    day.sell("1", "a01", "300.00")
    wall = Wall(house, day)
    assert day.direct("start", show="ceremony")[0] == 201
    for _ in range(2):
        assert day.direct("skip")[0] == 201
    expect(stage(wall)).to_have_attribute("data-step", "2")
    house.scripts = [SCREEN % json.dumps(skews(0, 2))]
    late = Wall(house, day)
    expect(stage(late)).to_have_attribute("data-step", "2")
    assert late.page.evaluate("window.steps.map(({ index }) => index)") == [2], "and nothing that was before"
    wall.page.reload()
    expect(stage(wall)).to_have_attribute("data-step", "2")
    assert day.direct("hold")[0] == 201
    for each in (wall, late):
        expect(each.page.locator("show-stage .held")).to_be_visible()
    wall.page.reload()
    expect(stage(wall)).to_have_attribute("data-step", "2")
    expect(wall.page.locator("show-stage .held")).to_be_visible()
    assert day.direct("abort")[0] == 201
    for each in (wall, late):
        expect(each.page.locator("show-stage")).to_be_hidden()
        each.expect_standing(1, "张伟", "¥300", "1 单")
