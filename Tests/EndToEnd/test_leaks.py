"""A wall that is up for weeks: ten thousand announcements leave nothing behind."""

import json

from stage_hand import EVERY, HANDS, TAKE_OVER, settled
from waiting import DEADLINE

WARM_UP, PLAYS = 1_000, 10_000


def test_ten_thousand_announcements_leave_nothing_behind(server, browser):
    server.sell("first", amount="1.00")
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, locale="zh-CN")
    try:
        page = context.new_page()
        complaints = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.add_init_script(HANDS)
        page.clock.install()
        page.goto(f"{server.url}/wall/")
        page.wait_for_function("() => document.body.classList.contains('known')", timeout=DEADLINE * 1000)
        page.evaluate(f"window.day = {json.dumps(str(server.today))}")
        page.evaluate(TAKE_OVER)
        session = context.new_cdp_session(page)
        session.send("Performance.enable")

        def play(count):
            for _ in range(count // 100):
                page.clock.run_for(100 * EVERY)

        play(WARM_UP)
        before = settled(page, session)
        play(PLAYS)
        after = settled(page, session)

        assert page.evaluate("window.played()") >= WARM_UP + PLAYS
        growth = {name: after[name] - before[name] for name in before}
        assert growth["nodes"] < 200 and growth["listeners"] < 10 and growth["documents"] <= 0, growth
        assert growth["heap"] < 2_000_000, growth
        assert complaints == []
    finally:
        context.close()


def test_an_idle_wall_runs_no_animation_frames(server, browser):
    server.sell("first", amount="1.00")
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, locale="zh-CN")
    try:
        page = context.new_page()
        page.add_init_script("""
            const ask = window.requestAnimationFrame;
            window.asked = 0;
            window.requestAnimationFrame = (run) => { window.asked += 1; return ask(run); };
        """)
        page.goto(f"{server.url}/wall/")
        page.wait_for_function("() => document.body.classList.contains('known')", timeout=DEADLINE * 1000)
        page.wait_for_timeout(2_000)  # figures have counted up
        before = page.evaluate("window.asked")
        page.wait_for_timeout(4_000)
        # a status or a receipt asks for one frame; a loop would ask for two hundred
        assert page.evaluate("window.asked") - before <= 8
    finally:
        context.close()
