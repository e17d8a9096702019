"""Floors for the plays: configurations made in the test, small enough to have in one's head."""

import json
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


def steady_zone(away_from=timedelta(minutes=20)):
    """A time zone in which no midnight comes during the play, which would begin a new day: Shanghai nearly always."""
    there = datetime.now(timezone(timedelta(hours=8)))
    return "Asia/Shanghai" if (there + away_from).date() == there.date() else "Asia/Tokyo"


def a_floor(**server):
    """One site, two teams of two, big deals from 10,000 yuan. Keywords go into its "server"."""
    return {
        "company": {"zh-CN": "测试公司", "en": "Test Company"},
        "server": {"port": 0, **server},
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
