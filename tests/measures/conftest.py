from itertools import count

import pytest

from cuibono.coding.statement import Statement
from cuibono.events.resolve import resolve


@pytest.fixture
def happen():
    """Events of bare statements, each from a text of its own: who, what, to whom, and more."""

    def make(*tellings):
        number = count()
        said = []
        for actor, type_, recipient, more in tellings:
            document = more.pop("document", f"text {next(number)}")
            said.append(
                Statement(document, "", 0, 0, "", 0, 0, actor, "", type_, recipient, **more)
            )
        return resolve(said, [])

    return make
