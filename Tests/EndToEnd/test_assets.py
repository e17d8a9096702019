"""What the server makes of public/: the same code, without what only people read."""

import shutil
import subprocess

import pytest

from screens import Wall
from server import PUBLIC

SCRIPTS = sorted(PUBLIC.rglob("*.js"))
LIMIT = 150_000
"""Bytes of scripts and styles that a wall may load in all: a stick in a TV starts with them every morning."""


def test_every_script_parses_as_it_is_sent(server, tmp_path):
    node = shutil.which("node")
    assert node and SCRIPTS
    for script in SCRIPTS:
        name = script.relative_to(PUBLIC).as_posix()
        status, headers, text = server.ask("GET", f"/{name}")
        assert status == 200 and headers["Content-Type"].startswith("text/javascript")
        assert not [line for line in text.split("\n") if line.startswith(("//", "/*", " ")) or not line], name
        sent = tmp_path / (name.replace("/", "-").removesuffix("js") + "mjs")
        sent.write_text(text, "utf-8")
        checked = subprocess.run([node, "--check", sent], text=True, capture_output=True, check=False)
        assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("style", sorted(PUBLIC.rglob("*.css")), ids=lambda path: path.name)
def test_every_style_keeps_its_rules_and_loses_its_comments(server, style):
    text = server.ask("GET", f"/{style.relative_to(PUBLIC).as_posix()}")[2]
    source = style.read_text("utf-8")
    assert text.count("{") == text.count("}") and text.count("{") <= source.count("{")
    assert not [line for line in text.split("\n") if line.startswith((" ", "/*")) or not line]


def test_a_wall_loads_no_more_than_a_small_computer_takes(server, house):
    wall = Wall(house, server)
    sizes = wall.page.evaluate(
        "performance.getEntriesByType('resource').filter(({ name }) => /\\.(js|css)$/.test(name))"
        ".map(({ name, decodedBodySize }) => [name, decodedBodySize])")
    assert len(sizes) > 20
    assert sum(size for _, size in sizes) <= LIMIT, sorted(sizes, key=lambda it: -it[1])[:10]
