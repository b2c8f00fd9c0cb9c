"""A year's budget plan, line by line, as the plan's workbook states it."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from app.models.key import Key, new_key

CENTRAL = "central"  # the source of a plan that names none


class BudgetLine(SQLModel, table=True):
    """Money planned for a project or sub-project in a year: `amount` in đồng, `estimate` in % of the plan."""

    __tablename__ = "budget_line"

    id: Key = Field(default_factory=new_key, primary_key=True)
    place: Key = Field(foreign_key="place.id")
    year: int
    programme: str = ""
    source: str = CENTRAL
    code: str = Field(min_length=1)
    content: str = ""
    communes: int | None = None
    activities: int | None = None
    target: str = ""
    amount: int | None = None
    estimate: float | None = None
    deleted: int = 0
