"""Without the optional libraries, one line says what to install."""

import sys

import numpy as np
import pytest

from cuibono.errors import CuibonoError
from cuibono.measures.statistics.extra import model_library
from cuibono.measures.statistics.reciprocity import reciprocity


def test_a_missing_library_is_one_line(monkeypatch):
    random = np.random.default_rng(0)
    monkeypatch.setitem(sys.modules, "statsmodels.tsa.api", None)
    with pytest.raises(CuibonoError, match=r"needs statsmodels.*pip install 'cuibono\[models\]'"):
        reciprocity({name: random.poisson(3, 60) for name in "AB"})


def test_a_library_that_is_there_is_given():
    assert model_library("scipy.special").gammaln(1) == 0
