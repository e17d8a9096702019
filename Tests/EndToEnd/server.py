"""The real server as a process of its own: started, killed, started again on the same log."""

import http.client
import json
import os
import re
import signal
import subprocess
import threading
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from floors import written
from waiting import DEADLINE, wait_until

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("FLOORCAST_BINARY", ROOT / ".build/debug/floorcast")).absolute()
PUBLIC = ROOT / "public"


def floorcast(*arguments, env=None, timeout=30):
    """Runs a command of `floorcast` to its end."""
    return subprocess.run(
        [BINARY, *map(str, arguments)],
        cwd=ROOT, env={**os.environ, **(env or {})}, timeout=timeout, text=True, capture_output=True, check=False,
    )


def made_token(role, name=None, **options):
    """What `floorcast token` prints: the secret, and the entry for the configuration."""
    arguments = [part for key, value in options.items() for part in (f"--{key}", value)]
    made = floorcast("token", role, "--name", name or role, *arguments)
    assert made.returncode == 0, made
    secret = re.search(r"fc_[0-9a-f]{64}", made.stdout)[0]
    return secret, json.loads(re.search(r"\{.*\}", made.stdout)[0])


class Server:
    """A `floorcast serve` (or `demo`) that runs, and what can be asked of it over HTTP."""

    def __init__(self, folder, floor, command="serve", arguments=()):
        self.folder = folder
        self.config = written(floor, folder / "floor.json")
        self.data = folder / "data"
        self.command, self.arguments = command, arguments
        self.tls = None  # whom to trust, once it speaks https
        self.log_file = folder / "log"
        self.process = None
        self.port = 0
        self.start()

    def start(self, port=None, **process):
        """Starts it and waits until it says its address. `port`: the same as before, so that screens find it again."""
        arguments = [self.command, "--config", self.config, "--data", self.data, "--public", PUBLIC, "--port", port or 0]
        with self.log_file.open("a") as log:
            self.process = subprocess.Popen(
                [BINARY, *map(str, arguments), *map(str, self.arguments)],
                cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True, **process,
            )
        self.said = []
        threading.Thread(target=self._listen, args=(self.process.stdout, self.said), daemon=True).start()
        wait_until(lambda: self._address() or self.process.poll() is not None, "the server says its address")
        address = self._address()
        assert address, f"the server did not start: {self.log}"
        self.port = int(address.group(1))

    def restart(self, floor=None):
        """Starts it again where it was. `floor`: with another configuration."""
        if floor:
            written(floor, self.config)
        self.start(port=self.port)

    def kill(self):
        """kill -9: no goodbye, nothing flushed."""
        self.process.kill()
        self.process.wait(DEADLINE)

    def terminate(self):
        """SIGTERM, and the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(DEADLINE)

    def end(self):
        """Whatever happened, nothing of it stays; and a server that was not killed ends when it is told to."""
        if self.process.poll() is None:
            try:
                assert self.terminate() == 0, self.log
            except subprocess.TimeoutExpired:
                self.kill()
                raise

    @property
    def log(self):
        return self.log_file.read_text("utf-8")

    @property
    def url(self):
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    @staticmethod
    def _listen(pipe, lines):
        with pipe:
            lines.extend(iter(pipe.readline, ""))

    def _address(self):
        return re.search(r"https?://[\w.]+:(\d+)/", "".join(self.said))

    # What is asked of it -------------------------------------------------------------------------------------------

    def ask(self, method, path, body=None, **headers):
        """One request; returns the status, the headers and the body as text."""
        kind = partial(http.client.HTTPSConnection, context=self.tls) if self.tls else http.client.HTTPConnection
        connection = kind("127.0.0.1", self.port, timeout=DEADLINE)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode("utf-8")
        finally:
            connection.close()

    def post(self, body, token=None, to="sales", **headers):
        """Posts something (a value, or bytes as they are); returns the status and the JSON of the answer."""
        if not isinstance(body, bytes):
            body = json.dumps(body, ensure_ascii=False).encode("utf-8")
        if token:
            headers["Authorization"] = f"Bearer {token}"
        headers.setdefault("Content_Type", "application/json")
        status, _, text = self.ask("POST", f"/api/v1/{to}", body, **headers)
        return status, json.loads(text)

    def sell(self, id, agent="a01", amount="100.00", product="年费", token=None, **more):
        """A sale that is meant to be taken: returns its RESULT."""
        status, result = self.post({"id": id, "agent": agent, "product": product, "amount": amount, **more}, token)
        assert status in (200, 201, 202), (status, result)
        return result

    def correct(self, id, sale, change, reason="输错了", token=None, **more):
        """Posts a correction; returns the status and the JSON of the answer."""
        return self.post({"id": id, "sale": sale, "change": change, "reason": reason, **more}, token, to="corrections")

    def record(self, to, id=None, token=None, **body):
        """Anything else that is meant to be taken, for the first time: returns its RESULT."""
        status, result = self.post({**({"id": id} if id else {}), **body}, token, to=to)
        assert status == 201, (status, result)
        return result

    def refuse(self, to, token=None, **body):
        """Something that is meant to be refused: returns the status and the fields at fault. Nothing may be recorded."""
        before = self.health["offset"]
        status, problem = self.post(body, token, to=to)
        assert status >= 400 and problem["status"] == status, (status, problem)
        assert self.health["offset"] == before, "a refusal changes nothing"
        assert all(fault["fault"] for fault in problem["errors"]), problem
        return status, [fault["field"] for fault in problem["errors"]]

    def get(self, what, token=None, **query):
        """Asks for something; returns the status, and the JSON of the answer or the text of a file that is none."""
        address = f"/api/v1/{what}?{urlencode(query)}" if query else f"/api/v1/{what}"
        status, headers, text = self.ask("GET", address, **({"Authorization": f"Bearer {token}"} if token else {}))
        return status, json.loads(text) if "json" in headers["Content-Type"] else text

    def look(self, what, token=None, **query):
        """The answer to a question that may be asked."""
        status, answer = self.get(what, token, **query)
        assert status == 200, (status, answer)
        return answer

    @property
    def today(self):
        """The business day at its first site."""
        zone = re.search(r'"time_zone": "([^"]+)"', self.config.read_text("utf-8"))[1]
        return datetime.now(ZoneInfo(zone)).date()

    @property
    def offset(self):
        """Where the log ends."""
        return self.health["offset"]

    @property
    def health(self):
        status, _, text = self.ask("GET", "/api/v1/health")
        assert status == 200, text
        return json.loads(text)
