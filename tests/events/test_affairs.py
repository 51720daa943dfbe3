from cuibono.coding.statement import Stance
from cuibono.events.affairs import affairs, goes_on
from cuibono.events.resolve import resolve
from tests.events.telling import say

SINCE = say("b", 0, type="SUPPORT", item=None, when="2022-02/..")


def test_support_that_goes_on_holds_its_happenings():
    praised = say("a", type="SUPPORT", item=None, when="2022-07-13")
    before = say("c", type="SUPPORT", item=None, when="2020-05-01")
    (affair,) = affairs(resolve([praised, SINCE, before], []))
    assert str(affair) == "support, continuing since 2022-02"
    assert [h.when for h in affair.happenings] == ["2022-07-13"]


def test_a_named_day_makes_an_occurrence_of_it():
    assert goes_on(SINCE)
    assert not goes_on(say(type="SUPPORT", when="2022-07-13"))
    assert not goes_on(say(type="SUPPORT", when="2022-07/..", stance=Stance.PLANNED))
