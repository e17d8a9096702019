"""A CRM's export is imported as it is: bad rows are listed, good rows go in, and a second time changes nothing."""

import json

import pytest

from server import floorcast
from viewer import Viewer

ROSTER = """\
sales_agent,manager,regional_office
Donn Cantrell,Rocco Neubert,Central
Vicki Laflamme,Celia Rouche,West
"Reed, Clapper",Rocco Neubert,Central
"""

HEADER = "account,opportunity_id,sales_agent,deal_stage,product,close_date,close_value,created_on\r\n"
ROWS = [
    # line 2 and on: what the row is for
    'Sunnamplex,67HY0MW7,Donn Cantrell,Won,GTXBasic,2017-05-06,500.0,2017-04-24',
    ',MA82HVCI,Vicki Laflamme,In_Progress,GTXPro,,,2017-06-15',  # 3: not won, so not considered
    '"Cancity, ""Inc.""",VD5H5G1D,"Reed, Clapper",Won,GTXBasic,2017-03-16,12800.50,2016-12-27',  # 4: quotes; a big deal
    'Isdom,UXP5AVKF,Vicki Laflamme,Won,MGRPFU,2017-06-05,-39.0,2017-01-02',  # 5: negative
    'Isdom,KNY3CZ3J,Vicki Laflamme,Won,MGRPFU,2017-13-05,39.0,2017-01-02',  # 6: no such month
    'Isdom,9NU3VAFF,Vicki Laflamme,Won,MGRPFU,2017-06-05,,2017-01-02',  # 7: no amount
    'Isdom,8EYFQ8IT,Vicki Laflamme,Won,MGRPFU,2017-06-05,39.005,2017-01-02',  # 8: half a cent
    'Isdom,1QNLGWW5,Somebody Else,Won,MGRPFU,2017-06-05,39.0,2017-01-02',  # 9: nobody knows them
    'Sunnamplex,67HY0MW7,Donn Cantrell,Won,GTXBasic,2017-05-06,500.00,2017-04-24',  # 10: line 2 again
    'Sunnamplex,67HY0MW7,Donn Cantrell,Won,GTXBasic,2017-05-06,501.00,2017-04-24',  # 11: its id with other content
    'Isdom,SHORT,Vicki Laflamme,Won',  # 12: cut short
    'Treequote,Z063OYW0,Donn Cantrell,Won,"GTX\nPro",2017-03-01,"1,054.00",2016-10-25',  # 13: a product of two lines
    'Isdom,LATER,Vicki Laflamme,Won,GTXPro,2999-01-01,39.0,2017-01-02',  # 15: to come
    'Isdom,LAST,Vicki Laflamme,Won,GTXPro,2017-06-05,39,2017-01-02',  # 16
]
BAD_LINES = [5, 6, 7, 8, 11, 12, 13, 15]
MAP = "id=opportunity_id,agent=sales_agent,product=product,amount=close_value,closed_at=close_date,customer=account"


@pytest.fixture
def crm(tmp_path):
    """The export in a folder, and how it is imported."""
    (tmp_path / "roster.csv").write_text(ROSTER, "utf-8")
    (tmp_path / "sales.csv").write_bytes(("\ufeff" + HEADER + "\r\n".join(ROWS) + "\r\n").encode("utf-8"))

    def imported(*more, data=None):
        done = floorcast(
            "import", tmp_path / "sales.csv", "--data", data or tmp_path / "data", "--roster", tmp_path / "roster.csv",
            "--roster-map", "agent=sales_agent,team=manager,site=regional_office", "--where", "deal_stage=Won",
            "--map", MAP, "--currency", "USD", "--json", *more)
        assert done.returncode == 0, done
        return json.loads(done.stdout)

    return imported


def test_good_rows_go_in_and_bad_ones_are_listed_by_line_and_reason(crm):
    report = crm()
    refusals = report.pop("refusals")
    assert report == {
        "considered": 13, "sales": 4, "activities": 0, "unresolved": 1, "duplicates": 1, "refused": 8,
        "amount": 50_000 + 1_280_050 + 3_900 + 3_900, "big_deals": 1, "dry_run": False}
    assert [refusal["line"] for refusal in refusals] == BAD_LINES
    reasons = {refusal["line"]: refusal["reason"] for refusal in refusals}
    for line, words in {5: "amount is negative", 6: "closed_at", 7: "amount is missing", 8: "amount", 11: "67HY0MW7",
                        15: "closed_at lies in the future"}.items():
        assert words in reasons[line], reasons


def test_a_second_import_changes_nothing(crm):
    first, again = crm(), crm()
    assert (again["sales"], again["amount"], again["duplicates"]) == (0, 0, first["sales"] + first["duplicates"])
    assert again["refusals"] == first["refusals"]


def test_a_dry_run_says_the_same_and_records_nothing(crm):
    rehearsal, real = crm("--dry-run"), crm()
    assert rehearsal.pop("dry_run") is True and real.pop("dry_run") is False
    assert rehearsal == real
    assert crm()["sales"] == 0


def test_what_was_imported_is_known_to_the_server_and_opens_no_day(crm, open_floor):
    server = open_floor()
    assert server.terminate() == 0
    crm(data=server.data)
    server.restart()
    with Viewer(server) as screen:
        snapshot = screen.expect_kind("snapshot")
        assert snapshot["total"]["deals"] == 0 and snapshot["announcements"] == [], "it was sold years ago"
        again = server.sell(
            "67HY0MW7", "Donn Cantrell", "500.00", "GTXBasic", currency="USD", closed_at="2017-05-06", customer="Sunnamplex")
        assert (again["duplicate"], again["day"]) == (True, "2017-05-06")
        assert "first_of_day" in server.sell("today")["set_off"]


def test_an_import_into_a_running_servers_log_is_refused(crm, server, tmp_path):
    done = floorcast(
        "import", tmp_path / "sales.csv", "--data", server.data, "--map", MAP, "--currency", "USD", "--json")
    assert done.returncode == 1 and str(server.data) in done.stderr
    assert server.health["status"] == "ok"


@pytest.mark.parametrize("arguments, words", [
    (["--map", "id=opportunity_id"], "agent"),
    (["--map", MAP.replace("close_value", "value")], "value"),
    (["--map", MAP, "--where", "stage=Won"], "stage"),
    (["--map", MAP, "--currency", "XXZ"], "XXZ"),
])
def test_a_wrong_mapping_is_said_before_anything_is_recorded(tmp_path, crm, arguments, words):
    done = floorcast(
        "import", tmp_path / "sales.csv", "--data", tmp_path / "data", "--roster", tmp_path / "roster.csv",
        "--roster-map", "agent=sales_agent,team=manager,site=regional_office", *arguments)
    assert done.returncode != 0 and words in done.stderr, done
