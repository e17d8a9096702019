"""Photos and sounds of people: brought, kept, shown where their owner is named, and nowhere else."""

import hashlib
import http.client
import json
import struct
import zlib
from threading import Thread

import pytest

from callers import admit
from floors import a_floor, two_floors
from viewer import Viewer
from waiting import DEADLINE

LARGEST = 240 * 1024


def png(color=(200, 30, 30), size=8):
    """A picture of one colour."""
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    rows = b"".join(b"\0" + bytes(color) * size for _ in range(size))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def wav(seconds=0.1):
    """Silence."""
    data = bytes(int(8_000 * seconds) * 2)
    head = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8_000, 16_000, 2, 16)
    return b"RIFF" + struct.pack("<I", 4 + len(head) + 8 + len(data)) + b"WAVE" + head + b"data" + struct.pack("<I", len(data)) + data


def fetch(server, path, method="GET", body=None, **headers):
    """One request; the status, the headers and the bytes."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=DEADLINE)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def bring(server, what, body, type, agent="a01", token=None):
    """Brings a file; the status and the JSON of the answer."""
    headers = {"Content_Type": type} | ({"Authorization": f"Bearer {token}"} if token else {})
    status, _, text = fetch(server, f"/api/v1/agents/{what}?agent={agent}", "POST", body, **headers)
    return status, json.loads(text)


def brought(server, what, body, type, agent="a01", token=None):
    """Brings a file that is meant to be taken: its address."""
    status, answer = bring(server, what, body, type, agent, token)
    assert status == 201, answer
    assert answer == {"media": f"/media/{hashlib.sha256(body).hexdigest()}"}
    return answer["media"]


def test_a_photo_is_on_every_screen_and_a_sound_where_somebody_is_celebrated(server):
    with Viewer(server) as screen:
        screen.expect_kind("snapshot")
        photo = brought(server, "photo", png(), "image/png")
        clip = brought(server, "clip", wav(), "audio/wav")
        sold = server.sell("1", agent="a01", amount="20000.00")
        agent = screen.expect_kind("announcement")["announcement"]["agent"]
        assert (agent["photo"], agent["clip"]) == (photo, clip)
        [row] = screen.expect_offset(sold["offset"])["agents"]
        assert row["photo"] == photo and "clip" not in row
    status, headers, body = fetch(server, photo)
    assert (status, body, headers["Content-Type"]) == (200, png(), "image/png")
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert fetch(server, clip)[1]["Content-Type"] == "audio/wav"
    status, headers, body = fetch(server, photo, "HEAD")
    assert (status, headers["Content-Length"], body) == (200, str(len(png())), b"")
    with Viewer(server, role="console") as console:
        desk = console.expect("files on the desk", lambda f: f["kind"] == "desk")
        assert {key: desk["agents"][0][key] for key in ("photo", "clip")} == {"photo": photo, "clip": clip}


def test_a_file_that_is_somebodys_already_is_no_news(server):
    photo = brought(server, "photo", png(), "image/png")
    before = server.offset
    for _ in range(3):
        assert bring(server, "photo", png(), "image/png") == (200, {"media": photo})
    assert server.offset == before
    brought(server, "photo", png(), "image/png", agent="a02")
    assert server.offset == before + 1, "it is not everybody's"


def test_the_file_is_on_the_disk_before_the_log_names_it_and_survives_the_server(open_floor):
    server = open_floor()
    photo = brought(server, "photo", png(), "image/png")
    assert (server.data / photo.removeprefix("/")).read_bytes() == png()
    server.kill()
    server.restart()
    assert fetch(server, photo)[2] == png()
    sold = server.sell("1", agent="a01", amount="10.00")
    with Viewer(server) as screen:
        assert screen.expect_offset(sold["offset"])["agents"][0]["photo"] == photo
    floor = a_floor()
    floor["agents"][0]["name"] = "张玮"
    server.terminate()
    server.restart(floor)
    with Viewer(server) as screen:
        row = screen.expect_kind("snapshot")["agents"][0]
        assert (row["name"], row["photo"]) == ("张玮", photo), "a configuration says nothing of photos"
    offset = server.offset
    server.terminate()
    server.restart()
    assert server.offset == offset, "and finds nothing new at the next start"


def test_what_was_said_is_said_anew_with_another_photo_and_without_one(server):
    first = brought(server, "photo", png(), "image/png")
    with Viewer(server) as screen:
        screen.expect_kind("snapshot")
        server.sell("1", agent="a01", amount="20000.00")
        assert screen.expect_kind("announcement")["announcement"]["agent"]["photo"] == first
        second = brought(server, "photo", png((0, 0, 200)), "image/png")
        screen.expect("the new photo", lambda f: f["kind"] == "correction" and f["announcement"]["agent"].get("photo") == second)
        server.record("roster", "r-1", agents=[{"id": "a01", "team": "t1", "name": "张伟", "photo": ""}])
        screen.expect("no photo", lambda f: f["kind"] == "correction" and "photo" not in f["announcement"]["agent"])
        again = brought(server, "photo", png(), "image/png")
        assert again == first
        screen.expect("the first one again", lambda f: f["kind"] == "standings" and f["agents"][0].get("photo") == first)


def test_two_files_that_come_at_once_are_both_kept(server):
    jobs = [Thread(target=bring, args=(server, what, body, type))
            for what, body, type in (("photo", png(), "image/png"), ("clip", wav(), "audio/wav")) for _ in range(4)]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join(DEADLINE)
    with Viewer(server) as screen:
        screen.expect_kind("snapshot")
        server.sell("1", agent="a01", amount="20000.00")
        assert {"photo", "clip"} <= set(screen.expect_kind("announcement")["announcement"]["agent"])


def test_who_is_hidden_is_seen_and_heard_nowhere(server):
    photo, clip = brought(server, "photo", png(), "image/png"), brought(server, "clip", wav(), "audio/wav")
    with Viewer(server) as screen, Viewer(server, role="console") as console, Viewer(server, role="agent", agent="a01") as page:
        for viewer in (screen, console, page):
            viewer.expect("photo", lambda f: True)
        server.record("roster", "r-1", agents=[{"id": "a01", "team": "t1", "name": "张伟", "hidden": True}])
        server.sell("1", agent="a01", amount="20000.00")
        last = server.sell("2", agent="a02", amount="20.00")
        screen.expect_offset(last["offset"])
        page.expect_own("my first place", lambda own: own.get("place") == 1)
    with Viewer(server) as screen, Viewer(server, role="console") as console, Viewer(server, role="agent", agent="a01") as page:
        screen.expect_kind("snapshot")
        console.expect_kind("desk")
        page.expect_kind("own")
        for viewer in (screen, console, page):
            text = json.dumps(viewer.frames)
            assert photo not in text and clip not in text
    seen = server.record("roster", "r-2", agents=[{"id": "a01", "team": "t1", "name": "张伟"}])
    with Viewer(server) as screen:
        assert screen.expect_offset(seen["offset"])["agents"][0]["photo"] == photo, "the files are still theirs"


REFUSED = {
    "a text": ("photo", b"hello", "text/plain", 415),
    "a picture that is none": ("photo", b"hello", "image/png", 415),
    "a picture of another kind": ("photo", png(), "image/jpeg", 415),
    "a drawing with scripts": ("photo", b"<svg/>", "image/svg+xml", 415),
    "a page that says it is a picture": ("photo", b"<html>", "image/webp", 415),
    "a sound as a photo": ("photo", wav(), "audio/wav", 415),
    "a photo as a sound": ("clip", png(), "image/png", 415),
    "a sound that is none": ("clip", b"RIFFxxxxWEBP", "audio/wav", 415),
    "nothing": ("photo", b"", "image/png", 415),
    "too large": ("photo", png() + bytes(LARGEST), "image/png", 413),
    "more than any request may have": ("photo", png() + bytes(1 << 20), "image/png", 413),
}


@pytest.mark.parametrize("what, body, type, expected", REFUSED.values(), ids=REFUSED)
def test_what_is_no_such_file_is_refused_and_not_kept(server, what, body, type, expected):
    offset = server.offset
    status, problem = bring(server, what, body, type)
    assert (status, problem["status"]) == (expected, expected) and problem["detail"]
    assert server.offset == offset and list((server.data / "media").iterdir()) == []


def test_the_largest_file_is_taken_and_served_whole(server):
    body = png() + bytes(LARGEST - len(png()))
    assert fetch(server, brought(server, "photo", body, "image/png"))[2] == body


@pytest.mark.parametrize("query, fields", [("", ["agent"]), ("?agent=nobody", ["agent"]), ("?agent=a01&x=1", ["x"]), ("?agent=", ["agent"])])
def test_it_is_somebodys(server, query, fields):
    status, _, text = fetch(server, f"/api/v1/agents/photo{query}", "POST", png(), Content_Type="image/png")
    assert (status, [fault["field"] for fault in json.loads(text)["errors"]]) == (422, fields)
    assert list((server.data / "media").iterdir()) == []


@pytest.mark.parametrize("path", ["0" * 64, "0" * 63, "../journal.sqlite", "%2e%2e/journal.sqlite", "", "A" * 64])
def test_what_is_not_there_is_404(server, path):
    status, headers, body = fetch(server, f"/media/{path}")
    assert (status, headers["Content-Type"]) == (404, "application/problem+json") and json.loads(body)["status"] == 404


def test_files_are_read_and_brought_and_nothing_else(server):
    assert fetch(server, f"/media/{'0' * 64}", "POST", b"x", Content_Type="image/png")[0] == 405
    assert fetch(server, "/api/v1/agents/photo?agent=a01")[0] == 405


def test_who_may_bring_files_and_for_whom(open_floor):
    floor = two_floors()
    tokens = admit(floor)
    server = open_floor(floor)
    for number, (name, token) in enumerate(tokens.items()):
        may = name in ("assistant", "assistant of BJ", "admin", "integration", "integration of BJ")
        assert bring(server, "photo", png((number, 0, 0)), "image/png", token=token)[0] == (201 if may else 403), name
    assert bring(server, "photo", png(), "image/png", agent="b01", token=tokens["assistant of BJ"])[0] == 403
    assert bring(server, "photo", png(), "image/png")[0] == 401
    photo = brought(server, "photo", png(), "image/png", token=tokens["admin"])
    assert fetch(server, photo)[0] == 200, "its name is the right to see it"
    status, _, _ = fetch(server, "/api/v1/agents/photo?agent=a01", "POST", png(), Content_Type="image/png",
                         Authorization=f"Bearer {tokens['admin']}", Origin="http://evil.example")
    assert status == 403


def test_a_page_of_ours_may_show_and_play_them(server, browser):
    """The content security policy lets a page of this origin do so."""
    photo, clip = brought(server, "photo", png(), "image/png"), brought(server, "clip", wav(), "audio/wav")
    page = browser.new_page()
    try:
        page.goto(f"{server.url}/")
        shown = page.evaluate("""async ([photo, clip]) => {
          const image = new Image();
          image.src = photo;
          await image.decode();
          const sound = new Audio(clip);
          await new Promise((resolve, reject) => { sound.oncanplaythrough = resolve; sound.onerror = () => reject(new Error('no sound')); sound.load(); });
          const bytes = await (await fetch(clip)).arrayBuffer();
          const decoded = await new OfflineAudioContext(1, 8000, 8000).decodeAudioData(bytes);
          return [image.naturalWidth, sound.duration > 0, decoded.duration > 0];
        }""", [photo, clip])
        assert shown == [8, True, True]
    finally:
        page.close()
