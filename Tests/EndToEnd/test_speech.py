"""The server speaks where a browser has no voice: with the commands that are configured, once for each text."""

import http.client
import io
import json
import os
import shutil
import wave
from pathlib import Path
from threading import Thread

import pytest

from callers import admit
from floors import a_floor
from server import floorcast
from test_media import fetch
from waiting import DEADLINE, wait_until

ESPEAK = shutil.which("espeak-ng")
TEXT = "恭喜飞虎队的张三签了一单课程，金额是一万二千八百元，请大家为他喝彩！"
WAVE = r"printf 'RIFF\377\377\377\177WAVEfmt \020\0\0\0\001\0\001\0\100\037\0\0\200\076\0\0\002\0\020\0data\0\360\377\177'"
"""The head of a sound of 8 kHz that goes into a pipe: its lengths are made up."""


@pytest.fixture
def a_voice(tmp_path):
    """Makes commands that speak: shell scripts, which count how often they were run."""
    class Voice:
        def __init__(self, script, name):
            self.path, self.count = tmp_path / name, tmp_path / f"{name}.count"
            self.path.write_text(f"#!/bin/sh\necho run >> {self.count}\n{script}\n")
            self.path.chmod(0o755)

        @property
        def runs(self):
            return len(self.count.read_text().splitlines()) if self.count.exists() else 0

        @property
        def command(self):
            return [str(self.path)]
    return lambda script, name="voice": Voice(script, name)


def speaking(**commands):
    return {**a_floor(), "speech": {name.replace("_", "-"): command for name, command in commands.items()}}


def speak(server, text=TEXT, lang="zh-CN", token=None, **more):
    """What a text sounds like: the status, the type, and the bytes or the problem."""
    headers = {"Content_Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    body = json.dumps({"text": text, "lang": lang, **more}, ensure_ascii=False).encode()
    status, headers, answer = fetch(server, "/api/v1/speech", "POST", body, **headers)
    return status, headers["Content-Type"], answer if status == 200 else json.loads(answer)


def seconds(sound):
    with wave.open(io.BytesIO(sound)) as file:
        return file.getnframes() / file.getframerate()


@pytest.mark.skipif(not ESPEAK, reason="espeak-ng is missing: apt-get install espeak-ng")
@pytest.mark.parametrize("lang, voice, text", [("zh-CN", "cmn-latn-pinyin", TEXT), ("en", "en", "Twelve thousand eight hundred yuan!")])
def test_a_real_voice_says_a_real_sentence(open_floor, lang, voice, text):
    server = open_floor({**a_floor(), "speech": {lang: [ESPEAK, "-v", voice, "-s", "160", "--stdin", "--stdout"]}})
    status, type, sound = speak(server, text, lang)
    assert (status, type) == (200, "audio/wav")
    assert int.from_bytes(sound[4:8], "little") == len(sound) - 8, "its lengths are true"
    assert 1 < seconds(sound) < 30
    assert speak(server, text, lang)[2] == sound


@pytest.mark.skipif(not ESPEAK, reason="espeak-ng is missing: apt-get install espeak-ng")
def test_the_longest_text_is_spoken_to_its_end(open_floor):
    server = open_floor(speaking(zh_CN=[ESPEAK, "-v", "cmn", "-s", "160", "--stdin", "--stdout"]))
    status, _, sound = speak(server, (TEXT * 20)[:500])
    assert status == 200 and len(sound) > 4 << 20 and seconds(sound) > 60


def test_a_text_is_rendered_once_and_kept_over_a_restart(open_floor, a_voice):
    voice = a_voice(f"{WAVE}; cat; printf 0123456789")
    server = open_floor(speaking(zh_CN=voice.command, en=voice.command))
    status, type, sound = speak(server)
    assert (status, type, voice.runs) == (200, "audio/wav", 1)
    assert sound[44:] == TEXT.encode() + b"0123456789", "it got the text"
    assert (int.from_bytes(sound[4:8], "little"), int.from_bytes(sound[40:44], "little")) == (len(sound) - 8, len(sound) - 44)
    assert speak(server)[2] == sound and voice.runs == 1
    server.terminate()
    server.restart()
    assert speak(server)[2] == sound and voice.runs == 1
    assert speak(server, lang="en")[0] == 200 and voice.runs == 2, "another language is another sound"
    assert speak(server, text="x")[0] == 200 and voice.runs == 3
    kept = sorted((server.data / "speech").iterdir())
    assert len(kept) == 3
    for file in kept:
        file.write_bytes(file.read_bytes()[:-5])
    assert speak(server)[2] == sound and voice.runs == 4, "what is damaged is rendered anew"


def test_those_who_want_the_same_text_at_once_share_one_rendering(open_floor, a_voice, tmp_path):
    gate = tmp_path / "gate"
    voice = a_voice(f"while [ ! -e {gate} ]; do sleep 0.05; done; {WAVE}; cat")
    server = open_floor(speaking(zh_CN=voice.command))
    answers = []
    pages = [Thread(target=lambda: answers.append(speak(server))) for _ in range(12)]
    for page in pages:
        page.start()
    wait_until(lambda: voice.runs == 1, "the rendering begins")
    gate.touch()
    for page in pages:
        page.join(DEADLINE)
    assert [status for status, _, _ in answers] == [200] * 12 and voice.runs == 1
    assert len({sound for _, _, sound in answers}) == 1


def test_when_too_much_waits_who_comes_next_is_told_so_and_the_floor_goes_on(open_floor, a_voice, tmp_path):
    gate = tmp_path / "gate"
    voice = a_voice(f"while [ ! -e {gate} ]; do sleep 0.05; done; {WAVE}; cat")
    server = open_floor(speaking(zh_CN=voice.command))
    answers = {}
    def ask(i):
        answers[i] = speak(server, f"text {i}")
    pages = [Thread(target=ask, args=(i,)) for i in range(24)]
    for page in pages:
        page.start()
    wait_until(lambda: len(answers) == 6, "two are rendered, sixteen wait, and six are refused")
    assert {status for status, _, _ in answers.values()} == {503}
    assert all(problem["detail"] for _, _, problem in answers.values())
    assert voice.runs == 2, "two at once"
    assert server.sell("1")["status"] == "accepted"
    gate.touch()
    for page in pages:
        page.join(DEADLINE)
    assert sorted(status for status, _, _ in answers.values()) == [200] * 18 + [503] * 6
    assert voice.runs == 18


NAP = f"sleep {600 + os.getpid()}"
"""What hangs: by its length these plays know it from that of others."""

FAILING = {
    "it fails": "exit 3",
    "it says nothing": "cat > /dev/null",
    "it says something else": "echo hello",
    "it says a head and no sound": WAVE,
    "it says too much": f"{WAVE}; cat /dev/zero",
    "it hangs": NAP,
    "it hangs with what it started": f"{NAP} & {NAP}",
    "it hangs after it has spoken": f"{WAVE}; echo hello; exec >&-; {NAP}",
    "it leaves something behind that holds the pipe": f"{WAVE}; {NAP} & exit 0",
}


@pytest.mark.parametrize("script", FAILING.values(), ids=FAILING)
def test_a_command_that_fails_is_a_problem_and_harms_nothing(open_floor, a_voice, script):
    voice = a_voice(script)
    server = open_floor(speaking(zh_CN=voice.command))
    status, type, problem = speak(server)
    assert (status, type) == (502, "application/problem+json") and problem["detail"]
    assert server.sell("1")["status"] == "accepted"
    assert speak(server)[0] == 502 and voice.runs == 2, "a failure is not kept"
    assert list((server.data / "speech").iterdir()) == []
    assert sleepers() == [], "nothing of it goes on"


def test_a_program_that_cannot_be_started_is_tried_once(open_floor, tmp_path):
    program = tmp_path / "voice"
    program.write_text("#!/nowhere/to/be/found\n")
    program.chmod(0o755)
    server = open_floor(speaking(zh_CN=[str(program)], en=[str(tmp_path / "other")]))
    assert speak(server)[0] == 502
    opened = lambda: len(os.listdir(f"/proc/{server.process.pid}/fd"))  # noqa: E731
    before = opened()
    for number in range(20):
        assert speak(server, text=str(number))[0] == 404
    assert opened() < before + 20, "no descriptor of each try is kept"
    assert "a text could not be spoken" in server.log


def sleepers():
    """What our voices started and nobody ended."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                if (process / "cmdline").read_text().split("\0")[:2] == NAP.split():
                    found.append(process.name)
            except OSError:
                pass
    return found


def test_a_server_that_ends_takes_its_voices_along(open_floor, a_voice):
    voice = a_voice(NAP)
    server = open_floor(speaking(zh_CN=voice.command))
    page = Thread(target=_try, args=(speak, server))
    page.start()
    wait_until(lambda: voice.runs == 1, "the rendering begins")
    assert server.terminate() == 0
    page.join(DEADLINE)
    wait_until(lambda: sleepers() == [], "nothing of it goes on")


def _try(function, *arguments):
    try:
        function(*arguments)
    except (OSError, http.client.HTTPException):
        pass  # the server hung up


def test_a_language_without_a_voice_is_404(open_floor, a_voice):
    server = open_floor(speaking(zh_CN=a_voice(f"{WAVE}; cat").command, en=["/no/such/program"]))
    assert speak(server, lang="en")[0] == 404
    assert "/no/such/program is not there" in server.log
    silent = open_floor()
    assert speak(silent)[0] == 404


@pytest.mark.parametrize("body, fields", [
    ({"text": "x" * 501}, ["text"]), ({"text": ""}, ["text"]), ({"text": 5}, ["text"]), ({"text": "a\nb"}, ["text"]),
    ({"lang": "fr"}, ["lang"]), ({"lang": None}, ["lang"]), ({"text": None, "lang": "x"}, ["text", "lang"])], ids=str)
def test_what_is_wrong_with_a_wish_is_named(open_floor, a_voice, body, fields):
    server = open_floor(speaking(zh_CN=a_voice(f"{WAVE}; cat").command))
    status, _, problem = speak(server, **{"text": TEXT, "lang": "zh-CN", **body})
    assert (status, [fault["field"] for fault in problem["errors"]]) == (422, fields)


def test_everybody_who_may_open_a_wall_may_listen(open_floor, a_voice):
    floor = speaking(zh_CN=a_voice(f"{WAVE}; cat").command)
    tokens = admit(floor)
    server = open_floor(floor)
    assert {name: speak(server, token=token)[0] for name, token in tokens.items()} == dict.fromkeys(tokens, 200)
    assert speak(server)[0] == 401
    assert fetch(server, "/api/v1/speech")[0] == 405
    assert fetch(server, "/api/v1/speech", "POST", b"{}", Content_Type="text/plain", Authorization=f"Bearer {tokens['admin']}")[0] == 415


@pytest.mark.parametrize("speech, words", [
    ({"zh-CN": []}, "speech.zh-CN"), ({"zh-CN": "espeak-ng"}, "speech.zh-CN"), ({"fr": ["x"]}, "speech.fr"),
    ({"en": ["x", 5]}, "speech.en[1]"), ({"en": [""]}, "speech.en[0]"), ({"en": ["x"] * 21}, "speech.en")], ids=str)
def test_a_command_that_is_none_stops_the_start(tmp_path, speech, words):
    file = tmp_path / "floor.json"
    file.write_text(json.dumps({**a_floor(), "speech": speech}, ensure_ascii=False))
    checked = floorcast("check-config", file)
    assert checked.returncode == 1 and words in checked.stdout


def test_a_program_that_is_not_there_is_a_warning(tmp_path):
    file = tmp_path / "floor.json"
    file.write_text(json.dumps(speaking(en=["/no/such/program"]), ensure_ascii=False))
    checked = floorcast("check-config", file)
    assert checked.returncode == 0 and "warning" in checked.stdout and "/no/such/program" in checked.stdout
