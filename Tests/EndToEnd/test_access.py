"""Who is let in, and how far: tokens, roles, sites, origins, hosts."""

import json
import re

import pytest
from playwright.sync_api import expect
from websockets.exceptions import InvalidStatus

from callers import admit
from floors import a_floor, two_floors, written
from screens import Console, OwnPage
from server import Server, floorcast, made_token
from viewer import Viewer, socket_to


class Guarded:
    """A server on two sites that lets nobody in without a token, and one token for each who may."""

    def __init__(self, folder):
        floor = two_floors(hosts=["wall.lan"], origins=["https://crm.example"])
        self.tokens = admit(floor)
        self.server = Server(folder, floor)
        self.origin = self.server.url


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    guarded = Guarded(tmp_path_factory.mktemp("guarded"))
    yield guarded
    log, said = guarded.server.log, "".join(guarded.server.said)
    guarded.server.end()
    for name, secret in guarded.tokens.items():
        assert secret not in log + said and secret[3:] not in log + said, f"the token of {name} is in the log"
    assert WRONG not in log


WRONG = "fc_" + "0" * 64
SALE = {"id": "s-1", "agent": "a01", "product": "年费", "amount": "1.00"}

# HTTP ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("authorization", [
    None, f"Bearer {WRONG}", "Bearer", "Bearer ", "Basic YTpi", "{}", "Bearer {}x", "Token {}",
    "Bearer x{}", "Bearer sha256:{}",
])
def test_without_a_token_that_is_known_no_sale_is_recorded(guarded, authorization):
    before = guarded.server.offset
    headers = {"Authorization": authorization.format(guarded.tokens["admin"])} if authorization else {}
    status, problem = guarded.server.post(SALE, **headers)
    assert (status, problem["status"]) == (401, 401)
    assert guarded.server.offset == before


@pytest.mark.parametrize("name, status", [
    ("screen", 403), ("agent", 403), ("assistant", 201), ("leader", 201), ("admin", 201), ("integration", 201)])
def test_only_roles_that_enter_deals_record_sales(guarded, name, status):
    before = guarded.server.offset
    answered, answer = guarded.server.post({**SALE, "id": f"http {name}"}, guarded.tokens[name])
    assert answered == status, answer
    assert guarded.server.offset == before + (status == 201)


def test_a_token_of_one_site_records_no_sale_of_the_other(guarded):
    before = guarded.server.offset
    token = guarded.tokens["integration of BJ"]
    assert guarded.server.refuse("sales", token, **{**SALE, "id": "abroad", "agent": "b01"}) == (403, ["agent"])
    assert guarded.server.offset == before
    assert guarded.server.post({**SALE, "id": "at home"}, token)[0] == 201


def test_a_leader_records_and_corrects_sales_of_the_own_team_only(guarded):
    server, token = guarded.server, guarded.tokens["leader"]
    assert server.refuse("sales", token, **{**SALE, "id": "theirs", "agent": "a03"}) == (403, ["agent"])
    assert server.refuse("sales", token, **{**SALE, "id": "nobody's", "agent": "路人甲"}) == (403, ["agent"])
    server.sell("of t1", agent="a02", token=token)
    server.sell("of t2", agent="a03", token=guarded.tokens["leader of t2"])
    assert server.correct("k-1", "of t2", "void", token=token)[0] == 403
    assert server.correct("k-1", "of t1", "assign", agent="a03", token=token)[0] == 403, "not even to give one away"
    assert server.correct("k-1", "of t1", "assign", agent="a01", token=token)[0] == 201


def test_a_batch_needs_a_token_too(guarded):
    assert guarded.server.post([SALE])[0] == 401
    assert guarded.server.post([SALE], guarded.tokens["screen"])[0] == 403


def test_health_tells_nobodys_business(guarded):
    assert set(guarded.server.health) <= {"status", "version", "offset", "viewers", "reason"}


# WebSocket -------------------------------------------------------------------------------------------------------------


def refused(guarded, role, **hello):
    """Says hello, is turned away; returns the problem's status. Nothing but the refusal may have come."""
    with Viewer(guarded.server, role=role, origin=guarded.origin, **hello) as viewer:
        assert viewer.expect_end() == 4003
        assert [frame["kind"] for frame in viewer.frames] == ["error"], "no byte before the right to it"
        return viewer.frames[0]["problem"]["status"]


@pytest.mark.parametrize("role", ["screen", "agent", "console"])
@pytest.mark.parametrize("token", [None, "", WRONG, "fc_" + "0" * 63, "x" * 128])
def test_a_page_without_a_token_that_is_known_is_turned_away(guarded, role, token):
    agent = {"agent": "a02"} if role == "agent" else {}
    hello = {"token": token} if token is not None else {}
    assert refused(guarded, role, **agent, **hello) == 401


@pytest.mark.parametrize("name, role", [
    ("screen", "console"), ("screen", "agent"), ("agent", "console"), ("assistant", "agent"), ("integration", "console"),
    ("integration", "agent"),
])
def test_a_token_opens_only_the_pages_of_its_role(guarded, name, role):
    agent = {"agent": "a02"} if role == "agent" else {}
    assert refused(guarded, role, token=guarded.tokens[name], **agent) == 403


@pytest.mark.parametrize("name, role", [
    ("screen", "screen"), ("agent", "agent"), ("assistant", "console"), ("leader", "console"), ("admin", "console")])
def test_a_token_opens_the_pages_of_its_role(guarded, name, role):
    agent = {"agent": "a02"} if role == "agent" else {}
    with Viewer(guarded.server, role=role, origin=guarded.origin, token=guarded.tokens[name], **agent) as viewer:
        viewer.expect_kind("snapshot")


def test_an_agent_opens_their_own_page_and_no_other(guarded):
    token = guarded.tokens["agent"]
    assert refused(guarded, "agent", token=token, agent="a01") == 403
    assert refused(guarded, "agent", token=token, agent="b01") == 403
    with Viewer(guarded.server, role="agent", origin=guarded.origin, token=token) as viewer:
        assert viewer.expect_kind("own")["agent"]["id"] == "a02"


def test_a_token_of_one_site_sees_no_other(guarded):
    assert refused(guarded, "screen", token=guarded.tokens["screen of BJ"], site="DE") == 403
    assert refused(guarded, "console", token=guarded.tokens["assistant of BJ"], site="DE") == 403
    with Viewer(guarded.server, origin=guarded.origin, token=guarded.tokens["screen of BJ"]) as viewer:
        assert viewer.expect_kind("welcome")["site"]["id"] == "BJ"


@pytest.mark.parametrize("name, hello", [("screen", {"role": "screen"}), ("agent", {"role": "agent"}), ("agent", {"role": "screen"})])
def test_a_screen_or_an_agent_cannot_send_a_sale(guarded, name, hello):
    before = guarded.server.offset
    with Viewer(guarded.server, origin=guarded.origin, token=guarded.tokens[name], **hello) as viewer:
        viewer.expect_kind("snapshot")
        answer = viewer.sell("by a screen")
        assert (answer["kind"], answer["problem"]["status"]) == ("error", 403)
    assert guarded.server.offset == before


def test_a_console_of_one_site_records_no_sale_of_the_other(guarded):
    before = guarded.server.offset
    with Viewer(guarded.server, role="console", origin=guarded.origin, token=guarded.tokens["assistant of BJ"]) as viewer:
        viewer.expect_kind("desk")
        assert viewer.sell("abroad-2", agent="b01")["kind"] == "error"
    assert guarded.server.offset == before


def test_a_program_shows_its_token_in_the_handshake(guarded):
    with Viewer(guarded.server, role="screen", bearer=guarded.tokens["integration"]) as viewer:
        viewer.expect_kind("snapshot")
        assert viewer.sell("by a program")["kind"] == "ack"


# Origin and host -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("origin", [
    "https://evil.example", "http://127.0.0.1.evil.example", "http://127.0.0.1:1", "null", "http://localhost.evil.example",
    "https://crm.example.evil.example", "https://crm.example:444", "HTTPS://CRM.EXAMPLE/", "file://",
])
def test_a_page_of_a_foreign_origin_gets_neither_a_socket_nor_a_sale(guarded, server, origin):
    for one, token in ((guarded.server, guarded.tokens["admin"]), (server, None)):
        before = one.offset
        with pytest.raises(InvalidStatus) as refusal:
            socket_to(one, token=token, origin=origin)
        assert refusal.value.response.status_code == 403
        assert one.post(SALE, token, Origin=origin)[0] == 403
        assert one.offset == before


def test_an_origin_that_is_listed_may_come_in(guarded):
    with Viewer(guarded.server, origin="https://crm.example", token=guarded.tokens["assistant"], role="console") as viewer:
        viewer.expect_kind("desk")
    assert guarded.server.post({**SALE, "id": "crm"}, guarded.tokens["assistant"], Origin="https://crm.example")[0] == 201


def test_without_origin_and_without_token_there_is_no_socket(guarded, server):
    for token in (None, WRONG):
        with pytest.raises(InvalidStatus) as refusal:
            socket_to(guarded.server, token=token)
        assert refusal.value.response.status_code == 401
    socket_to(server).close()  # no tokens configured: this machine only, and everyone on it


@pytest.mark.parametrize("host", [
    "evil.example", "127.0.0.1.evil.example", "evil.example:80", "wall.lan.evil.example", "localhost.", "127.0.0.1:x"])
def test_a_foreign_host_is_refused_everywhere(guarded, host):
    server = guarded.server
    before = server.offset
    for path, body in (("/", None), ("/wall/", None), ("/api/v1/health", None), ("/api/v1/sales", json.dumps(SALE))):
        status, _, text = server.ask(
            "POST" if body else "GET", path, body, Host=host, Content_Type="application/json", Authorization=f"Bearer {guarded.tokens['admin']}")
        assert status in (400, 421), (path, text)
        assert host not in text
    with pytest.raises(InvalidStatus) as refusal:
        socket_to(server, token=guarded.tokens["admin"], host=host)
    assert refusal.value.response.status_code in (400, 421)
    assert server.offset == before


@pytest.mark.parametrize("host", ["wall.lan", "wall.lan:8080", "localhost", "WALL.LAN"])
def test_a_host_that_is_ours_is_served(guarded, host):
    assert guarded.server.ask("GET", "/api/v1/health", Host=host)[0] == 200


# The pages -------------------------------------------------------------------------------------------------------------


def test_a_token_in_the_address_is_taken_out_of_it_and_kept(guarded, house):
    console = Console(house, guarded.server, fragment=f"#token={guarded.tokens['assistant']}")
    expect(console.page).to_have_url(re.compile(r"/console/$"))
    console.type("wf", "短信包", "5")
    console.expect_outcome("王芳", "已入账")
    console.page.reload()
    expect(console.page.locator("body")).to_have_attribute("data-phase", "live")
    mine = OwnPage(house, guarded.server, "a02", fragment=f"#token={guarded.tokens['agent']}")
    mine.expect_place("王芳")
    expect(mine.page).to_have_url(re.compile(r"/me/\?agent=a02$"))


def test_a_page_without_a_token_says_that_it_is_not_admitted(guarded, house):
    page = house.screen(f"{guarded.server.url}/console/?lang=en")
    expect(page.locator("cut-strip")).to_contain_text("The server does not admit this page")
    assert not page.evaluate("window.diary.frames.some(({ kind }) => kind === 'desk')")


def test_a_wall_without_a_token_asks_to_be_paired_and_shows_nothing(guarded, house):
    page = house.screen(f"{guarded.server.url}/wall/?lang=en")
    page.wait_for_url("**/pair/")
    expect(page.locator(".says").last).to_contain_text("Pair this screen")


def test_a_wall_may_not_open_the_console_with_its_token(guarded, house):
    page = house.screen(f"{guarded.server.url}/console/#token={guarded.tokens['screen']}")
    expect(page.locator("cut-strip")).to_contain_text("服务器不接受本页面")


# The start -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7"])
def test_without_tokens_nobody_but_this_machine_is_served(tmp_path, host):
    config = written(a_floor(host=host), tmp_path / "floor.json")
    refusal = floorcast("serve", "--config", config, "--data", tmp_path / "data", "--port", 0)
    assert refusal.returncode == 1
    assert f"tokens is empty although server.host is {host}" in refusal.stderr
    assert "floorcast token" in refusal.stderr, "it says what to do"
    assert not (tmp_path / "data").exists(), "nothing was begun"


def test_a_token_is_random_and_only_its_hash_is_configured():
    (one, entry), (two, _) = made_token("screen", "wall 1", site="BJ"), made_token("screen", "wall 1", site="BJ")
    assert one != two
    assert set(entry) == {"name", "role", "site", "hash"} and one[3:] not in json.dumps(entry)


@pytest.mark.parametrize("arguments", [
    ["boss", "--name", "x"], ["agent", "--name", "x"], ["screen"], ["screen", "--name", 'a"b'], ["leader", "--name", "x"],
    ["screen", "--name", "x", "--team", "t1"]])
def test_a_token_needs_a_role_and_a_name_and_whose_it_is(arguments):
    refusal = floorcast("token", *arguments)
    assert refusal.returncode == 64 and refusal.stderr and "fc_" not in refusal.stdout
