"""The wall over https: a certificate made by one command, trusted by an authority of one's own."""

import json
import os
import shutil
import socket
import ssl
import subprocess

import pytest

from floors import a_floor, written
from screens import House, Wall
from server import PUBLIC, floorcast
from viewer import Viewer


def openssl(*arguments):
    return subprocess.run(["openssl", *map(str, arguments)], text=True, capture_output=True, check=False)


def certified(folder, *hosts):
    made = floorcast("certificate", *(part for host in hosts for part in ("--host", host)), "--out", folder)
    assert (made.returncode, made.stderr) == (0, ""), made
    return made.stdout


@pytest.fixture
def open_https(open_floor, tmp_path):
    """A server with a certificate of its own, and its clients' trust."""
    certified(tmp_path / "tls", "127.0.0.1", "wall.lan")

    def open(floor=None):
        floor = floor or a_floor()
        floor["server"] = {**floor.get("server", {}), "tls": {
            "certificate": str(tmp_path / "tls/server.pem"), "key": str(tmp_path / "tls/server.key")}}
        server = open_floor(floor)
        server.tls = ssl.create_default_context(cafile=tmp_path / "tls/ca.pem")
        return server

    return open


def test_the_certificate_is_good_for_its_hosts_and_no_others_and_is_renewed_by_the_same_authority(tmp_path):
    folder = tmp_path / "tls"
    said = certified(folder, "wall.lan", "10.0.0.5")
    assert str(folder / "server.pem") in said and str(folder / "floorcast-policy.json") in said
    verify = ["verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", folder / "ca.pem"]
    for name, is_good in (("wall.lan", True), ("console.lan", False)):
        assert (openssl(*verify, "-verify_hostname", name, folder / "server.pem").returncode == 0) is is_good, name
    for address, is_good in (("10.0.0.5", True), ("10.0.0.6", False)):
        assert (openssl(*verify, "-verify_ip", address, folder / "server.pem").returncode == 0) is is_good, address
    facts = openssl("x509", "-in", folder / "ca.pem", "-noout", "-text").stdout
    assert "CA:TRUE, pathlen:0" in facts and "NIST CURVE: P-256" in facts
    first = (folder / "server.pem").read_text()

    certified(folder, "wall.lan", "10.0.0.6")

    assert (folder / "server.pem").read_text() != first
    assert openssl(*verify, "-verify_ip", "10.0.0.6", folder / "server.pem").returncode == 0


def test_without_openssl_the_command_says_what_is_missing(tmp_path):
    made = floorcast("certificate", "--host", "wall.lan", "--out", tmp_path / "tls", env={"PATH": str(tmp_path)})
    assert made.returncode == 1 and "openssl is missing" in made.stderr
    assert list((tmp_path / "tls").iterdir()) == []


def test_a_certificate_that_cannot_be_used_stops_the_start_with_its_line(tmp_path):
    certified(tmp_path / "one", "wall.lan")
    certified(tmp_path / "two", "wall.lan")
    floor = a_floor()
    floor["server"] = {**floor.get("server", {}), "tls": {"certificate": "one/server.pem", "key": "two/server.key"}}
    config = written(floor, tmp_path / "floor.json")
    refusal = floorcast("serve", "--config", config, "--data", tmp_path / "data", "--port", 0)
    assert refusal.returncode == 1 and "server.tls.key" in refusal.stderr and "does not fit" in refusal.stderr
    floor["server"]["tls"]["key"] = "one/server.key"
    checked = floorcast("check-config", written(floor, config))
    assert checked.returncode == 0 and "one/server.pem: until 20" in checked.stdout


def test_a_certificate_that_ends_soon_is_an_error_in_the_log(open_floor, tmp_path):
    made = openssl(
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "20", "-subj", "/CN=localhost",
        "-keyout", tmp_path / "short.key", "-out", tmp_path / "short.pem")
    assert made.returncode == 0, made
    floor = a_floor()
    floor["server"] = {**floor.get("server", {}), "tls": {
        "certificate": str(tmp_path / "short.pem"), "key": str(tmp_path / "short.key")}}
    server = open_floor(floor)
    server.terminate()
    assert "error" in server.log and "the certificate ends in 19 days" in server.log


def test_everything_goes_over_https_and_nothing_without(open_https, tmp_path):
    server = open_https()
    assert any(line.startswith("floorcast listens on https://") for line in server.said)
    with Viewer(server) as screen:
        server.sell("1")
        screen.expect_offset(server.offset)
        assert screen.announcements[0]["offset"]
    for trust in (ssl.create_default_context(), ssl.create_default_context(cafile=tmp_path / "tls/ca.pem")):
        with pytest.raises(ssl.SSLCertVerificationError), socket.create_connection(("127.0.0.1", server.port)) as plain:
            trust.wrap_socket(plain, server_hostname="console.lan")
    before = server.offset
    server.tls, trust = None, server.tls
    status, headers, _ = server.ask("GET", "/wall/?lang=en")
    assert (status, headers["Location"]) == (307, f"https://127.0.0.1:{server.port}/wall/?lang=en")
    assert server.post({"id": "2", "agent": "a01", "product": "x", "amount": 1})[0] == 403
    server.tls = trust
    assert server.offset == before
    refused = floorcast("sale", "--server", server.url, "--agent", "a01", "--product", "x", "--amount", "1")
    assert refused.returncode == 1 and "must trust" in refused.stderr
    curl = shutil.which("curl")
    if curl:
        answer = subprocess.run(
            [curl, "--silent", "--cacert", tmp_path / "tls/ca.pem", "--json", json.dumps(
                {"id": "3", "agent": "a01", "product": "x", "amount": 100}), f"{server.url}/api/v1/sales"],
            text=True, capture_output=True, check=True)
        assert json.loads(answer.stdout)["status"] == "accepted"


def test_a_wall_that_trusts_the_authority_opens_over_https_and_may_do_what_walls_like_to_do(open_https, launch, tmp_path):
    certutil = shutil.which("certutil")
    assert certutil, "certutil is missing: apt-get install libnss3-tools"
    server = open_https()
    store = tmp_path / "home/.pki/nssdb"
    store.mkdir(parents=True)
    for arguments in (["-N", "--empty-password"], ["-A", "-t", "C,,", "-n", "floorcast", "-i", tmp_path / "tls/ca.pem"]):
        subprocess.run([certutil, "-d", f"sql:{store}", *map(str, arguments)], check=True, capture_output=True)
    browser = launch(env={**os.environ, "HOME": str(tmp_path / "home")})
    house = House(browser)
    try:
        wall = Wall(house, server)
        server.sell("1", product="首单")
        wall.expect_takeover("张伟")
        assert wall.page.evaluate("[isSecureContext, 'serviceWorker' in navigator, 'wakeLock' in navigator]") == [True] * 3
        # Whether the wall has one is another play's; this one is told that it may control every page.
        scope = wall.page.evaluate(
            "navigator.serviceWorker.register('/wall/service-worker.js', { scope: '/' })"
            ".then(({ scope }) => scope, ({ name }) => name)")
        assert scope == (f"{server.url}/" if (PUBLIC / "wall/service-worker.js").exists() else "TypeError")
    finally:
        house.close()
        browser.close()
    house.allow("404")
    house.expect_quiet()
