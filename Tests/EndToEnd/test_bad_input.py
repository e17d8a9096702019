"""What bad input gets: an error that names the field, a state that is unchanged, and a connection that is kept."""

import contextlib
import json
import socket

import pytest
from websockets.exceptions import ConnectionClosed

from floors import a_floor
from server import Server
from viewer import Viewer
from waiting import DEADLINE

GOOD = {"id": "bad", "agent": "a01", "product": "年费", "amount": "100.00"}


def sale(**changes):
    """The good sale with some of it changed; `None` leaves a member out."""
    return json.dumps({k: v for k, v in {**GOOD, **changes}.items() if v is not None}, ensure_ascii=False)


def nested(depth):
    """A good sale with a member that nobody asked for, `depth` deep with the sale itself."""
    return sale(note=0).replace('"note": 0', f'"note": {"[" * (depth - 1)}{"]" * (depth - 1)}')


BAD_SALES = {
    # what is wrong: the sale's text, the status, the field at fault
    "the id is missing": (sale(id=None), 422, "id"),
    "the id is a number": (sale(id=7), 422, "id"),
    "the id is empty": (sale(id=""), 422, "id"),
    "the id is longer than 128 bytes": (sale(id="x" * 129), 422, "id"),
    "the agent is missing": (sale(agent=None), 422, "agent"),
    "the agent is a list": (sale(agent=["a01"]), 422, "agent"),
    "the product is null": (sale().replace('"年费"', "null"), 422, "product"),
    "the product is longer than 200 bytes": (sale(product="年" * 67), 422, "product"),
    "the amount is missing": (sale(amount=None), 422, "amount"),
    "the amount is true": (sale(amount=True), 422, "amount"),
    "the amount is an object": (sale(amount={}), 422, "amount"),
    "the amount is a floating point number": (sale(amount=12800.5), 422, "amount"),
    "the amount is negative": (sale(amount=-1), 422, "amount"),
    "the amount is negative as text": (sale(amount="-12800.00"), 422, "amount"),
    "the amount is zero": (sale(amount=0), 422, "amount"),
    "the amount is zero as text": (sale(amount="0.00"), 422, "amount"),
    "the amount is over 10^15": (sale(amount=10**15 + 1), 422, "amount"),
    "the amount is over 10^15 as text": (sale(amount="10000000000000.01"), 422, "amount"),
    "the amount has three decimals": (sale(amount="0.001"), 422, "amount"),
    "the amount is no number": (sale(amount="a lot"), 422, "amount"),
    "the amount has its comma in the wrong place": (sale(amount="12,80"), 422, "amount"),
    "the amount is Infinity as text": (sale(amount="Infinity"), 422, "amount"),
    "the currency does not exist": (sale(currency="XXZ"), 422, "currency"),
    "the currency is another one": (sale(currency="USD"), 422, "currency"),
    "the day does not exist": (sale(closed_at="2026-02-30"), 422, "closed_at"),
    "the day is to come": (sale(closed_at="2999-01-01"), 422, "closed_at"),
    "the time has no offset": (sale(closed_at="2026-01-05T10:00:00"), 422, "closed_at"),
    "the customer is a number": (sale(customer=1), 422, "customer"),
}

BAD_TEXTS = {
    # no JSON, or JSON that is not safe to read
    "it is empty": "",
    "it is half": sale()[:-1],
    "it has a comma too many": sale()[:-1] + ",}",
    "something follows": sale() + "{}",
    "it has single quotes": sale().replace('"', "'"),
    "the amount is NaN": sale().replace('"100.00"', "NaN"),
    "the amount begins with a zero": sale().replace('"100.00"', "0100"),
    "a key comes twice": sale()[:-1] + ', "amount": "1.00"}',
    "a key comes twice in two spellings": sale()[:-1] + ', "amoun\\u0074": "1.00"}',
    "it is nested 17 deep": nested(17),
    "a text holds NUL": sale(product="a\0b"),
    "a text holds half a surrogate": sale().replace("年费", "\\ud800"),
    "a text holds a line break": sale().replace("年费", "a\nb"),
    "a comment stands in it": sale().replace("{", "{ /* note */", 1),
    "a key has 65 bytes": sale()[:-1] + f', "{"k" * 65}": 1}}',
    "a number has 25 digits": sale().replace('"100.00"', "1" * 25),
}

BAD_BYTES = {
    "it is not UTF-8": sale().replace("年费", "X").encode().replace(b"X", b"\xff\xfe"),
    "it is UTF-8 too long by a byte": sale().replace("年费", "X").encode().replace(b"X", b"\xc0\xaf"),
    "it holds a surrogate as UTF-8": sale().replace("年费", "X").encode().replace(b"X", b"\xed\xa0\x80"),
    "it begins with a byte order mark": b"\xef\xbb\xbf" + sale().encode(),
}


@pytest.fixture(scope="module")
def floor(tmp_path_factory):
    """One server takes all the bad input of this page, and stays well."""
    server = Server(tmp_path_factory.mktemp("floor"), a_floor(messages_per_second=10_000))
    server.sell("before")
    yield server
    server.sell("after")
    assert server.process.poll() is None
    server.end()


@pytest.fixture(scope="module")
def line(floor):
    """One console's connection takes all the bad messages, and stays open."""
    with Viewer(floor, role="console") as console:
        console.expect_kind("desk")
        console.good = 0
        yield console
        assert console.close_code is None


def expect_still_well(line, floor, before):
    """Nothing was recorded; the same connection then records a good sale."""
    assert floor.offset == before
    line.good += 1
    assert line.sell(f"good-{line.good}")["kind"] == "ack"
    assert floor.offset == before + 1


@pytest.mark.parametrize("wrong", BAD_SALES)
def test_over_http_a_bad_sale_is_refused_by_its_field(floor, wrong):
    text, status, field = BAD_SALES[wrong]
    before = floor.offset
    answered, problem = floor.post(text.encode())
    assert (answered, problem["status"], problem["type"]) == (status, status, "urn:floorcast:problem:invalid"), problem
    assert [fault["field"] for fault in problem["errors"]] == [field]
    assert problem["errors"][0]["fault"] and problem["errors"][0]["allowed"] and problem["title"] and problem["detail"]
    assert floor.offset == before


@pytest.mark.parametrize("wrong", BAD_SALES)
def test_over_the_socket_a_bad_sale_is_refused_by_its_field_and_the_line_is_kept(floor, line, wrong):
    text, status, field = BAD_SALES[wrong]
    before = floor.offset
    ref = f"bad {wrong}"
    line.say_bytes(f'{{"kind":"sale","ref":{json.dumps(ref)},"sale":{text}}}')
    answer = line.expect("an answer", lambda f: f.get("ref") == ref)
    assert (answer["kind"], answer["problem"]["status"]) == ("error", status), answer
    assert [fault["field"] for fault in answer["problem"]["errors"]] == [f"sale.{field}"]
    expect_still_well(line, floor, before)


@pytest.mark.parametrize("wrong", BAD_TEXTS | BAD_BYTES)
def test_over_http_what_is_not_json_is_refused_with_its_place(floor, wrong):
    body = BAD_TEXTS[wrong].encode("utf-8") if wrong in BAD_TEXTS else BAD_BYTES[wrong]
    before = floor.offset
    status, problem = floor.post(body)
    assert (status, problem["type"]) == (400, "urn:floorcast:problem:malformed"), problem
    assert problem["errors"][0]["line"] >= 1 and problem["errors"][0]["column"] >= 1
    assert floor.offset == before


@pytest.mark.parametrize("wrong", [wrong for wrong in BAD_TEXTS if wrong != "it is empty"])
def test_over_the_socket_what_is_not_json_is_answered_and_the_line_is_kept(floor, line, wrong):
    before, errors = floor.offset, len(line.of("error"))
    line.say_bytes(f'{{"kind":"sale","ref":"r","sale":{BAD_TEXTS[wrong]}}}')
    error = line.expect_kind("error", errors + 1)
    assert error["problem"]["status"] == 400, error
    expect_still_well(line, floor, before)


@pytest.mark.parametrize("message, field", [
    ('{"kind":"singing","ref":"r"}', "kind"),
    ('{"ref":"r","sale":{}}', "kind"),
    ('{"kind":7,"ref":"r"}', "kind"),
    ('{"kind":"sale","ref":"r"}', "sale"),
    ('{"kind":"sale","ref":"r","sale":[]}', "sale"),
    ('{"kind":"hello","ref":"r","role":"screen"}', "kind"),
])
def test_a_message_of_no_known_kind_names_its_field_and_the_line_is_kept(floor, line, message, field):
    before, errors = floor.offset, len(line.of("error"))
    line.say_bytes(message)
    error = line.expect_kind("error", errors + 1)
    assert (error["problem"]["status"], error["problem"]["errors"][0]["field"]) == (422, field), error
    expect_still_well(line, floor, before)


@pytest.mark.parametrize("hello, field", [
    ({"role": "boss"}, "role"),
    ({}, "role"),
    ({"role": "screen", "site": "XX"}, "site"),
    ({"role": "agent"}, "agent"),
    ({"role": "agent", "agent": "nobody"}, "agent"),
    ({"role": "screen", "position": {"epoch": "zz", "offset": 1}}, "position.epoch"),
    ({"role": "screen", "position": {"epoch": "0" * 32, "offset": -1}}, "position.offset"),
    ({"role": "screen", "position": "12"}, "position"),
])
def test_a_bad_hello_names_its_field_and_a_good_one_may_follow(floor, hello, field):
    with Viewer(floor, role=None) as viewer:
        viewer.say(kind="hello", **hello)
        error = viewer.expect_kind("error")
        assert [fault["field"] for fault in error["problem"]["errors"]] == [field], error
        viewer.say(kind="hello", role="screen")
        viewer.expect_kind("snapshot")


def test_a_sale_before_hello_is_refused(floor):
    before = floor.offset
    with Viewer(floor, role=None) as viewer:
        answer = viewer.sell("early")
        assert (answer["kind"], answer["problem"]["errors"][0]["allowed"]) == ("error", "hello")
    assert floor.offset == before


@pytest.mark.parametrize("size, code", [(4_096, None), (4_097, 1009), (100_000, 1009)])
def test_a_message_has_at_most_4_kib(floor, size, code):
    before = floor.offset
    with Viewer(floor, role="console") as viewer:
        viewer.expect_kind("desk")
        start = '{"kind":"sale","ref":"long","sale":' + sale(id=f"long-{size}")[:-1] + ',"note":"'
        viewer.say_bytes(start + "x" * (size - len(start.encode()) - 3) + '"}}')
        if code:
            assert viewer.expect_end() == code
        else:
            assert viewer.expect("an ack", lambda f: f.get("ref") == "long")["kind"] == "ack"
    assert floor.offset == before + (code is None)


def test_a_binary_message_is_not_understood(floor):
    with Viewer(floor, role="screen") as viewer:
        viewer.expect_kind("snapshot")
        viewer.socket.send(b"\x00\x01")
        assert viewer.expect_end() == 4004


def test_text_that_is_not_utf_8_ends_the_connection(floor):
    with Viewer(floor, role="screen") as viewer:
        viewer.expect_kind("snapshot")
        viewer.socket.send(b"\xff\xfe", text=True)
        assert viewer.expect_end() == 1007


def test_more_messages_than_a_person_can_send_end_the_connection_and_nobody_else_notices(server):
    with Viewer(server, role="console") as flood, Viewer(server, role="console") as other:
        flood.expect_kind("desk"), other.expect_kind("desk")
        with contextlib.suppress(ConnectionClosed):
            for _ in range(500):
                flood.say(kind="nonsense")
        assert flood.expect_end() == 4010
        assert other.sell("calm")["kind"] == "ack"


def test_who_says_nothing_is_asked_to_leave(floor):
    with Viewer(floor, role=None) as silent:
        assert silent.expect_end() == 4001


@pytest.mark.parametrize("depth, status", [(16, 201), (17, 400)])
def test_json_may_be_nested_16_deep(floor, depth, status):
    answered, answer = floor.post(nested(depth).replace('"bad"', f'"deep-{depth}"').encode())
    assert answered == status, answer


@pytest.mark.parametrize("size, status", [(1 << 20, 422), ((1 << 20) + 1, 413)])
def test_a_body_has_at_most_1_mib(floor, size, status):
    before = floor.offset
    text = sale(amount=-1)
    answered, problem = floor.post((text + " " * (size - len(text.encode()))).encode())
    assert (answered, problem["status"]) == (status, status)
    assert floor.offset == before


@pytest.mark.parametrize("batch, field", [("[]", ""), ('{"sales":[]}', "sales"), ('{"sales":7}', "sales"), ("7", ""), ("null", "")])
def test_a_batch_must_hold_sales(floor, batch, field):
    status, problem = floor.post(batch.encode())
    assert (status, problem["errors"][0]["field"]) == (422, field), problem


def test_a_batch_names_the_row_and_the_field(floor):
    before = floor.offset
    status, answer = floor.post([{**GOOD, "id": "row-0", "amount": "x"}, {**GOOD, "id": "row-1", "product": 5}])
    assert status == 207
    fields = [item["problem"]["errors"][0]["field"] for item in answer["results"]]
    assert fields == ["[0].amount", "[1].product"]
    status, answer = floor.post({"sales": [{**GOOD, "id": "row-0", "agent": None}, {**GOOD, "id": "row-1", "amount": 0}]})
    assert [item["problem"]["errors"][0]["field"] for item in answer["results"]] == ["sales[0].agent", "sales[1].amount"]
    assert floor.offset == before


@pytest.mark.parametrize("content_type, status", [
    ("text/plain", 415), ("application/x-www-form-urlencoded", 415), ("application/json; charset=utf-8", 422)])
def test_only_json_is_taken(floor, content_type, status):
    answered, _ = floor.post(sale(amount=0).encode(), Content_Type=content_type)
    assert answered == status


@pytest.mark.parametrize("method, path, status", [
    ("GET", "/api/v1/sales", 405), ("DELETE", "/api/v1/sales", 405), ("POST", "/api/v1/health", 405),
    ("GET", "/api/v1/nothing", 404), ("GET", "/../config/floor.json", 404), ("GET", "/%2e%2e/config/floor.json", 404),
    ("GET", "/ws", 426), ("GET", "/js", 404),
])
def test_an_address_that_is_not_served_is_refused(floor, method, path, status):
    answered, headers, text = floor.ask(method, path, b"" if method == "POST" else None)
    assert answered == status, text
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert path not in text or path == "/ws"


RAW = {
    "the length is negative": (b"Content-Length: -1\r\n", 400),
    "the length is no number": (b"Content-Length: 5abc\r\n", 400),
    "the length comes twice": (b"Content-Length: 5\r\nContent-Length: 6\r\n", 400),
    "the length is missing": (b"", 411),
    "the body is chunked": (b"Transfer-Encoding: chunked\r\n", 400),
    "length and chunks": (b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", 400),
    "two gigabytes are announced": (b"Content-Length: 2147483648\r\n", 413),
}


@pytest.mark.parametrize("wrong", RAW)
def test_a_request_that_a_proxy_could_read_otherwise_is_refused(floor, wrong):
    headers, status = RAW[wrong]
    before = floor.offset
    with socket.create_connection(("127.0.0.1", floor.port), timeout=DEADLINE) as raw:
        raw.sendall(b"POST /api/v1/sales HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n" + headers + b"\r\n")
        answer = raw.makefile("rb").readline()
    assert int(answer.split()[1]) == status, answer
    assert floor.offset == before


def test_two_requests_in_one_packet_do_not_freeze_the_server(floor):
    """libwebsockets 4.1.6 spins for ever over two pipelined POSTs whose handler ends in the usual way."""
    one = b"POST /api/v1/sales HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}"
    with socket.create_connection(("127.0.0.1", floor.port), timeout=DEADLINE) as raw:
        raw.sendall(one * 2)
        assert raw.makefile("rb").readline().startswith(b"HTTP/1.1 ")
    assert floor.health["status"] == "ok"


@pytest.mark.parametrize("worst", [False, True])
def test_a_batch_of_the_largest_size_is_answered_whole_and_again(server, worst):
    """The longest ids, names and faults that a batch can have still fit into one answer."""
    name = "长" * 66 if worst else "a01"
    batch = [{"id": f"{number:04}".ljust(128, "x"), "agent": name, "product": "品" * 66, "amount": 100} for number in range(200)]
    for status in (200, 200):
        answered, answer = server.post(batch)
        assert answered == status and len(answer["results"]) == 200
    assert answer["duplicates"] == 200
    refused, answer = server.post([{"id": "", "agent": " ", "product": "\t", "amount": {}, "currency": "x", "closed_at": "x"}] * 200)
    assert refused == 207 and answer["refused"] == 200
    assert server.post(batch + batch[:1])[0] == 422


def test_a_flood_of_batches_loses_nobody(server):
    """More sales at once than a ring holds: the wall gets a snapshot, the senders their answers, the server stays."""
    from concurrent.futures import ThreadPoolExecutor
    from viewer import Viewer
    with Viewer(server) as screen:
        def send(number):
            batch = [{"id": f"{number}-{row}", "agent": "a01", "product": "年费", "amount": 1} for row in range(200)]
            while (answered := server.post(batch))[0] == 503:
                pass
            return answered
        with ThreadPoolExecutor(12) as senders:
            assert all(status == 200 for status, _ in senders.map(send, range(60)))
        board = screen.expect("the whole board", lambda f: f["kind"] in ("standings", "snapshot") and f["total"]["deals"] == 12_000)
        assert board["total"]["amount"] == 12_000
