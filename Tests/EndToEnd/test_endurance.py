"""A wall that is up for weeks holds no more than on its first day."""

from endurance import Endurance

PLAYS = 200


def test_announcements_leave_nothing_behind(server, browser):
    server.sell("first", amount="1.00")
    wall = Endurance(browser, server)
    try:
        growth, shown = wall.play(PLAYS)
        assert shown >= PLAYS * 0.9, "a deal that comes with the last one's curtain waits"
        # one node for each play would be more
        assert growth["nodes"] < 200 and growth["listeners"] < 10 and growth["documents"] <= 0, growth
        assert growth["heap"] < 2_000_000, growth
        assert wall.complaints == []
    finally:
        wall.close()
