"""Dignity by default: what a screen's token can fetch, to the last byte; and what each role may do and see."""

import json

import pytest

from callers import admit
from floors import EVERY_DAY, OVER, a_floor, two_floors
from screens import Wall
from server import PUBLIC, Server
from viewer import Viewer

TOP = 10
LEADING = [f"a{number:02}" for number in range(1, TOP + 1)]
TRAILING = [f"a{number:02}" for number in range(11, 15)]

DEALS = 18
"""What `a_day` leaves in the standings."""

SECRETS = {
    # what no screen may be told: how it would look like in its bytes
    "a hidden person's name": "隐姓埋名者",
    "a hidden person's id": "hidden-id",
    "a name behind an alias": "本名不宣",
    "a personal target, in minor units": "98765432",
    "a personal target, as it was typed": "987654.32",
    "a customer's name": "机密客户公司",
    "a customer who was put in later": "后补客户公司",
    "why a sale was voided": "客户投诉退款",
    "what somebody was praised for": "加班到深夜",
    "what somebody was told off for": "多次迟到早退",
    "a promise": "保密奖品一份",
    "how many calls somebody made": "61234",
    "somebody's reading": "ben ming bu xuan",
    "a token's name": "a token with a name",
}

FORBIDDEN_KEYS = {
    "target", "targets", "expected", "state", "value", "reward", "conduct", "score", "points", "customer", "customers", "calls", "connects",
    "talk_seconds", "completion", "by", "reason", "source", "sales", "to_sort_out", "honours", "award", "awards", "pinyin", "alias", "hidden", "leader",
}

OF_TEAMS_AND_SITES = {"target", "expected", "state", "completion", "leader", "awards"}
"""What a gallery says of teams and of the site, and of no person."""


def the_floor():
    """Fourteen who are seen, one of them by an alias, and one who is not; everyone is to sell something."""
    floor = a_floor()
    floor["sites"][0].update(working_days=EVERY_DAY, working_hours=OVER)
    floor["agents"] = [
        {"id": id, "team": "t1" if number % 2 else "t2", "name": f"销售{id}", "target": "987654.32"}
        for number, id in enumerate(LEADING + TRAILING)
    ] + [{"id": "hidden-id", "team": "t1", "name": "隐姓埋名者", "hidden": True, "target": "987654.32"}]
    floor["agents"][2].update(name="本名不宣", alias="阿三", pinyin="ben ming bu xuan")
    floor["teams"][0]["leader"] = "hidden-id"
    return floor


class Ear:
    """Screens that hear everything: one from the beginning, one that resumes, one that comes last."""

    def __init__(self, server, token):
        self.server, self.token = server, token
        self.first = self.viewer()
        self.first.expect_kind("snapshot")
        self.viewers = [self.first]

    def viewer(self, **hello):
        return Viewer(self.server, token=self.token, origin=self.server.url, **hello)

    def hear(self, day):
        """Everything that was said of the `day`, which gives its offsets, up to the pulse after it."""
        for offset in day:
            self.first.expect_offset(offset)
        position = {**self.first.position, "offset": self.first.of("announcement")[0]["offset"]}
        self.viewers += [self.viewer(position=position), self.viewer()]
        for viewer in self.viewers:
            viewer.expect(f"a pulse at {offset}", lambda f: f["kind"] == "tick" and f["offset"] >= offset)
            viewer.expect("the day's gallery", lambda f: f["kind"] == "gallery" and f["month"]["deals"] == DEALS)
        self.tell(self.viewers[2])
        return [frame for viewer in self.viewers for frame in viewer.frames]

    def tell(self, viewer):
        """Sends what a screen may not; the refusals are heard too."""
        for kind, body in (("sale", {"id": "x", "agent": "hidden-id", "product": "x", "amount": 1}), ("target", {"id": "x", "agent": "hidden-id"}),
                           ("conduct", {"id": "x", "agent": "hidden-id"}), ("roster", {"id": "x"}), ("award", {"id": "x", "agents": ["hidden-id"]}),
                           ("award_change", {"id": "x", "award": "w-1"}), ("correction", {"id": "x", "sale": "s-1"}),
                           ("applause", {"announcement": 1, "agent": "hidden-id"})):
            assert viewer.send(kind, **body)["problem"]["status"] == 403


def a_day(server, admin):
    """Everything that can happen on a floor; gives the offsets as of which there is to be a board."""
    today = str(server.today)
    for number, agent in enumerate(LEADING):
        server.sell(f"s-{agent}", agent=agent, amount=f"{20_000 - 1_000 * number}.00", customer="机密客户公司", token=admin)
    yield server.offset
    server.sell("s-hidden", agent="hidden-id", amount="60000.00", customer="机密客户公司", token=admin)
    for number, agent in enumerate(TRAILING):
        server.sell(f"s-{agent}", agent=agent, amount=f"{9 - number}.00", token=admin)
    yield server.offset
    server.sell("s-void", agent="a01", amount="15000.00", token=admin)
    assert server.correct("k-1", "s-void", "void", reason="客户投诉退款", token=admin)[0] == 201
    assert server.correct("k-2", "s-a02", "amend", customer="后补客户公司", amount="19500.00", token=admin)[0] == 201
    server.sell("s-nobody", agent="隐姓埋名者的朋友", amount="5.00", token=admin)
    assert server.correct("k-3", "s-nobody", "assign", agent="hidden-id", token=admin)[0] == 201
    yield server.offset
    for agent in ("a14", "hidden-id"):
        server.record("targets", f"g-{agent}", admin, agent=agent, day=today, amount="987654.32")
        server.record("activity", f"x-{agent}", admin, agent=agent, day=today, calls=61_234, connects=7, talk_seconds=60)
        server.record("conduct", f"p-{agent}", admin, agent=agent, points=5, reason="加班到深夜", **{"for": "training"})
        server.record("conduct", f"q-{agent}", admin, agent=agent, points=-5, reason="多次迟到早退", **{"for": "attendance"})
    server.record("awards", "w-1", admin, agents=["a14", "hidden-id"], honour="bee", citation="颁奖词不外传", reward={"what": "保密奖品一份", "due": today})
    server.record("awards/changes", "v-1", admin, award="w-1", change="hand_over")
    yield server.offset
    announced = server.sell("s-again", agent="a01", amount="20000.00", customer="机密客户公司", token=admin)["offset"]
    server.record("applause", token=admin, announcement=announced, agent="hidden-id")
    server.record("roster", "r-1", admin, agents=[{"id": "a03", "team": "t1", "name": "本名不宣", "alias": "老三", "pinyin": "ben ming bu xuan"}])
    yield server.sell("s-last", agent="a01", amount="1.00", token=admin)["offset"]


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    """A floor at the end of its day, the frames that its screens got, and the tokens."""
    floor = the_floor()
    tokens = admit(floor, screen=("screen", {}), admin=("admin", {}), agent=("agent", {"agent": "a14"}))
    floor["tokens"][1]["name"] = "a token with a name"
    server = Server(tmp_path_factory.mktemp("day"), floor)
    ear = Ear(server, tokens["screen"])
    frames = ear.hear(a_day(server, tokens["admin"]))
    yield server, tokens, frames
    for viewer in ear.viewers:
        viewer.leave()
    server.end()


def keys(value):
    """Every key in a JSON value."""
    if isinstance(value, dict):
        return set(value) | {key for part in value.values() for key in keys(part)}
    return {key for part in value for key in keys(part)} if isinstance(value, list) else set()


def test_the_day_was_heard_whole(day):
    _, _, frames = day
    kinds = {frame["kind"] for frame in frames}
    # Somebody was renamed, so whoever comes back is not told what was said before: a snapshot, never `resumed`.
    assert {"welcome", "snapshot", "standings", "announcement", "correction", "applause", "tick", "error", "gallery"} <= kinds
    text = json.dumps(frames, ensure_ascii=False)
    for word in ("销售a01", "阿三", "老三", "60000", "一位同事", "销售a14"):
        assert word in text, f"{word} belongs on the wall"


@pytest.mark.parametrize("secret", SECRETS)
def test_there_is_something_to_keep(day, secret):
    """Everything that no screen is told is known to the server: in its log, its configuration or for others to see."""
    server, tokens, _ = day
    kept = [server.config.read_bytes(), *(file.read_bytes() for file in server.data.glob("journal.sqlite*"))]
    asked = [*QUESTIONS, ("explain", {"agent": "a14"}), ("explain", {"agent": "hidden-id"})]
    told = [server.get(what.format(day=server.today), tokens["admin"], **query)[1] for what, query in asked]
    everything = b"".join(kept) + json.dumps(told, ensure_ascii=False).encode("utf-8")
    assert SECRETS[secret].encode("utf-8") in everything


def test_no_frame_ranks_anybody_below_the_top_or_anybody_hidden(day):
    _, _, frames = day
    boards = [frame for frame in frames if frame["kind"] in ("standings", "snapshot")]
    assert len(boards) > 5
    for board in boards:
        ids = [row["id"] for row in board["agents"]]
        assert len(ids) <= TOP and not set(ids) & {*TRAILING, "hidden-id"}, ids
        assert all(set(row) <= {"place", "id", "name", "team", "amount", "deals", "movement"} for row in board["agents"])
    last = max(boards, key=lambda board: board["offset"])
    assert [row["place"] for row in last["agents"]] == list(range(2, 2 + TOP)), "the first place is somebody's, whoever it is"


@pytest.mark.parametrize("secret", SECRETS)
def test_no_frame_tells(day, secret):
    _, _, frames = day
    telling = [frame for frame in frames if SECRETS[secret] in json.dumps(frame, ensure_ascii=False)]
    assert telling == []


def test_no_frame_has_a_part_that_is_not_for_screens(day):
    _, _, frames = day
    for frame in frames:
        if frame["kind"] == "gallery":
            assert not keys(frame) & FORBIDDEN_KEYS - OF_TEAMS_AND_SITES, frame
        elif frame["kind"] != "error":
            assert not keys(frame) & FORBIDDEN_KEYS, frame


def people(value):
    """Every object in a JSON value that is about a person."""
    if isinstance(value, dict):
        yield from [value] if str(value.get("id", "")).startswith(("a", "hidden")) else []
        yield from [value] if "agent" in value else []
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from people(part)


def test_no_gallery_ranks_anybody_below_the_top_or_says_what_a_person_is_to_reach(day):
    _, _, frames = day
    galleries = [frame for frame in frames if frame["kind"] == "gallery"]
    named = {person["id"] for gallery in galleries for person in people({**gallery, "fame": []}) if "id" in person}
    # Somebody hidden has the first place of those that a team tells.
    assert {"a01", "a08"} <= named and not named & {"a09", "a10", *TRAILING, "hidden-id"}, named
    told = [person for gallery in galleries for person in people(gallery)]
    assert told and not keys(told) & OF_TEAMS_AND_SITES, told
    last = galleries[-1]
    assert [row["place"] for row in last["month"]["winners"]] == [2, 3], "the first place is somebody's, whoever it is"
    assert all("leader" not in team for team in last["teams"]), "nobody sees who leads"
    assert {row["agent"]["id"] for row in last["fame"]} == {"a14"}, "an honour is for everybody to see"


def test_an_agents_page_is_told_no_more_but_of_oneself(day):
    server, tokens, _ = day
    with Viewer(server, role="agent", agent="a14", token=tokens["agent"], origin=server.url) as page:
        page.expect_offset(server.sell("s-later", agent="a02", amount="1.00", token=tokens["admin"])["offset"])
        own = page.expect_own("the own page", lambda own: own["place"] == TOP + 5)
        assert own["agent"]["id"] == "a14" and {sale["agent"] for sale in own["sales"]} == {"销售a14"}
        others = [frame for frame in page.frames if frame["kind"] != "own"]
        assert not keys(others) & FORBIDDEN_KEYS
        assert not set(TRAILING) & {row["id"] for frame in others for row in frame.get("agents", [])}
        for secret in (secret for what, secret in SECRETS.items() if "target" not in what):
            assert secret not in json.dumps(page.frames, ensure_ascii=False), secret


def test_a_screen_that_asks_for_anything_is_refused_whatever_it_asks(day):
    server, tokens, _ = day
    today = str(server.today)
    for what, query in [ask for ask in QUESTIONS if ask[0] != "health"] + [
            ("explain", {"agent": "nobody"}), ("explain", {"agent": "hidden-id"}), ("explain", {"team": "t7"}), ("explain", {}),
            ("standings", {"site": "XX"}), ("targets", {"site": "XX"}), ("awards", {"site": "XX"}), (f"reports/day/{today}", {"site": "XX"})]:
        status, answer = server.get(what.format(day=today), tokens["screen"], **query)
        assert status == 403, (what, query, answer)
        assert not any(secret in json.dumps(answer, ensure_ascii=False) for secret in [*SECRETS.values(), "BJ"]), answer
    health = server.get("health", tokens["screen"])[1]
    assert set(health) <= {"status", "version", "offset", "viewers", "reason"}


def test_the_files_are_those_of_every_floor(day):
    server, tokens, _ = day
    files = [path for path in PUBLIC.rglob("*") if path.is_file()]
    assert len(files) > 30
    for path in files:
        address = "/" + path.relative_to(PUBLIC).as_posix()
        status, _, text = server.ask("GET", address, Authorization=f"Bearer {tokens['screen']}")
        assert status == 200 and (path.suffix in (".js", ".css") or text == path.read_text("utf-8")), address
        assert not any(secret in text for secret in SECRETS.values())
    for address in ("/config/floor.json", "/floor.json", "/data/", "/data/journal.sqlite", "/data/archive.sqlite", "/log", "/api/", "/api/v1/", "/api/v1/desk"):
        assert server.ask("GET", address, Authorization=f"Bearer {tokens['screen']}")[0] == 404, address


def test_a_wall_that_was_on_all_day_shows_none_of_it(day, house):
    server, tokens, _ = day
    wall = Wall(house, server, fragment=f"#token={tokens['screen']}")
    wall.wait_for_offset(server.offset)
    shown = wall.page.content() + json.dumps(wall.page.evaluate("({ ...localStorage })"), ensure_ascii=False).replace(tokens["screen"], "")
    assert "老三" in shown
    assert not [what for what, secret in SECRETS.items() if secret in shown]
    assert not any(f"销售{agent}" in wall.page.locator("standings-board").inner_text() for agent in TRAILING)


# Every role, every address ---------------------------------------------------------------------------------------------

QUESTIONS = [
    ("standings", {"site": "BJ"}), ("standings", {"site": "BJ", "of": "teams"}), ("standings", {"of": "sites"}),
    ("standings", {"of": "company_agents"}), ("explain", {"agent": "a02"}), ("explain", {"agent": "a03"}), ("explain", {"team": "t1"}),
    ("explain", {"team": "t2"}), ("reports/day/{day}", {"site": "BJ"}), ("reports/day/{day}", {"site": "BJ", "format": "csv"}),
    ("targets", {"site": "BJ"}), ("awards", {"site": "BJ"}), ("awards", {"site": "BJ", "owed": "true"}), ("targets", {"site": "DE"}),
    ("reports/week/{day}", {"site": "DE"}), ("health", {}),
]
N, Y = 403, 200
MAY_ASK = {
    #                    standings of            |   explain                  | report      targets awards           Berlin's   health
    #                    agents teams sites comp.|   a02 (t1) a03 (t2) t1  t2 | JSON CSV    all     all  owed     targets report
    "screen":            [N, N, N, N,                N, N, N, N,                N, N,       N,      N, N,         N, N,          Y],
    "screen of BJ":      [N, N, N, N,                N, N, N, N,                N, N,       N,      N, N,         N, N,          Y],
    "agent":             [N, N, N, N,                Y, N, N, N,                N, N,       N,      N, N,         N, N,          Y],
    "assistant":         [Y, Y, Y, Y,                Y, Y, Y, Y,                Y, Y,       Y,      Y, Y,         Y, Y,          Y],
    "assistant of BJ":   [Y, Y, N, N,                Y, Y, Y, Y,                Y, Y,       Y,      Y, Y,         N, N,          Y],
    "leader":            [Y, Y, N, N,                Y, N, Y, N,                N, N,       Y,      Y, Y,         N, N,          Y],
    "leader of t2":      [Y, Y, N, N,                N, Y, N, Y,                N, N,       Y,      Y, Y,         N, N,          Y],
    "admin":             [Y, Y, Y, Y,                Y, Y, Y, Y,                Y, Y,       Y,      Y, Y,         Y, Y,          Y],
    "integration":       [N, N, N, N,                N, N, N, N,                Y, Y,       N,      N, N,         N, Y,          Y],
    "integration of BJ": [N, N, N, N,                N, N, N, N,                Y, Y,       N,      N, N,         N, N,          Y],
    None:                [401] * 15 + [Y],
}

MAY_SAY = {
    # who may send what about a02 (of t1), about a03 (of t2) and about b01 (of Berlin)
    "sales":          {"assistant": "a02 a03 b01", "assistant of BJ": "a02 a03", "leader": "a02", "leader of t2": "a03", "admin": "a02 a03 b01",
                       "integration": "a02 a03 b01", "integration of BJ": "a02 a03"},
    "corrections":    {"assistant": "a02 a03 b01", "assistant of BJ": "a02 a03", "leader": "a02", "leader of t2": "a03", "admin": "a02 a03 b01",
                       "integration": "a02 a03 b01", "integration of BJ": "a02 a03"},
    "targets":        {"leader": "a02", "leader of t2": "a03", "admin": "a02 a03 b01"},
    "activity":       {"admin": "a02 a03 b01", "integration": "a02 a03 b01", "integration of BJ": "a02 a03"},
    "conduct":        {"leader": "a02", "leader of t2": "a03", "admin": "a02 a03 b01"},
    "awards":         {"assistant": "a02 a03 b01", "assistant of BJ": "a02 a03", "leader": "a02", "leader of t2": "a03", "admin": "a02 a03 b01"},
    "awards/changes": {"assistant": "a02 a03 b01", "assistant of BJ": "a02 a03", "leader": "a02", "leader of t2": "a03", "admin": "a02 a03 b01"},
    "roster":         {"assistant": "a02 a03 b01", "assistant of BJ": "a02 a03", "admin": "a02 a03 b01", "integration": "a02 a03 b01",
                       "integration of BJ": "a02 a03"},
    "applause":       {"agent": "a02", "admin": "a02 a03"},  # b01 works where a01's deal is not announced
}

MAY_OPEN = {
    # which pages, each naming Beijing
    "screen": "screen", "screen of BJ": "screen", "agent": "screen agent", "assistant": "screen console", "assistant of BJ": "screen console",
    "leader": "screen console", "leader of t2": "screen console", "admin": "screen agent console", "integration": "screen", "integration of BJ": "screen",
}

TEAMS = {"a02": ("t1", "王芳"), "a03": ("t2", "李娜"), "b01": ("t9", "Anna Schmidt")}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    """Two sites on which everything has happened once, and a token of everybody."""
    floor = two_floors()
    tokens = admit(floor)
    server = Server(tmp_path_factory.mktemp("guarded"), floor)
    admin = tokens["admin"]
    for agent in TEAMS:
        server.sell(f"s-{agent}", agent=agent, token=admin)
        server.record("awards", f"w-{agent}", admin, agents=[agent], honour="top_sales", citation="好样的")
    server.announced = server.sell("s-a01", agent="a01", token=admin)["offset"]
    yield server, tokens
    server.end()


@pytest.mark.parametrize("name", MAY_ASK)
def test_who_may_ask_what(guarded, name):
    server, tokens = guarded
    statuses = [
        server.get(what.format(day=server.today), tokens[name] if name else None, **query)[0] for what, query in QUESTIONS
    ]
    assert statuses == MAY_ASK[name], [(ask, status) for ask, status, may in zip(QUESTIONS, statuses, MAY_ASK[name]) if status != may]


def body_of(server, noun, agent, id):
    """Something about `agent` that is in order."""
    team, name = TEAMS[agent]
    return {"id": id} | {
        "sales": {"agent": agent, "product": "年费", "amount": 1},
        "corrections": {"sale": f"s-{agent}", "change": "amend", "amount": 2, "reason": "输错了"},
        "targets": {"agent": agent, "day": str(server.today), "amount": 1},
        "activity": {"agent": agent, "day": str(server.today), "calls": 1, "connects": 1, "talk_seconds": 1},
        "conduct": {"agent": agent, "for": "training", "points": 1, "reason": "带新人"},
        "awards": {"agents": [agent], "honour": "bee", "citation": "勤奋"},
        "awards/changes": {"award": f"w-{agent}", "change": "revoke", "reason": "重来"},
        "roster": {"agents": [{"id": agent, "team": team, "name": name}]},
        "applause": {"announcement": server.announced, "agent": agent},
    }[noun]


@pytest.mark.parametrize("noun", MAY_SAY)
def test_who_may_send_what_about_whom(guarded, noun):
    server, tokens = guarded
    for name, token in [*tokens.items(), (None, None)]:
        for agent in TEAMS:
            id = f"{noun} {name} {agent}"
            if noun == "awards/changes":  # an award is revoked once
                server.record("awards", f"w {id}", tokens["admin"], agents=[agent], honour="bee", citation="勤奋")
            body = body_of(server, noun, agent, id) | ({"award": f"w {id}"} if noun == "awards/changes" else {})
            status, answer = server.post(body, token, to=noun)
            if noun == "applause" and name == "admin" and agent == "b01":
                assert status == 422, answer
            elif agent in MAY_SAY[noun].get(name, "").split():
                assert status == 201 or noun == "applause" and status == 200, (name, agent, answer)
            else:
                assert status == (403 if name else 401), (name, agent, answer)


@pytest.mark.parametrize("name", MAY_OPEN)
def test_who_may_open_which_page(guarded, name):
    server, tokens = guarded
    for page in ("screen", "agent", "console"):
        agent = {"agent": "a02"} if page == "agent" else {}
        with Viewer(server, role=page, token=tokens[name], origin=server.url, site="BJ", **agent) as viewer:
            if page in MAY_OPEN[name].split():
                viewer.expect_kind("snapshot")
            else:
                assert viewer.expect_end() == 4003 and [frame["kind"] for frame in viewer.frames] == ["error"]


def test_a_leader_who_names_no_site_is_shown_the_own_one(open_floor):
    floor = two_floors()
    tokens = admit(floor, bear=("leader", {"team": "t9"}), bee=("agent", {"agent": "b01"}))
    server = open_floor(floor)
    for role, token in (("console", tokens["bear"]), ("agent", tokens["bee"]), ("screen", tokens["bear"]), ("screen", tokens["bee"])):
        with Viewer(server, role=role, token=token, origin=server.url) as viewer:
            assert viewer.expect_kind("welcome")["site"]["id"] == "DE", role


@pytest.mark.parametrize("name, page", [("leader", "console"), ("leader", "screen"), ("agent", "screen")])
def test_who_belongs_to_one_site_opens_no_page_of_another(guarded, name, page):
    server, tokens = guarded
    with Viewer(server, role=page, token=tokens[name], origin=server.url, site="DE") as viewer:
        assert viewer.expect_end() == 4003 and [frame["kind"] for frame in viewer.frames] == ["error"]
