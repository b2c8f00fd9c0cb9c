"""Amounts of money as officers type them."""

from __future__ import annotations

import pytest

from app.errors import InputFault
from app.written import amount


@pytest.mark.parametrize(
    ("text", "dong"),
    [
        ("500.000.000", 500_000_000),
        ("500 000 000", 500_000_000),
        ("500000000", 500_000_000),
        ("0,5 triệu", 500_000),
        ("1,5 tỷ", 1_500_000_000),
        ("24 triệu đồng", 24_000_000),
        ("240 nghìn", 240_000),
        ("4.815 triệu", 4_815_000_000),
        ("  17.500.000 đ ", 17_500_000),
    ],
)
def test_what_an_officer_may_type(text, dong):
    assert amount(text) == dong


@pytest.mark.parametrize("text", ["", "năm trăm", "5 quả", "12/03", "1.5.00", "--5"])
def test_what_is_no_amount_is_named(text):
    with pytest.raises(InputFault, match="không phải là số tiền"):
        amount(text)


@pytest.mark.parametrize("text", ["-5.000.000", "0", "0,5", "9.000.000 tỷ"])
def test_amounts_that_cannot_be_are_refused_with_what_to_do(text):
    with pytest.raises(InputFault) as refused:
        amount(text)
    assert "Nộp lại" in refused.value.todo
