"""The props of the plays: a server with a log of its own for each, one browser for all, no leftovers."""

import shutil
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

import pytest
from playwright.sync_api import sync_playwright

from cable import Cable
from days import Day, a_day
from floors import a_floor
from screens import House
from server import BINARY, Server


def pytest_report_header():
    return f"floorcast: {BINARY}"


def pytest_configure():
    if not BINARY.is_file():
        pytest.exit(f"{BINARY} is missing: swift build --product floorcast, or set FLOORCAST_BINARY", 2)


@pytest.fixture
def open_floor(tmp_path):
    """Starts servers on a floor of the play's own; ends them after it."""
    servers = []

    def open(floor=None, **more):
        folder = tmp_path / f"server{len(servers)}"
        folder.mkdir()
        servers.append(Server(folder, floor or a_floor(), **more))
        return servers[-1]

    yield open
    with ExitStack() as ends:
        for server in servers:
            ends.callback(server.end)


@pytest.fixture
def open_day(tmp_path):
    """Begins days on a floor of the play's own, at a time of its own; ends them after it."""
    days = []

    def open(at, floor=None, **more):
        folder = Path(mkdtemp(dir=tmp_path))
        days.append(Day(folder, floor or a_day(), at, **more))
        return days[-1]

    yield open
    with ExitStack() as ends:
        for day in days:
            ends.callback(day.end)


@pytest.fixture
def server(open_floor):
    """A running server on the small floor of `a_floor`."""
    return open_floor()


@pytest.fixture(scope="session")
def launch():
    """Starts a Chromium."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    assert chromium, "chromium is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        yield partial(playwright.chromium.launch, executable_path=chromium, headless=True)


@pytest.fixture(scope="session")
def browser(launch):
    browser = launch()
    yield browser
    browser.close()


@pytest.fixture
def house(browser):
    """The screens of one play; at its end none of them may have complained."""
    house = House(browser)
    yield house
    house.close()
    house.expect_quiet()


@pytest.fixture
def lay_cable():
    """Cables that can be cut."""
    cables = []

    def lay(server):
        cables.append(Cable(server))
        return cables[-1]

    yield lay
    for cable in cables:
        cable.remove()
