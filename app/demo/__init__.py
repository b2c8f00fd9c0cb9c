"""The synthetic commune: invented people for the demo, the tests and the benchmarks.

`make` gives Xã Nà Mây, `scaled` a commune of any size, `workbooks.write_workbooks` their files.
"""

from app.demo.commune import SEED, make
from app.demo.people import Commune, Household, Member, Village
from app.demo.scaled import scaled

__all__ = ["SEED", "Commune", "Household", "Member", "Village", "make", "scaled"]
