"""Ranking: one update of a score, the place of who was updated, and the top 20.

`RankBench` runs Standings; its floor is `rank.cpp`, a sorted array of numbers in the same process. Redis does the same
updates for one client on a Unix socket, with nothing written to disk (`redis.c`). All three sum what they read at the
top, and must agree.
"""

import contextlib
import json
import pathlib
import socket
import subprocess
import tempfile
import time

UPDATES = {"small-add": "small steps", "random": "far jumps"}
DEPTHS = {1: "one at a time", 16: "16 in flight"}


def run(command, core):
    """One result for each line of output, by members, update and depth."""
    output = subprocess.run(["taskset", "-c", core, *command], check=True, capture_output=True, text=True, timeout=300)
    results = map(json.loads, output.stdout.splitlines())
    return {(result["members"], result["update"], result.get("depth")): result for result in results}


@contextlib.contextmanager
def redis_server():
    """A Redis of our own, which writes nothing; yields its socket."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "socket")
        settings = ["--port", "0", "--unixsocket", path, "--dir", folder, "--save", "", "--appendonly", "no"]
        server = subprocess.Popen(["taskset", "-c", "0", "redis-server", *settings], stdout=subprocess.DEVNULL)
        try:
            wait_for(path)
            yield path
        finally:
            server.kill()
            server.wait()


def wait_for(path):
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with socket.socket(socket.AF_UNIX) as client, contextlib.suppress(OSError):
            client.connect(str(path))
            return
        time.sleep(0.02)
    raise SystemExit("redis-server does not listen")


def ranking(cells, folder, rank_bench):
    """The floor, Standings and Redis in turn. `folder` has the programs made from C and C++."""
    floor = run([folder / "rank"], "0")
    standings = run([rank_bench], "0")
    with redis_server() as path:
        redis = run([folder / "redis", path], "1")
    for key, ours in standings.items():
        members, update, _ = key
        name = f"update + place + top 20, {members:,} agents, {UPDATES[update]}"
        cells.add(name, floor[key]["ns_per_op"], ours["ns_per_op"], "µs", 1e-3)
        for depth, how in DEPTHS.items():
            other = redis[members, update, depth]
            cells.add(f"{name}, against Redis, {how}", other["ns_per_op"], ours["ns_per_op"], "µs", 1e-3, faster=True)
            if not other["check"] == ours["check"] == floor[key]["check"]:
                cells.faults.append(f"{name}: Standings, floor and Redis disagree about the top 20")
