"""What files of GENIUS and NegMAS look like out there, each oddity by itself."""

from fractions import Fraction

import pytest

from negostrategy.bargaining.analysis import Files, analyse
from negostrategy.bargaining.domains import Domain, read_domain
from negostrategy.bargaining.profiles import Normalise, Profile, read_profile
from negostrategy.bargaining.xml_tree import UnreadableFile

DOMAIN = """<negotiation_template number_of_sessions="5">
<agent name="A" class="agents.SimpleAgent" utility_space="a.xml"/>
<utility_space number_of_issues="2"><objective index="1" etype="objective" type="objective" name="any">
<issue index="2" name="Büro &amp; Garten"><item index="1" value="groß" cost="0" description="x"></item>
<item index="2" value="klein"/></issue>
<issue index="3" etype="discrete" type="discrete" vtype="discrete" name="Frist">
<item index="1" value="klein"/><item index="2" value="groß"/></issue>
</objective></utility_space></negotiation_template>"""
FIRST = """<issue index="2" name="Büro &amp; Garten"><item index="1" value="groß" evaluation="4.0" cost="0.0"/>
<item index="2" value="klein" evaluation="1"/></issue>"""
SECOND = """<issue index="3" name="Frist" etype="discrete" type="discrete" vtype="integer">
<item index="1" value="klein" evaluation="0"/><item index="2" value="groß" evaluation="10"/>
<similarity_function weight="0.2"><criteria_function weight="1"><item index="1" value="klein" evaluation="0.5"/>
<item index="2" value="unspecified" evaluation="0"/></criteria_function></similarity_function></issue>"""
WEIGHTS = """<weight index="2" value="0.25"></weight><weight index="3" value="0.5"/>"""
WORTH = ((Fraction(1), Fraction(1, 4)), (Fraction(0), Fraction(5)))


def space(inside: str, after: str = "", kind: str = "") -> str:
    return (
        f'<utility_space {kind} number_of_issues="2"><objective index="1">{inside}</objective>{after}</utility_space>'
    )


def read(text: str | bytes, normalise: Normalise = "raw", domain: str | bytes = DOMAIN) -> Profile:
    return read_profile(text, read_domain(domain), normalise)


@pytest.mark.parametrize(
    "text",
    [
        space(FIRST + SECOND + WEIGHTS),
        space(WEIGHTS + SECOND + FIRST),
        space(FIRST + SECOND + WEIGHTS, kind='type="any"'),
        space(FIRST + SECOND + WEIGHTS, after='<discount_factor value="0.8"/>'),
        '<?xml version="1.0"?>\n<!-- by hand -->' + space(FIRST + SECOND + WEIGHTS),
        space(
            FIRST.replace('index="2" name', 'index="3" name')
            + SECOND.replace('index="3" name', 'index="2" name')
            + '<weight index="3" value="0.25"/><weight index="2" value="0.5"/>'
        ),
        space(FIRST.replace("Büro &amp; Garten", "Büro und Garten") + SECOND + WEIGHTS),
    ],
    ids=["plain", "other order", "of NegMAS", "discounted", "commented", "numbered otherwise", "named otherwise"],
)
def test_the_same_values_however_they_are_written(text: str) -> None:
    assert read(text).values == WORTH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_umlauts_survive_the_encoding_of_the_file(encoding: str) -> None:
    declared = {"iso-8859-1": "ISO-8859-1", "windows-1252": "windows-1252"}.get(encoding)
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    text, domain = head + space(FIRST + SECOND + WEIGHTS), head + DOMAIN

    assert read(text.encode(encoding), domain=domain.encode(encoding)).values == WORTH


@pytest.mark.parametrize("head", ['<?xml version="1.0" encoding="ISO-8859-1"?>', "\ufeff", ""])
def test_text_is_read_whatever_encoding_it_once_named(head: str) -> None:
    assert read(head + space(FIRST + SECOND + WEIGHTS), domain=head + DOMAIN).values == WORTH


def test_what_should_be_nought_in_binary_fractions_is_read_as_it_stands() -> None:
    tiny = space(FIRST.replace('"1"/>', '"2.846725704167068e-18"/>') + SECOND + WEIGHTS)

    assert read(tiny).values[0][1] == Fraction("2.846725704167068e-18") / 4


def test_seventeen_digits_on_both_sides_are_divided_exactly() -> None:
    fine = space(FIRST.replace("4.0", "1.7000000000000002") + SECOND + WEIGHTS.replace("0.25", "0.10417861501120933"))
    first = read(fine, "per-issue").values[0]
    found = analyse(Files(DOMAIN, fine, space(FIRST + SECOND + WEIGHTS)), "per-issue", "zero")

    assert first == (Fraction("0.10417861501120933"), first[0] / Fraction("1.7000000000000002"))
    assert found["ideal"] == [0.604178615, 0.75]


def test_a_reservation_is_read_wherever_it_stands_and_whatever_its_sign() -> None:
    before = space(FIRST + SECOND + WEIGHTS).replace("<objective", '<reservation value="-0.0355"/><objective')

    assert read(before).reservation == Fraction("-0.0355")


def test_what_negmas_adds_to_every_package_counts() -> None:
    assert read(space(FIRST + SECOND + WEIGHTS + '<weight index="4" value="7"/>')).values == WORTH
    one_more = space(
        FIRST.replace('index="2" name', 'index="1" name')
        + SECOND.replace('index="3" name', 'index="2" name')
        + '<weight index="1" value="0.25"/><weight index="2" value="0.5"/><weight index="3" value="7"/>'
    )

    assert (read(one_more).values, read(one_more).constant, read(one_more).least) == (WORTH, 7, Fraction("7.25"))
    assert analyse(Files(DOMAIN, one_more, one_more), "raw", "minimum")["ideal"] == [13, 13]


def test_evaluations_of_nothing_stay_nothing_when_divided() -> None:
    nothing = space(FIRST.replace("4.0", "0").replace('"1"/>', '"0.0"/>') + SECOND + WEIGHTS)

    assert read(nothing, "per-issue").values == ((0, 0), (0, Fraction(1, 2)))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (space(SECOND + WEIGHTS), "says nothing about the issue “Büro & Garten”"),
        (space(FIRST + SECOND + '<weight index="2" value="1"/>'), "gives no weight to the issue “Frist”"),
        (space(FIRST + SECOND + WEIGHTS + WEIGHTS), "gives two weights"),
        (
            space(FIRST + SECOND + WEIGHTS + '<issue index="9" name="Ort"/>'),
            "an issue “Ort”, which the domain does not",
        ),
        (space(FIRST + FIRST + SECOND + WEIGHTS), "two issues with the name"),
        (space(FIRST.replace('evaluation="1"', "") + SECOND + WEIGHTS), "does not say what “klein” of “Büro"),
        (space(FIRST.replace('"1"/>', '"null"/>') + SECOND + WEIGHTS), "does not say what “klein”"),
        (space(FIRST.replace("klein", "winzig") + SECOND + WEIGHTS), "does not say what “klein”"),
        (space(FIRST.replace("</issue>", '<item value="x" evaluation="1"/></issue>') + SECOND + WEIGHTS), "level “x”"),
        (space(FIRST.replace("klein", "groß") + SECOND + WEIGHTS), "the level “groß” of “Büro & Garten” twice"),
        (space(FIRST.replace("4.0", "0,4") + SECOND + WEIGHTS), "“0,4” in The profile is not a number"),
        (space(FIRST.replace("4.0", "1_0") + SECOND + WEIGHTS), "is not a number"),
        (space(FIRST.replace("4.0", "1e999999999") + SECOND + WEIGHTS), "too large or too fine"),
        (space(FIRST.replace("4.0", "1e-999999999") + SECOND + WEIGHTS), "too large or too fine"),
        (space(FIRST + SECOND + WEIGHTS, kind='type="constraint"'), "do not add up"),
        (space(FIRST + SECOND + WEIGHTS, kind='type="nonlinear"'), "do not add up"),
        (space(FIRST + SECOND + WEIGHTS + '<utility maxutility="9"><ufun type="PlainUfun"/></utility>'), "do not add"),
        (space(FIRST + SECOND.replace('type="discrete"', 'type="real"') + WEIGHTS), "Only discrete issues"),
    ],
)
def test_a_profile_that_leaves_something_open_is_refused_with_what_it_is(text: str, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=sentence):
        read(text)


def test_evaluations_below_nought_cannot_be_divided_by_the_largest() -> None:
    below = space(FIRST.replace("4.0", "-4").replace('"1"/>', '"-1"/>') + SECOND + WEIGHTS)

    assert read(below).values[0] == (Fraction(-1), Fraction(-1, 4))
    with pytest.raises(UnreadableFile, match="above 0"):
        read(below, "per-issue")


@pytest.mark.parametrize("kind", ["integer", "real", "Integer"])
def test_a_range_of_numbers_is_no_list_of_levels(kind: str) -> None:
    ranged = f'<issue index="1" name="Price" etype="{kind}" type="{kind}" lowerbound="0" upperbound="9"/>'

    with pytest.raises(UnreadableFile, match=f"“Price” in The domain is {kind}. Only discrete issues can be read."):
        read_domain(f"<utility_space>{ranged}</utility_space>")


def test_the_order_of_the_file_is_the_order_of_the_domain() -> None:
    found: Domain = read_domain(DOMAIN)

    assert [(one.index, one.name, one.levels) for one in found.issues] == [
        ("2", "Büro & Garten", ("groß", "klein")),
        ("3", "Frist", ("klein", "groß")),
    ]


def test_ten_thousand_levels_are_read_as_fast_as_they_are_written() -> None:
    levels = "".join(f'<item value="L{n}" evaluation="{n}"/>' for n in range(10_000))
    long = f'<issue index="1" name="Price">{levels}</issue><weight index="1" value="1"/>'

    assert read(space(long), domain=space(long)).values[0][-1] == 9999
