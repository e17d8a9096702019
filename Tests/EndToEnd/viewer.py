"""A screen without a browser: joins over a WebSocket, keeps every frame, and proves that none is missing."""

import json
import socket
import threading
from collections import defaultdict
from time import monotonic

from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from waiting import DEADLINE, wait_until

IN_SEQUENCE = (
    "snapshot", "standings", "announcement", "correction", "applause", "phase", "broadcast", "show", "rhythm", "notice")
"""The kinds of a channel's sequence: each names the offset of the one before it."""


def socket_to(server, token=None, origin=None, host=None, port=None):
    """An open WebSocket. Raises `InvalidStatus` when it is refused."""
    headers = {}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    if host:
        headers["Host"] = host
    return connect(
        f"{'wss' if server.tls else 'ws'}://127.0.0.1:{port or server.port}/ws", subprotocols=["floorcast.v1"], origin=origin,
        additional_headers=headers, compression=None, open_timeout=DEADLINE, close_timeout=2, max_size=None,
        ping_interval=None, ssl=server.tls, legacy=True,  # the connection itself, which outlives any one block
    )


class Viewer:
    """One connection. A thread of its own keeps what comes, so that it never is the slow one."""

    def __init__(self, server, role="screen", token=None, origin=None, port=None, **hello):
        self.socket = socket_to(server, origin=origin, port=port, token=hello.pop("bearer", None))
        self.frames = []
        self.close_code = None
        self.close_reason = None
        self._seen = 0
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        self.number = 0
        self.behind = None
        if role:
            self.say(kind="hello", role=role, **({"token": token} if token else {}), **hello)

    def _read(self):
        try:
            for message in self.socket:
                self.frames.append(json.loads(message))
        except (OSError, WebSocketException):
            pass  # the end of a connection, however it ends
        self.close_code, self.close_reason = self.socket.close_code, self.socket.close_reason

    # What it says --------------------------------------------------------------------------------------------------

    def say(self, **message):
        self.say_bytes(json.dumps(message, ensure_ascii=False))

    def say_bytes(self, message):
        self.socket.send(message)

    def sell(self, id, agent="a01", amount="100.00", product="年费", **more):
        """Sends a sale and waits for its ack or error."""
        return self.send("sale", id=id, agent=agent, product=product, amount=amount, **more)

    def send(self, kind, **body):
        """Sends anything and waits for its ack or error."""
        self.number += 1
        ref = f"r-{self.number}"
        self.say(kind=kind, ref=ref, **{kind: body})
        return self.expect("an answer", lambda f: f["kind"] in ("ack", "error") and f.get("ref") == ref)

    @property
    def time(self):
        """What the server's clock says, in Unix milliseconds: asked once and carried on, since too many questions are an
        attack. A little behind it, never ahead."""
        if self.behind is None:
            self.say(kind="time", sent=0)
            self.behind = self.expect_kind("time")["time"] - round(monotonic() * 1000)
        return self.behind + round(monotonic() * 1000)

    # What it hears -------------------------------------------------------------------------------------------------

    def expect(self, what, fits):
        """The first frame that fits, which may have come already."""
        return wait_until(lambda: next((f for f in list(self.frames) if fits(f)), None), f"a frame: {what}")

    def expect_kind(self, kind, number=1):
        """The `number`th frame of a kind."""
        return wait_until(lambda: (self.of(kind)[number - 1:] or [None])[0], f"frame {number} of kind {kind}")

    def expect_own(self, what, fits):
        """The newest of an agent's own frames that fits."""
        return wait_until(lambda: next((f for f in reversed(self.of("own")) if fits(f)), None), f"an own page: {what}")

    def expect_latest(self, kind, fits=lambda _: True):
        """The newest phase, broadcast or show: which came, or was in the snapshot already."""
        def latest():
            known = [frame[kind] for frame in list(self.frames) if frame["kind"] in (kind, "snapshot") and kind in frame]
            return known[-1:] if known and fits(known[-1]) else None
        return wait_until(latest, f"the latest {kind}")[0]

    def expect_offset(self, offset):
        """Waits until standings as of `offset` or later were shown; returns the last."""
        def board():
            boards = [f for f in list(self.frames) if f["kind"] in ("standings", "snapshot") and f["offset"] >= offset]
            return boards and boards[-1]
        return wait_until(board, f"standings as of {offset}")

    def expect_end(self):
        """Waits until the server has hung up; returns the close code."""
        wait_until(lambda: not self._thread.is_alive(), "the end of the connection")
        return self.close_code

    def of(self, kind):
        return [frame for frame in list(self.frames) if frame["kind"] == kind]

    @property
    def announcements(self):
        return [frame["announcement"] for frame in self.of("announcement")]

    @property
    def position(self):
        """What it would resume from."""
        epoch = next(f["epoch"] for f in self.frames if f["kind"] in ("snapshot", "resumed"))
        offsets = [f["offset"] for f in list(self.frames) if f["kind"] in IN_SEQUENCE]
        return {"epoch": epoch, "offset": max(offsets, default=0)}

    def leave(self):
        self.socket.close()
        self._thread.join(DEADLINE)

    def vanish(self):
        """Gone without a goodbye."""
        self.socket.socket.shutdown(socket.SHUT_RDWR)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.leave()


class Ledger:
    """What a screen applied, over all of its connections: a frame whose `prev` lies above the last offset seen is a
    gap; an announcement at or below the last one announced was seen already, and is dropped."""

    def __init__(self):
        self.offset = 0
        self.announced = []
        self.board = None

    def apply(self, frame):
        kind = frame["kind"]
        if kind == "snapshot":
            last = self.announced[-1] if self.announced else None
            self.offset, self.board = frame["offset"], frame
            for announcement in frame["announcements"]:
                if last is not None and announcement["offset"] > last:
                    self.announced.append(announcement["offset"])
        elif kind in ("standings", "announcement"):
            assert frame["prev"] <= self.offset, f"a gap: {frame['prev']} after {self.offset}"
            assert frame["offset"] >= frame["prev"], f"out of order: {frame}"
            if kind == "standings":
                if frame["offset"] >= self.offset:
                    self.board = frame
            elif not self.announced or frame["offset"] > self.announced[-1]:
                self.announced.append(frame["offset"])
            self.offset = max(self.offset, frame["offset"])
        elif kind == "tick":
            assert frame["offset"] <= self.offset, f"a quiet gap: the head is {frame['offset']}, seen {self.offset}"

    def apply_all(self, frames):
        for frame in frames:
            self.apply(frame)
        return self


def expect_contiguous(frames):
    """Every frame of one connection that was never cut names the one before it, exactly."""
    chain = [f for f in frames if f["kind"] in IN_SEQUENCE]
    assert chain[0]["kind"] == "snapshot", "a screen begins with a snapshot"
    assert [f["kind"] for f in chain].count("snapshot") == 1, "a screen that keeps up gets one snapshot"
    for before, frame in zip(chain[1:], chain[2:]):
        assert frame["prev"] == before["offset"], f"{frame['prev']} does not name {before['offset']}"
    announced = [f["offset"] for f in chain if f["kind"] == "announcement"]
    assert announced == sorted(set(announced)), "announcements are in the order of the log, each once"


def standings(sales):
    """The day as it must be after `sales` [(offset, agent, minor units)], by the rule and not by the server's code:
    equal results share a place (1, 2, 2, 4), and the earlier achiever is listed first."""
    amounts, deals, reached = defaultdict(int), defaultdict(int), {}
    for offset, agent, amount in sorted(sales):
        amounts[agent] += amount
        deals[agent] += 1
        reached[agent] = offset
    listed = sorted(amounts, key=lambda agent: (-amounts[agent], reached[agent]))
    return [
        {
            "place": 1 + sum(amounts[other] > amounts[agent] for other in amounts),
            "id": agent, "amount": amounts[agent], "deals": deals[agent],
        }
        for agent in listed
    ]


def shown(board):
    """A board's agents, without their names."""
    return [{key: row[key] for key in ("place", "id", "amount", "deals")} for row in board["agents"]]
