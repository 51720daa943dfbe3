"""The benchmark of the measures writes what it says, and its programs agree with each other."""

import sys

from benchmarks import measures
from cuibono.ledger import Ledger
from cuibono.measures.deeds.dyads import Dyads


def test_it_writes_committed_events_with_days_and_scores(tmp_path):
    measures.write(tmp_path / "ledger", 3000)
    (source,) = Dyads(Ledger.open(tmp_path / "ledger")).coverage
    assert (source.name, source.rows) == ("synthetic", 3000)
    assert (source.first.year, source.last.year) == (2015, 2023)


def test_a_program_of_its_own_answers_with_the_figures(tmp_path):
    measures.write(tmp_path / "ledger", 3000)
    seconds, peak, told = measures.timed(sys.executable, measures.ALL, tmp_path / "ledger")
    assert told[1] == 3000
    assert seconds > 0
    assert peak > 10
