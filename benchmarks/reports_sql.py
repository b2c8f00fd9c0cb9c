"""The bare SQL that counts what the fifteen reports tell: the limit of their benchmark, and nothing else.

One statement for each family of reports, over the same rows of the same encrypted file. No names of places,
no sums above the villages, no rates, no checks; reports 14 and 15 are the rows of their members, in order.
"""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.reports_book import LISTED, STANDARD, YEAR

_ROUND = "(SELECT id FROM review_round WHERE year = :{} AND kind = 'periodic' AND deleted = 0)"
_NOW, _LAST = _ROUND.format("year"), _ROUND.format("last_year")
_CASES = """
  FROM review_case c
  JOIN household h ON h.id = c.household AND h.deleted = 0
  JOIN result r ON r.review_case = c.id AND r.standard = :standard AND r.deleted = 0
"""
_HEADS = """
  LEFT JOIN membership m ON m.household = h.id AND m.head = 1 AND m.until = '' AND m.deleted = 0
  LEFT JOIN person p ON p.id = m.person AND p.deleted = 0
"""
_MERIT, _NO_LABOUR = (
    f"coalesce(c.groups ->> '{group}', h.groups ->> '{group}')" for group in ("merit", "no_labour")
)
_OF_THE_YEAR = f" WHERE c.round IN {_NOW} AND c.deleted = 0"
_OF_THE_LISTED = f"{_OF_THE_YEAR} AND r.final_class IN {LISTED}"


def statements(indicators: Iterable[str], causes: Iterable[str]) -> tuple[str, ...]:
    """The statements, in the order of the reports."""
    lacks = ", ".join(f"sum(r.deprived ->> '{key}')" for key in indicators)
    has = ", ".join(f"sum(c.causes ->> '{code}')" for code in causes)
    return (
        f"SELECT c.place, r.final_class, count(*), sum(c.size) {_CASES} {_OF_THE_YEAR} GROUP BY 1, 2",
        _LIVING.format(columns="", tables="", groups="1"),
        _MOVED,
        f"SELECT c.place, r.final_class, count(*), {lacks} {_CASES} {_OF_THE_LISTED} GROUP BY 1, 2",
        f"SELECT c.place, r.final_class, p.ethnic <> '01', {_MERIT}, {_NO_LABOUR}, count(*), sum(c.size)"
        f" {_CASES} {_HEADS} {_OF_THE_LISTED} GROUP BY 1, 2, 3, 4, 5",
        f"SELECT c.place, r.final_class, p.ethnic, count(*)"
        f" {_CASES} {_HEADS} {_OF_THE_LISTED} GROUP BY 1, 2, 3",
        f"SELECT c.place, r.final_class, count(*), {has} {_CASES} {_OF_THE_LISTED} GROUP BY 1, 2",
        _CHILDREN,
        f"SELECT c.place, r.final_class, p.ethnic = '01', h.local_minority, {_MERIT}, {_NO_LABOUR}, p.sex,"
        f" count(*), sum(c.size) {_CASES} {_HEADS} {_OF_THE_LISTED} GROUP BY 1, 2, 3, 4, 5, 6, 7",
        _LIVING.format(columns=", p.ethnic = '01', h.local_minority", tables=_HEADS, groups="1, 2, 3"),
        _MEMBERS.format("near_poor"),
        _MEMBERS.format("poor"),
    )


_LIVING = f"""
SELECT h.place {{columns}}, count(*), sum(coalesce(c.size, h.declared_size))
  FROM household h
  LEFT JOIN review_case c ON c.household = h.id AND c.round IN {_NOW} AND c.deleted = 0
  {{tables}}
 WHERE h.deleted = 0 AND h.formed <= :day AND (h.ended = '' OR h.ended > :day)
 GROUP BY {{groups}}
"""
_MOVED = f"""
SELECT l.place, c.place, lr.final_class, r.final_class, count(*), sum(l.size), sum(c.size)
  {_CASES}
  JOIN review_case l ON l.household = c.household AND l.round IN {_LAST} AND l.deleted = 0
  JOIN result lr ON lr.review_case = l.id AND lr.standard = :standard AND lr.deleted = 0
  {_OF_THE_YEAR}
 GROUP BY 1, 2, 3, 4
"""
_CHILDREN = f"""
SELECT c.place, r.final_class, count(*),
       sum(a.answers ->> 'insurance' = 0 AND p.birth <= :six),
       sum(a.answers ->> 'nutrition' <> 'normal'),
       sum(CASE WHEN p.birth > :three THEN 0
                WHEN p.birth > :six THEN a.answers ->> 'school' NOT IN ('kindergarten', 'primary')
                WHEN p.birth > :twelve THEN a.answers ->> 'school' NOT IN ('primary', 'lower_secondary')
                ELSE a.answers ->> 'school' NOT IN ('lower_secondary', 'upper_secondary', 'intermediate')
           END)
  {_CASES}
  JOIN membership m ON m.household = h.id AND m.until = '' AND m.deleted = 0
  JOIN person p ON p.id = m.person AND p.deleted = 0 AND p.birth > :sixteen
  LEFT JOIN case_member a ON a.review_case = c.id AND a.person = p.id AND a.deleted = 0
  {_OF_THE_LISTED}
 GROUP BY 1, 2
"""
_MEMBERS = f"""
SELECT c.place, c.household, p.name, p.sex, p.birth, p.ethnic, m.relation, m.head, h.groups, h.local_minority
  {_CASES}
  JOIN membership m ON m.household = h.id AND m.until = '' AND m.deleted = 0
  JOIN person p ON p.id = m.person AND p.deleted = 0
  JOIN membership hm ON hm.household = h.id AND hm.head = 1 AND hm.until = '' AND hm.deleted = 0
  JOIN person hp ON hp.id = hm.person
  {_OF_THE_YEAR} AND r.final_class = '{{}}'
 ORDER BY c.place, hp.sort_key, c.household, m.head DESC, m.place_in_list
"""
TOLD = {
    "year": YEAR,
    "last_year": YEAR - 1,
    "standard": STANDARD,
    "day": f"{YEAR}-12-31",
    "sixteen": f"{YEAR - 16}-10-10",
    "twelve": f"{YEAR - 12}-10-10",
    "six": f"{YEAR - 6}-10-10",
    "three": f"{YEAR - 3}-10-10",
}
