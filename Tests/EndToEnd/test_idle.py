"""A wall that is up for weeks does nothing when nothing happens."""

from waiting import DEADLINE


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
