"""All fifteen reports of a commune, to the last row, against the bare SQL that counts the same."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.harness import Benchmark, Measure, Outcome, Timed, compare, measure

HOUSEHOLDS, SECOND = 5_000, 1.0


def ours(households: int) -> Timed:
    """The reports from one reading of the book, every row made."""
    from app.reports.catalogue import make_all
    from app.reports.scope import Scope
    from benchmarks.reports_book import STANDARD, YEAR, opened

    store = opened(households)
    scope = Scope(store.place, YEAR, STANDARD)

    def make() -> None:
        with store.session() as session:
            for report in make_all(session, scope):
                for _row in report.rows:
                    pass

    return make


def limit(households: int) -> Timed:
    """The statements, each row fetched and forgotten."""
    from app.rules.book import book
    from app.rules.codes import code_list
    from benchmarks.reports_book import STANDARD, opened
    from benchmarks.reports_sql import TOLD, statements

    store = opened(households)
    indicators = [indicator.key for indicator in book(STANDARD).indicators]
    asked = statements(indicators, [code.code for code in code_list("causes").entries])

    def count() -> None:
        for sql in asked:
            for _row in store.connection.execute(sql, TOLD):
                pass

    return count


def outcomes() -> Iterator[Outcome]:
    """Against the SQL, and against a second."""
    for outcome in compare(BENCHMARK):
        yield outcome
        yield Outcome("the same against a second", outcome.ours, Measure(SECOND, 0), 1.0)


BENCHMARK = Benchmark("reports", "fifteen reports of {scale} households", ours, limit, 3.0, (HOUSEHOLDS,))

if __name__ == "__main__":
    measure(BENCHMARK)
