"""Floors for the plays: configurations made in the test, small enough to have in one's head."""

import json
from calendar import monthrange
from datetime import datetime, timedelta, timezone

AGENTS = [
    ("a01", "t1", "张伟"),
    ("a02", "t1", "王芳"),
    ("a03", "t2", "李娜"),
    ("a04", "t2", "单雄信"),
]
TEAMS = [
    ("t1", "BJ", "飞虎队", "飞虎飞虎，势如破竹！"),
    ("t2", "BJ", "猎豹队", "快人一步，猎豹出击！"),
]


EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
OVER = [["00:00", "00:01"]]
"""Working hours that are over whenever the play is: all of a day's target is expected by now."""
TO_COME = [["23:58", "23:59"]]
"""Working hours that have not begun: nothing is expected yet."""


def steady_zone(before=timedelta(minutes=2), after=timedelta(minutes=20)):
    """A time zone in which no midnight comes during the play, which would begin a new day: Shanghai nearly always."""
    there = datetime.now(timezone(timedelta(hours=8)))
    return "Asia/Shanghai" if (there - before).date() == (there + after).date() else "Asia/Tokyo"


def day_apart():
    """Two zones in which the same moment is the same time of day, but in the second it is one day later."""
    there = datetime.now(timezone(timedelta(hours=-11)))
    if (there - timedelta(minutes=2)).date() == (there + timedelta(minutes=20)).date():
        return "Pacific/Pago_Pago", "Pacific/Tongatapu"
    return "Pacific/Honolulu", "Pacific/Kiritimati"


def days_of_month(day):
    """Every day of the month that `day` is in."""
    return [day.replace(day=number) for number in range(1, monthrange(day.year, day.month)[1] + 1)]


def shares(amount, days):
    """What of a month's amount falls on each of its working `days`: to the cent, and the days add up to the month."""
    return {day: amount * i // len(days) - amount * (i - 1) // len(days) for i, day in enumerate(days, 1)}


def a_floor(**server):
    """One site, two teams of two, big deals from 10,000 yuan. Keywords go into its "server"."""
    return {
        "company": {"zh-CN": "测试公司", "en": "Test Company"},
        "server": {"port": 0, **server},
        # the board stays: a play that waits for it need not wait for its turn
        "screens": {"playlists": [{"id": "board", "name": {"zh-CN": "榜单", "en": "Board"}, "scenes": [{"scene": "standings", "seconds": 60}]}]},
        "sites": [site("BJ", "北京职场", "Beijing")],
        "teams": [
            {"id": i, "site": site_id, "name": name, "color": "#e8b23a", "slogan": slogan}
            for i, site_id, name, slogan in TEAMS
        ],
        "agents": [{"id": i, "team": team, "name": name} for i, team, name in AGENTS],
    }


def two_floors(**server):
    """Beijing as `a_floor`, and Berlin with a team of its own that counts in euros."""
    floor = a_floor(**server)
    floor["sites"].append(site("DE", "柏林职场", "Berlin", currency="EUR"))
    floor["teams"].append({"id": "t9", "site": "DE", "name": "柏林熊队", "slogan": "Immer weiter!"})
    floor["agents"].append({"id": "b01", "team": "t9", "name": "Anna Schmidt"})
    return floor


def site(id, chinese, english, currency="CNY"):
    return {
        "id": id,
        "name": {"zh-CN": chinese, "en": english},
        "time_zone": steady_zone(),
        "currency": currency,
        "big_deals": ["10000.00", "50000.00", "100000.00"],
    }


def written(floor, path):
    """The configuration as a file."""
    path.write_text(floor if isinstance(floor, str) else json.dumps(floor, ensure_ascii=False, indent=2), "utf-8")
    return path
