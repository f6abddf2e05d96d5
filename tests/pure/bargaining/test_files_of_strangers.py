"""Whatever somebody sends as a domain is analysed or refused with a sentence; nothing else happens."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negostrategy.bargaining.analysis import Files, analyse
from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.xml_tree import UnreadableFile, read_xml
from tests.pure.bargaining.genius import OURS, THEIRS, domain, profile

FILES = (domain(), profile(OURS, reservation=45), profile(THEIRS, reservation=50))
ODD = (
    *(
        b"<",
        b">",
        b"/>",
        b'"',
        b"&",
        b"&#0;",
        b"&x;",
        b"<![CDATA[",
        b"<!--",
        b"<!DOCTYPE x>",
        b"<?x?>",
        b"\xff",
        b"\x00",
    ),
    *(
        b"\xef\xbb\xbf",
        b'type="real"',
        b'value=""',
        b'index="1"',
        b"<issue>",
        b"<item/>",
        b"<weight/>",
        b"<reservation/>",
    ),
    *(
        b"NaN",
        b"sNaN",
        b"-Infinity",
        b"1e400",
        b"1e-9999999999",
        b"-1",
        b"0",
        b'<?xml version="1.0" encoding="shift_jis"?>',
    ),
)
changes = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 1500), st.integers(0, 60), st.sampled_from(ODD)), min_size=1, max_size=4
)


def changed(what: list[tuple[int, int, int, bytes]]) -> list[bytes]:
    """Return the files of the worked example after somebody deleted and typed here and there."""
    files = list(FILES)
    for which, place, deleted, typed in what:
        place = min(place, len(files[which]))
        files[which] = files[which][:place] + typed + files[which][place + deleted :]
    return files


@settings(max_examples=300)
@given(changes, st.booleans())
def test_a_damaged_file_is_read_or_refused(what: list[tuple[int, int, int, bytes]], is_text: bool) -> None:
    domain_file, a, b = (one.decode("utf-8", "replace") if is_text else one for one in changed(what))

    said = ""
    try:
        assert analyse(Files(domain_file, a, b), "per-issue", "declared")["packages"] >= 1
    except BargainingError as refusal:
        said = str(refusal)

    assert said.endswith(".") or not said


@pytest.mark.parametrize(
    "encoding", ["shift_jis", "big5", "utf-7", "idna", "rot13", "base64", "undefined", "nowhere", "x" * 300]
)
def test_an_encoding_that_nobody_knows_is_refused(encoding: str) -> None:
    with pytest.raises(UnreadableFile, match="Save it as UTF-8"):
        read_xml(f'<?xml version="1.0" encoding="{encoding}"?><a/>'.encode(), "The domain")


def test_half_a_character_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="half a character"):
        read_xml('<a b="\ud800"/>', "The domain")


def test_a_flood_of_elements_is_refused_before_it_fills_the_memory() -> None:
    with pytest.raises(UnreadableFile, match="more than 200,000 elements"):
        read_xml("<a>" + "<b/>" * 200_000 + "</a>", "The domain")
