"""A commune of two villages with lists of its poor."""

import pytest

from tests.services.support.supporting import Commune


@pytest.fixture
def xa(commune, villages):
    return Commune(commune, villages)
