"""Text files of any encoding, as text and as pages."""

import pymupdf
import pytest

from reviewer.documents import pages
from reviewer.documents.convert import coverage, plain, story, txt
from reviewer.documents.protocol import Format
from tests import builders_documents as build

RUSSIAN = "Уважаемые коллеги, меня зовут Милла, и я пишу компиляторы уже восемь лет. " * 3
FRENCH = "Je vous prie d'agréer mes salutations distinguées; à bientôt, près de la forêt où règne l'été. " * 3
JAPANESE = "拝啓 時下ますますご清栄のこととお慶び申し上げます。私はコンパイラを書いています。" * 3


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((RUSSIAN, name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r")),
        *((FRENCH, name) for name in ("utf-8", "cp1252", "utf-16")),
        *((JAPANESE, name) for name in ("utf-8", "shift_jis", "euc-jp", "iso2022_jp")),
    ],
)
def test_that_the_encoding_is_found(text: str, encoding: str) -> None:
    assert txt.decode(text.encode(encoding)) == (text, False)


def test_that_a_very_long_file_is_cut_and_says_so() -> None:
    found, cut = txt.decode("ж".encode() * (3 << 20))
    assert cut
    assert set(found) == {"ж"}


def test_that_columns_made_with_spaces_keep_letters_of_one_width() -> None:
    assert plain.is_aligned("2019    Quarto Ltd\n2021    Nimbus\n")
    assert not plain.is_aligned("A letter.\nWith a second line,\nand a third.\n")


def test_that_control_characters_and_line_ends_are_made_plain() -> None:
    assert plain.clean("a\r\nb\rc\vd\x00e\u200dj") == "a\nb\nc\nde\u200dj"


def of_page(pdf: bytes) -> list[list[tuple[float, str]]]:
    """The words of each page with their right edges."""
    with pymupdf.open(stream=pdf, filetype="pdf") as shown:
        return [[(float(word[2]), str(word[4])) for word in page.get_text("words")] for page in shown]


def test_that_a_form_feed_ends_a_page() -> None:
    made = pages.make(build.txt("one\n\ftwo\n\n\f\nthree\n\f\n"), Format.TXT, frozenset(), lambda _: None)
    assert [[word for _, word in page] for page in of_page(made.pdf)] == [["one"], ["two"], ["three"]]
    assert made.info.own_words_drawn == 1.0


def test_that_long_lines_are_wrapped_on_the_page() -> None:
    made = pages.make(build.txt(f"{'word ' * 400}\n{'x' * 3000}\nend"), Format.TXT, frozenset(), lambda _: None)
    page = [word for page in of_page(made.pdf) for word in page]
    assert sum(word == "word" for _, word in page) == 400
    assert "".join(word for _, word in page if set(word) == {"x"}) == "x" * 3000
    assert all(right <= 595 - 50 for right, _ in page)


def test_that_wide_columns_stay_beside_one_another() -> None:
    row = "2019-2024" + " " * 30 + "Quarto Ltd" + " " * 40 + "compilers" + " " * 14 + "gardens"
    made = pages.make(build.txt("\n".join([row] * 12)), Format.TXT, frozenset(), lambda _: None)
    with pymupdf.open(stream=made.pdf, filetype="pdf") as shown:
        lines = {round(float(word[1])) for word in shown[0].get_text("words")}
    assert len(lines) == 12


def test_that_prose_among_columns_makes_no_letters_smaller() -> None:
    text = "\n".join(["Name    Milla", "Place    Ghent", "Since    2019", "and in good order for ever " * 9])
    made = pages.make(build.txt(text), Format.TXT, frozenset(), lambda _: None)
    with pymupdf.open(stream=made.pdf, filetype="pdf") as shown:
        sizes = {round(span["size"]) for span in shown[0].get_texttrace()}
    assert sizes == {9}


def test_that_text_becomes_pages() -> None:
    made = pages.make(build.txt("line\n" * 200), Format.TXT, frozenset(), lambda _: None)
    assert made.info.own_words_drawn == 1.0
    assert coverage.drawn(made.pdf).pages > 2


def test_that_chinese_names_are_drawn_where_the_system_has_no_font_for_them() -> None:
    made = pages.make(build.docx(build.paragraph("王晓萌 Wang")), Format.DOCX, frozenset(), lambda _: None)
    assert made.info.own_words_drawn == 1.0
    assert made.info.engine.startswith("dxpdf")


def test_that_mupdf_alone_can_draw_a_text() -> None:
    found = coverage.drawn(story.to_pdf("<b>Milla</b> & 王晓萌\n" * 100))
    assert found.words["milla"] == 100
    assert found.pages > 1
