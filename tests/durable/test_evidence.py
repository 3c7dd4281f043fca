"""Evidence, from a scripted provider on loopback to the panel: it comes after the result, and never takes it away."""

from __future__ import annotations

import contextlib
import json
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from generator.evidence.types import Fact
from tests.durable.test_asking import MakeWorkshop, with_model
from tests.durable.test_resume import end, store, the_turn
from tests.scripted_server import Reply, ScriptedServer, text_of
from tests.support import ARBITER, CHECKER, DOUBT, EXPLAINER, WRITER, answer, environ, start, unmarked, until
from workshop.blobs import NoRoom
from workshop.database import open_database
from workshop.dials import Dials
from workshop.reading import read_turn
from workshop.service import BadRequest, GivenFile, Workshop
from workshop.store import Store
from workshop.views import TurnView

__all__ = ["store"]  # a fixture

CSV = b"month,amount\n2024-01,10\n2024-01,5\n2024-02,7\n2024-03,11\n"
SALES = GivenFile("sales.csv", CSV)
BY_MONTH = (
    "import pandas as pd\n"
    "sales = pd.read_csv('/in/sales.csv')\n"
    "totals = sales.groupby('month', as_index=False)['amount'].{how}()\n"
    "display(totals)\n"
)
SUM, MEAN, MAX = (BY_MONTH.format(how=how) for how in ("sum", "mean", "max"))
LOST = BY_MONTH.format(how="sum").replace("display(totals)", "display(totals.iloc[:2])")
CHECK = """CHECK: {claim}
```python
def check(result):
    sales = pd.read_csv("/in/sales.csv")
    totals = sales.groupby("month")["amount"].sum().to_dict()
    table = result.table
    return compare(dict(zip(table["month"].astype(str).str[:7], table["amount"])), totals, "amount by month", "sums in sales.csv")
```
"""
GOOD_CHECK = CHECK.format(claim="Each month's total is the sum of its amounts.")
BLIND_CHECK = 'CHECK: Blind\n```python\ndef check(result):\n    return compare(1, 1, "a", "b")\n```\n'
CAREFUL, THOROUGH = Dials(tries="careful"), Dials(tries="thorough")


@dataclass
class Says:
    """What the model says to each kind of call: programs in their order, the last one again; the rest always the same."""

    programs: list[str]
    checks: str | Reply = GOOD_CHECK
    difference: str = "UNKNOWN: can't tell"
    doubt: str = "The result stands, all rows were added up."
    second: str | Reply = ""
    words: str = "See the table."
    written: int = field(default=0)

    def __call__(self, body: dict[str, Any]) -> Reply:
        said = text_of(body)
        if said.startswith(EXPLAINER):
            return Reply(self.words)
        if said.startswith(CHECKER):
            return self.checks if isinstance(self.checks, Reply) else Reply(self.checks)
        if said.startswith(ARBITER):
            return Reply(self.difference)
        if DOUBT in said:
            return Reply(self.doubt)
        assert said.startswith(WRITER), said[:100]
        self.written += 1
        if self.written > 1 and self.second:
            return self.second if isinstance(self.second, Reply) else Reply(self.second)
        return Reply(answer(self.programs[min(self.written, len(self.programs)) - 1]))


def checked(
    workshop: Workshop,
    text: str = "Add up the amounts by month",
    dials: Dials = CAREFUL,
    conversation: str = "",
) -> TurnView:
    turn = workshop.ask(conversation or workshop.start_conversation(), text, [SALES], dials)
    view = workshop.wait_checked(turn, 120)
    assert not view.active, view.line
    assert not view.evidence.working, view.evidence.working
    return view


def marks(view: TurnView) -> list[tuple[str, str]]:
    return [(mark.kind, mark.text) for mark in view.evidence.marks]


def calls(server: ScriptedServer, prompt: str) -> list[str]:
    return [said for body in server.requests if prompt in (said := text_of(body))]


def table(view: TurnView) -> str:
    return view.outputs[0].text


def test_a_result_that_everything_agrees_with(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer(Says([SUM, SUM], GOOD_CHECK + BLIND_CHECK)) as server:
        view = checked(with_model(make_workshop, server))
        (asked,), second = calls(server, CHECKER), calls(server, WRITER)[1]
    assert (view.status, view.words) == ("done", "See the table.")
    assert marks(view) == [
        ("fact", "Read all 4 rows"),
        ("agrees", "1 check agrees"),
        ("agrees", "Two programs agree"),
    ]
    assert view.evidence.checks_note == "1 more check couldn't fail, so it doesn't count."
    assert Fact("Each number in the words stands in the result or in your request") in view.evidence.facts
    assert "groupby" not in asked.split("# The request")[1]  # the program
    assert "3 rows; columns: month (date), amount (number)" in asked
    assert "22" not in unmarked(asked.split("# The shape")[1])
    assert "groupby" not in second
    assert view.others == ()


def test_the_result_is_there_before_its_evidence(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer(Says([SUM, SUM], Reply(GOOD_CHECK, first=3.0))) as server:
        workshop = with_model(make_workshop, server)
        turn = workshop.ask(workshop.start_conversation(), "Add up", [SALES], CAREFUL)
        shown = workshop.wait(turn, 90)
        assert (shown.status, shown.words) == ("done", "See the table.")
        assert shown.evidence.working
        assert [mark.kind for mark in shown.evidence.marks] == ["fact"]
        again = workshop.ask(shown.conversation, "And by year", [SALES], Dials(tries="quick"))
        assert workshop.wait(again, 90).status == "done", "another request doesn't wait for it"
        assert workshop.wait_checked(turn, 90).evidence.marks[1].kind == "agrees"


def test_words_with_numbers_of_their_own_are_kept_back_and_that_is_said(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer(Says([SUM], words="It grew by 77.7 %.")) as server:
        view = checked(with_model(make_workshop, server), dials=Dials(tries="quick"))
    assert (view.status, view.words) == ("done", "")
    assert any(fact.text.startswith("Shown without words") for fact in view.evidence.facts)


def test_quick_asks_for_nothing_and_says_so(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer(Says([SUM])) as server:
        view = checked(with_model(make_workshop, server), dials=Dials(tries="quick"))
        assert len(server.requests) == 2
    assert marks(view)[1:] == [("unchecked", "Not checked"), ("unchecked", "No second program")]
    assert view.evidence.checks_note == "You asked for it quickly, without checks."


@pytest.mark.parametrize(
    ("checks", "mark", "note"),
    [
        ("I can't write any.", "Not checked", "The model"),
        (BLIND_CHECK, "Not checked", "couldn't fail"),
        (GOOD_CHECK.replace('table = result.table', 'raise SystemExit'), "1 check couldn't tell", ""),
        (Reply(status=401, error="no"), "Not checked", "did not accept the key"),
    ],
    ids=["none", "blind", "breaks off", "refused"],
)  # fmt: skip
def test_checks_that_tell_nothing(
    make_workshop: MakeWorkshop, checks: str | Reply, mark: str, note: str
) -> None:
    with ScriptedServer(Says([SUM, SUM], checks)) as server:
        view = checked(with_model(make_workshop, server))
    assert view.status == "done"
    assert marks(view)[1] == ("unchecked", mark)
    assert note in view.evidence.checks_note


def test_a_disagreeing_check_is_shown_with_both_values(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer(Says([LOST, LOST])) as server:
        view = checked(with_model(make_workshop, server))
    assert marks(view)[1] == ("differs", "1 check disagrees")
    (check,) = view.evidence.checks
    assert check.verdict == "disagrees"
    assert "2024-03: 11" in check.compared


@pytest.mark.parametrize(
    ("second", "mark", "note"),
    [
        ("It needs an account.", "No second program", "couldn't be written"),
        (answer("print(1 / 0)"), "The second program gave no result", "did not run"),
        (answer("import matplotlib.pyplot as plt\nplt.text(0, 0, 'x'); plt.show()"), "A second program can't be compared", ""),
        (answer("import flask_nowhere_known"), "The second program gave no result", ""),
    ],
    ids=["words", "broken", "picture", "asks"],
)  # fmt: skip
def test_a_second_program_that_says_nothing(
    make_workshop: MakeWorkshop, second: str, mark: str, note: str
) -> None:
    with ScriptedServer(Says([SUM], second=second)) as server:
        view = checked(with_model(make_workshop, server))
    assert (view.status, marks(view)[2]) == ("done", ("unchecked", mark))
    assert note in f"{view.evidence.opinions_note} {[one.says for one in view.evidence.opinions]}"
    assert table(view).split()[-1] == "11", "the first result is still the one shown"


AMBIGUOUS = "ASK: Add them up, or take the mean? | added up | the mean"


def test_a_difference_is_put_as_a_question_and_the_other_result_may_be_taken(
    make_workshop: MakeWorkshop,
) -> None:
    with ScriptedServer(Says([SUM, MEAN, "print('green')"], difference=AMBIGUOUS)) as server:
        workshop = with_model(make_workshop, server)
        view = checked(workshop)
        (opinion,) = view.evidence.opinions
        assert marks(view)[2] == ("differs", "A second program differs in 1 of 3 values")
        assert (opinion.question, opinion.here, opinion.there) == (
            "Add them up, or take the mean?",
            "added up",
            "the mean",
        )
        assert [other.version for other in view.others] == [opinion.version]
        assert "7.5" in view.others[0].outputs[0].text
        workshop.choose(view.id, opinion.version, "there")
        taken = workshop.wait_checked(view.id, 120)
        assert (taken.status, "7.5" in table(taken)) == ("done", True)
        assert marks(taken)[1:] == [
            ("differs", "1 check disagrees"),
            ("fact", "You chose between two results"),
        ]
        with pytest.raises(BadRequest, match="isn't open any more"):
            workshop.choose(view.id, opinion.version, "there")
        checked(workshop, "now in green", Dials(tries="quick"), view.conversation)
        brief = calls(server, "now in green")[0]
    assert "Add them up, or take the mean? the mean" in brief


def test_the_shown_result_may_be_confirmed(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer(Says([SUM, MEAN], difference=AMBIGUOUS)) as server:
        workshop = with_model(make_workshop, server)
        view = checked(workshop)
        before = len(server.requests)
        workshop.choose(view.id, view.evidence.opinions[0].version, "here")
        kept = workshop.wait_checked(view.id, 60)
        assert len(server.requests) == before
    assert table(kept) == table(view)
    assert kept.evidence.opinions[0].chosen == "here"
    assert marks(kept)[2] == ("fact", "You chose between two results")


def test_the_other_result_of_an_older_request_is_not_taken(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer(Says([SUM, MEAN, "print(1)"])) as server:
        workshop = with_model(make_workshop, server)
        view = checked(workshop)
        checked(workshop, "and now", Dials(tries="quick"), view.conversation)
        with pytest.raises(BadRequest, match="asked for more since then"):
            workshop.choose(view.id, view.evidence.opinions[0].version, "there")


def test_what_draws_lots_is_no_difference(make_workshop: MakeWorkshop) -> None:
    dice = "import random\nprint('Dice:', random.randint(1, 10**9))"
    with ScriptedServer(Says([dice, dice + "  # again"])) as server:
        view = checked(with_model(make_workshop, server), "throw a large die")
        assert calls(server, ARBITER) == []
    assert marks(view)[2] == ("unchecked", "Random by nature, so no second program can confirm it")


def test_made_up_rows_are_no_lots(make_workshop: MakeWorkshop) -> None:
    """One program alone draws lots: then it isn't the request that is random."""
    made_up = SUM.replace("display", "import random\ntotals['amount'] += random.randint(1, 9)\ndisplay")
    with ScriptedServer(Says([made_up, SUM])) as server:
        view = checked(with_model(make_workshop, server))
    assert marks(view)[2][0] == "differs"


def test_thorough_mends_what_a_check_disagrees_with(make_workshop: MakeWorkshop) -> None:
    mended = "TITLE: All months\nSTEP: Show all\n```edit\n<<<<<<< SEARCH\ndisplay(totals.iloc[:2])\n=======\ndisplay(totals)\n>>>>>>> REPLACE\n```"
    with ScriptedServer(Says([LOST, LOST, SUM], doubt=mended)) as server:
        view = checked(with_model(make_workshop, server), dials=THOROUGH)
        (doubt,) = calls(server, DOUBT)
        assert len(calls(server, WRITER)) == 4, "three programs and one look"
    assert "2024-03" in table(view)
    assert "so it was mended" in view.evidence.mended
    assert marks(view)[1] == ("agrees", "1 check agrees")
    assert "A check, written without sight of the program, disagrees" in doubt


@pytest.mark.parametrize(
    ("doubt", "said"),
    [
        ("All rows were added up, as you asked.", "left as it is. All rows were added up"),
        (answer(LOST + "# again\n"), "no less spoke against"),
        (answer("print(1 / 0)"), "did not run"),
    ],
    ids=["stands", "no better", "broken"],
)
def test_a_result_in_doubt_is_only_replaced_by_a_better_one(
    make_workshop: MakeWorkshop, doubt: str, said: str
) -> None:
    with ScriptedServer(Says([LOST, LOST, LOST], doubt=doubt)) as server:
        view = checked(with_model(make_workshop, server), dials=THOROUGH)
    assert "2024-03" not in table(view)
    assert said in view.evidence.mended
    assert marks(view)[1] == ("differs", "1 check disagrees")


def test_what_agrees_with_nothing_any_more_is_no_better(make_workshop: MakeWorkshop) -> None:
    """Its check breaks off and its values have no counterpart: that isn't agreeing."""
    silent = answer("print('All fine, 22 and 7 and 11')")
    with ScriptedServer(Says([LOST, LOST, LOST], doubt=silent)) as server:
        view = checked(with_model(make_workshop, server), dials=THOROUGH)
    assert "2024-02" in table(view)
    assert "no less spoke against" in view.evidence.mended


def test_a_stop_after_the_choice_leaves_the_chosen_result(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer(Says([SUM, MEAN], difference=AMBIGUOUS)) as server:
        workshop = with_model(make_workshop, server)
        view = checked(workshop)
        workshop.choose(view.id, view.evidence.opinions[0].version, "there")
        workshop.stop(view.id)
        taken = workshop.wait_checked(view.id, 30)
    assert (taken.status, "7.5" in table(taken)) == ("done", True)
    assert not taken.evidence.working


def test_two_tabs_choose_and_one_of_them_is_heard(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer(Says([SUM, MEAN], difference=AMBIGUOUS)) as server:
        workshop = with_model(make_workshop, server)
        view = checked(workshop)
        version, heard = view.evidence.opinions[0].version, list[str]()

        def choose(which: str) -> None:
            with contextlib.suppress(BadRequest):
                workshop.choose(view.id, version, which)
                heard.append(which)

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(choose, ["here", "there"] * 2))
        shown = workshop.wait_checked(view.id, 60)
    assert len(heard) == 1
    assert ("7.5" in table(shown)) is (heard == ["there"])


def test_an_evidence_row_that_cannot_be_written_at_once_takes_no_result_away(
    make_workshop: MakeWorkshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, full = Store.save_evidence, iter([True])

    def once_full(self: Store, *arguments: Any) -> None:
        if next(full, False):
            raise NoRoom
        save(self, *arguments)

    monkeypatch.setattr(Store, "save_evidence", once_full)
    with ScriptedServer(Says([SUM, SUM])) as server:
        view = checked(with_model(make_workshop, server))
    assert (view.status, marks(view)[2]) == ("done", ("agrees", "Two programs agree"))


@pytest.mark.parametrize("level", ["names", "statistics"])
def test_labels_that_became_columns_are_values_and_not_told(
    make_workshop: MakeWorkshop, home: Path, level: str
) -> None:
    pivot = (
        "import pandas as pd\nsales = pd.read_csv('/in/sales.csv', header=None, names=['who', 'amount'])\n"
        "table = sales.pivot_table(columns='who', values='amount', aggfunc='sum')\ndisplay(table)\n"
        "table.to_csv('/out/' + sales['who'][0] + '.csv')\n"
    )
    with ScriptedServer(Says([pivot, pivot])) as server:
        workshop = with_model(make_workshop, server)
        Store(open_database(f"sqlite:///{home / 'oneoff.db'}")).set_setting("privacy", {"level": level})
        files = [GivenFile("sales.csv", b"Jane Zwick,4711\nKlaus Zorn,815\nLea Zapf,9\n")]
        turn = workshop.ask(workshop.start_conversation(), "Add up", files, CAREFUL)
        workshop.wait_checked(turn, 90)
        (asked,) = calls(server, CHECKER)
    assert "column 1 (" in asked
    shape = asked.split("# The shape of the result")[1]
    for value in ("Zwick", "Zorn", "Zapf", "4711"):
        assert value not in shape
        assert value not in asked or (level, value) == ("statistics", "4711")  # its column's largest


def test_figures_that_change_though_nothing_was_asked_for_that(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer(Says([SUM, SUM, MEAN, MEAN], f"STAYS: yes\n{GOOD_CHECK}")) as server:
        workshop = with_model(make_workshop, server)
        first = checked(workshop)
        assert first.evidence.earlier == ""
        view = checked(workshop, "the same with a caption", CAREFUL, first.conversation)
        third = calls(server, WRITER)[3]
    assert marks(view)[1] == (
        "differs",
        "You asked for nothing that changes the figures, and 1 of 3 changed",
    )
    assert [check.verdict for check in view.evidence.checks] == ["disagrees", "disagrees"]
    assert "It showed" not in third, "who writes anew isn't led by the result before"


def test_figures_may_change_where_that_was_asked_for(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer(Says([SUM, SUM, MEAN, MEAN], f"STAYS: no\n{BLIND_CHECK}")) as server:
        workshop = with_model(make_workshop, server)
        view = checked(workshop, "the mean, please", CAREFUL, checked(workshop).conversation)
    assert marks(view)[1] == ("unchecked", "Not checked")
    assert view.evidence.earlier == "2 of 3 values are as in the result before."


def test_stop_ends_the_checking_and_leaves_the_result(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer(Says([SUM, SUM], Reply(silent_after=0))) as server:
        workshop = with_model(make_workshop, server)
        turn = workshop.ask(workshop.start_conversation(), "Add up", [SALES], CAREFUL)
        until(lambda: bool(calls(server, CHECKER)), "the checks to be asked for")
        begun = time.monotonic()
        workshop.stop(turn)
        view = workshop.wait_checked(turn, 30)
        assert time.monotonic() - begun < 5
        assert view.status == "done"
        assert view.evidence.checks_note == "The checking was stopped."
        again = workshop.ask(view.conversation, "Once more", [SALES], Dials(tries="quick"))
        assert workshop.wait(again, 90).status == "done"


def test_a_budget_that_is_used_up_is_said_and_asks_nothing(make_workshop: MakeWorkshop) -> None:
    long = answer("# " + "x" * 40_000 + "\n" + SUM)  # about 10,000 tokens: 10 cents
    with ScriptedServer(lambda body: Reply(long if text_of(body).startswith(WRITER) else "See.")) as server:
        workshop = make_workshop(
            ONEOFF_MODEL="openai/gpt-4o",
            ONEOFF_API_BASE=server.base_url,
            ONEOFF_BUDGET_CONVERSATION="0.08",
        )
        view = checked(workshop)
        assert calls(server, CHECKER) == []
    assert view.status == "done"
    assert "budget is used up" in view.evidence.checks_note
    assert "budget is used up" in view.evidence.opinions_note


def test_a_page_is_not_checked_and_says_why(make_workshop: MakeWorkshop) -> None:
    page = answer("<!doctype html><html><body>Hi</body></html>", kind="html")
    with ScriptedServer(lambda _body: Reply(page)) as server:
        view = checked(with_model(make_workshop, server), "a page")
        assert calls(server, CHECKER) == []
    assert view.kind == "html"
    assert "used, not computed once" in view.evidence.checks_note


def test_nothing_of_the_files_goes_out_where_only_names_may_be_seen(
    make_workshop: MakeWorkshop, home: Path
) -> None:
    with ScriptedServer(Says([SUM + "print('In 2024-03: 11')", MEAN], difference=AMBIGUOUS)) as server:
        workshop = with_model(make_workshop, server)
        Store(open_database(f"sqlite:///{home / 'oneoff.db'}")).set_setting("privacy", {"level": "names"})
        checked(workshop)
        sent = [*calls(server, CHECKER), *calls(server, ARBITER)]
    assert len(sent) == 2
    for said in sent:
        assert "2024-03" not in said.replace(SUM, "").replace("print('In 2024-03: 11')", "").replace(
            'print("In 2024-03: 11")', ""
        )
        assert "7.5" not in said


def test_a_killed_process_leaves_its_evidence_to_another_one(home: Path, store: Store) -> None:
    slow = MEAN + "import time\ntime.sleep(4)\n"
    with ScriptedServer(Says([SUM, slow])) as server:
        env = environ(
            home, ONEOFF_SANDBOX="built-in", ONEOFF_MODEL="openai/scripted", ONEOFF_API_BASE=server.base_url
        )
        (home / "sales.csv").write_bytes(CSV)
        asking = start("workshop", "ask", "Add up", "--file", str(home / "sales.csv"), env=env)

        def runs_second() -> bool:
            turn = the_turn(store)
            return turn is not None and read_turn(store, turn).evidence.working == "Running a second program"

        until(runs_second, "the second program to run")
        asked = len(server.requests)
        end(asking, signal.SIGKILL)
        turn = the_turn(store)
        assert turn is not None
        worker = start("workshop", "worker", env=env)
        try:
            until(lambda: not read_turn(store, turn).evidence.working, "the evidence")
        finally:
            end(worker)
        view = read_turn(store, turn)
        assert marks(view)[1:] == [
            ("agrees", "1 check agrees"),
            ("differs", "A second program differs in 1 of 3 values"),
        ]
        assert len(server.requests) == asked + 1, "only the reason of the difference was asked for"
        assert json.dumps(server.requests[-1]).count(ARBITER) == 1
