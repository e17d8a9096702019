"""History: how long a start takes on a log of a million sales.

`HistoryBench` writes the log once. A full replay reads, decodes and folds it and makes the archive; its floor is reading the
same entries and proving their chain, and nothing else. A start from the checkpoint folds nothing.
"""

import json
import pathlib
import shutil
import subprocess
import tempfile

SALES = 1_000_000


def run(bench, *arguments):
    output = subprocess.run([bench, *map(str, arguments)], check=True, capture_output=True, text=True, timeout=900)
    return json.loads(output.stdout) if output.stdout else None


def history(cells, bench):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="floorcast-history-"))
    try:
        run(bench, "make", SALES, folder)
        read = run(bench, "read", folder)
        replay = run(bench, "open", folder)
        start = run(bench, "open", folder)
    finally:
        shutil.rmtree(folder)
    entries = replay["entries"]
    cells.add(
        "full replay of 1,000,000 sales, against reading them", entries / read["seconds"], entries / replay["seconds"],
        "/s")
    cells.add(
        "start from a checkpoint behind 1,000,000 sales, against a full replay", replay["seconds"], start["seconds"],
        "ms", 1e3)
