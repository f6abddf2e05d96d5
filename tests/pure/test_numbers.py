"""Reading numbers: what people type in either format, what programs send, and the way back into a field."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.kernel.business import NumberFormat
from negostrategy.kernel.numbers import NoNumber, canonical, example_of, read_canonical, read_typed, typed, written

COMMA, POINT = NumberFormat.COMMA, NumberFormat.POINT
NUMBERS = st.decimals(min_value=-(10**14), max_value=10**14, allow_nan=False, places=6)
SINGLE = [
    ("12,50", "12.5"),
    ("0,5", "0.5"),
    (",5", "0.5"),
    (".75", "0.75"),
    ("1200,50", "1200.5"),
    ("1.234,56", "1234.56"),
    ("1,234.56", "1234.56"),
    ("1.234.567", "1234567"),
    ("12,345,678.9", "12345678.9"),
    ("1 500", "1500"),
    ("1\u00a0500", "1500"),
    ("1\u202f500\u202f000", "1500000"),
    ("1\u2009500,50", "1500.5"),
    ("1'500", "1500"),
    ("1\u2019500.25", "1500.25"),
    ("1 500,500", "1500.5"),
    ("\u22123", "-3"),
    ("- 3,5", "-3.5"),
    ("+7", "7"),
    ("  42\u00a0", "42"),
    ("0,500", "0.5"),
    ("0.500", "0.5"),
    ("1234.567", "1234.567"),
    ("1,2345", "1.2345"),
    ("007", "7"),
    ("-0", "0"),
]
NONE = [
    *("1,50,0", "1,2,3", "1 50 0", "1'50", "1.23.456", "0.500.000", "0 500", "1,500,00", "1.500.00", "1,500.000,5"),
    *("1 500'000", "5.", "5,", ".", ",", "-", "", " ", "--3", "3-", "1e3", "1E+3", "NaN", "Infinity", "-inf", "0x10"),
    *("1_000", "１２", "٣", "¹", "½", "–3", "1..5", "1.,5", "two", "3 %", "5 €", "1\n2", "9" * 61),
]


@pytest.mark.parametrize("number_format", [COMMA, POINT])
@pytest.mark.parametrize(("text", "number"), SINGLE)
def test_what_can_mean_one_number_only_is_read_alike(text: str, number: str, number_format: NumberFormat) -> None:
    understood = read_typed(text, number_format)

    assert (understood.number, understood.hung_on_format) == (Decimal(number), False)


@pytest.mark.parametrize(
    ("text", "comma", "point"),
    [
        ("1.500", "1500", "1.5"),
        ("1,500", "1.5", "1500"),
        ("12.345", "12345", "12.345"),
        ("100,000", "100", "100000"),
        ("\u22121.500", "-1500", "-1.5"),
    ],
)
def test_one_mark_before_three_digits_follows_the_format_and_says_so(text: str, comma: str, point: str) -> None:
    read = [read_typed(text, number_format) for number_format in (COMMA, POINT)]

    assert [(one.number, one.hung_on_format) for one in read] == [(Decimal(comma), True), (Decimal(point), True)]


@pytest.mark.parametrize("number_format", [COMMA, POINT])
@pytest.mark.parametrize("text", NONE)
def test_what_contradicts_itself_or_is_no_number_is_refused_with_an_example(
    text: str, number_format: NumberFormat
) -> None:
    with pytest.raises(NoNumber, match=example_of(number_format)):
        read_typed(text, number_format)


@pytest.mark.parametrize("text", ["1234.56", "-3", "0.05", "0", "1.500", "100"])
def test_a_program_sends_canonical_decimals(text: str) -> None:
    assert read_canonical(text) == Decimal(text)


@pytest.mark.parametrize(
    "text",
    [
        *("1,234.56", "2,5", "1 500", "1e3", "+3", "\u22123", " 3", "3 ", "3\n", "1_000", ".5", "5.", "007", "--3"),
        *("NaN", "Infinity", "１２", "٣", "", "-", "1'500", "3 %"),
    ],
)
def test_anything_else_of_a_program_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(NoNumber, match=r"1234\.56"):
        read_canonical(text)


@given(NUMBERS, st.sampled_from(list(NumberFormat)), st.sampled_from(list(NumberFormat)))
def test_what_stands_in_a_field_is_read_as_the_same_by_anybody(
    number: Decimal, writer: NumberFormat, reader: NumberFormat
) -> None:
    understood = read_typed(typed(number, writer), reader)

    assert (understood.number, understood.hung_on_format) == (number, False)


@given(NUMBERS, st.sampled_from(list(NumberFormat)))
def test_what_is_shown_can_be_typed_again_by_its_reader(number: Decimal, number_format: NumberFormat) -> None:
    assert read_typed(written(number, number_format), number_format).number == number


@given(NUMBERS)
def test_what_is_sent_is_read_as_the_same(number: Decimal) -> None:
    assert read_canonical(canonical(number)) == number


@given(st.text(alphabet="0123456789.,' -\u2212\u00a0", max_size=12))
def test_both_formats_read_the_same_texts_and_differ_only_where_they_say_so(text: str) -> None:
    read = []
    for number_format in NumberFormat:
        try:
            read.append(read_typed(text, number_format))
        except NoNumber:
            read.append(None)

    one, other = read
    assert (one is None) == (other is None)
    assert one is None or other is None or (one.number != other.number) == one.hung_on_format == other.hung_on_format


@given(st.integers(0, 10**12), st.sampled_from([" ", "\u00a0", "\u202f", "'", "\u2019", ",", "."]))
def test_groups_of_three_are_thousands_whatever_stands_between(number: int, between: str) -> None:
    text = f"{number:,}".replace(",", between)

    own = POINT if between == "," else COMMA
    assert read_typed(text, own).number == number


@pytest.mark.parametrize(
    ("number", "comma", "point"),
    [("1234567.5", "1.234.567,5", "1,234,567.5"), ("-3", "\u22123", "\u22123"), ("1.50", "1,5", "1.5")],
)
def test_a_number_is_shown_in_the_format_of_its_reader(number: str, comma: str, point: str) -> None:
    assert [written(Decimal(number), one) for one in (COMMA, POINT)] == [comma, point]
