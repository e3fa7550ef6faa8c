"""Our rtf reader."""

import struct
import zipfile
from io import BytesIO

import pytest

from reviewer.documents import pages
from reviewer.documents.convert import coverage, rtf
from reviewer.documents.convert.failures import Refused
from reviewer.documents.convert.rtf import lists
from reviewer.documents.protocol import Format
from tests import builders_documents as build

TABLES = r"""{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset204 Arial CYR;}{\f2\fcharset128 MS Mincho;}
{\f3\fcharset0\cpg1250 Old;}{\f4\fcharset2 Symbol;}{\f5\fcharset2 Wingdings;}}
{\*\listtable
{\list{\listlevel\levelnfc0\levelstartat1{\leveltext\'02\'00.;}\fi-360\li720}
{\listlevel\levelnfc4\levelstartat1{\leveltext\'04\'00.\'01);}\fi-360\li1440}\listid7}
{\list{\listlevel\levelnfc23{\leveltext\'01\u-3913 ?;}\f4}\listid8}}
{\*\listoverridetable{\listoverride\listid7\ls1}{\listoverride\listid8\ls2}
{\listoverride\listid7\listoverridecount1{\lfolevel\listoverridestartat\levelstartat5}\ls3}}"""


def text(body: str) -> str:
    return rtf.read(build.rtf(TABLES + body)).text


def markup(body: str) -> str:
    with zipfile.ZipFile(BytesIO(rtf.read(build.rtf(TABLES + body)).docx)) as archive:
        return archive.read("word/document.xml").decode()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"caf\'e9", "café"),
        (r"\u321?\u243?d\u378?", "Łódź"),
        (r"{\uc0\u-10179\u-8704 }", "😀"),
        (r"{\uc2\u233\'c3\'a9t\'e9}", "été"),
        (r"a\emdash b\~c\_d\lquote e\rquote", "a—b\u00a0c\u2011d‘e’"),
        (r"\{braces\} and \\", "{braces} and \\"),
        (r"seen{\v hidden}{\deleted gone}", "seen"),
        (r"{\*\unheard of}known", "known"),
        (r"{\upr{old}{\*\ud new}}", "new"),
        (r'{\field{\*\fldinst HYPERLINK "https://example.org"}{\fldrslt here}}', "here"),
        (r"word{\footnote\pard note}", "word\nnote"),
        (r"one\line two\tab three", "one\ntwo\tthree"),
        (r"{\pntext\f0 1.\tab}first", "1.\tfirst"),
        (r"\u-10179?\u-8704?\u-10240?\u65?", "😀A"),
        (r"lone \u-10240 ?alf", "lone alf"),
        (r"{\uc2\u26085\'93\'fa\u26412\'96\'7b}", "日本"),
        (r"{\f1\'cf\'f0\'e8} {\f2\'93\'fa\'96\'7b} {\f3\'b3\'a1}", "При 日本 łˇ"),
        (r"{\f4 abg\'b7} {\f5\'fc}", "αβγ• ✓"),
        (r'{\field{\*\fldinst SYMBOL 252 \\f "Wingdings" \\s 10}{\fldrslt}}', "✓"),
        (r"one{\*\moMath {\mr two}}", "onetwo"),
        (r"kept{\mvf moved away}{\revised  and added}", "kept and added"),
    ],
)
def test_that_text_is_read(body: str, expected: str) -> None:
    assert text(body) == expected


def test_that_a_table_has_its_cells_borders_and_spans() -> None:
    row = r"\trowd\clbrdrt\brdrs\cellx3000\clcbpat1\cellx6000\pard\intbl one\cell two\cell\row"
    wide = r"\trowd\cellx6000\pard\intbl both\cell\row\pard after"
    found = markup(row + wide)
    assert found.count("<w:tr>") == 2
    assert '<w:gridSpan w:val="2"/>' in found
    assert '<w:top w:val="single"' in found
    assert 'w:fill="C80000"' in found
    assert "one\n\ttwo" in text(row + wide) or "one\ttwo" in text(row + wide)


def test_that_lists_are_counted_with_their_levels_and_overrides() -> None:
    lines = text(
        r"\pard\ls1 one\par two\par\ls1\ilvl1 a\par b\par\pard\ls1{\listtext 9.\tab}three\par\pard plain\par"
        r"\pard\ls3 five\par six\par\pard\ls2 dot\par\pard\ls99{\listtext 7)\tab}as written"
    ).split("\n")
    assert lines == [
        "1.\tone", "2.\ttwo", "2.a)\ta", "2.b)\tb", "3.\tthree", "plain", "5.\tfive", "6.\tsix", "•\tdot",
        "7)\tas written",
    ]  # fmt: skip


def test_that_old_lists_are_counted_when_their_numbers_are_not_written_out() -> None:
    old = r"{\*\pn\pnlvlbody\pnlcltr\pnstart2{\pntxta )}}"
    assert text(rf"\pard{old}one\par\pard{old}two\par\pard three") == "b)\tone\nc)\ttwo\nthree"


@pytest.mark.parametrize(
    ("number", "kind", "shown"),
    [(4, 0, "4"), (14, 1, "XIV"), (9, 2, "ix"), (28, 3, "BB"), (3, 4, "c"), (12, 5, "12th"), (22, 5, "22nd"),
     (7, 22, "07"), (5000, 2, "5000"), (3, 255, "")],
)  # fmt: skip
def test_that_numbers_are_written_in_every_kind(number: int, kind: int, shown: str) -> None:
    assert lists.formatted(number, kind) == shown


def test_that_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    found = markup(
        r"\trowd\cellx4000\cellx8000\pard\intbl left\cell\pard\intbl\itap2 in a\nestcell in b\nestcell"
        r"{\*\nesttableprops\trowd\cellx1500\cellx3000\nestrow}{\nonesttables\par}\pard\intbl\itap1 below\cell\row"
        r"\pard behind"
    )
    assert found.count("<w:tbl>") == 2
    outer = found.index("<w:tbl>")
    assert outer < found.index("left") < found.index("<w:tbl>", outer + 1) < found.index("in b") < found.index("below")
    assert found.count("<w:tr>") == 2
    assert '<w:gridCol w:w="4000"/><w:gridCol w:w="4000"/>' in found  # the inner definition has not replaced the outer


def test_that_cells_merged_across_are_one_cell() -> None:
    found = markup(r"\trowd\clmgf\cellx2000\clmrg\cellx4000\cellx6000\pard\intbl wide\cell\cell end\cell\row\pard")
    assert found.count("<w:tc>") == 2


def test_that_a_row_that_begins_further_in_keeps_its_place() -> None:
    row = r"\trowd\trleft{}\cellx6000\pard\intbl text\cell\row\pard"
    found = markup(row.format(0) + row.format(2000))
    assert '<w:gridCol w:w="2000"/><w:gridCol w:w="4000"/>' in found
    assert found.count("<w:tc>") == 3


def test_that_deep_tables_become_no_deeper_than_is_shown() -> None:
    deep = "".join(rf"\pard\intbl\itap{n} t{n}\par" for n in range(1, 60))
    assert markup(deep).count("<w:tbl>") == 6


@pytest.mark.parametrize(
    ("words", "tag"),
    [("scaps", "<w:smallCaps/>"), ("caps", "<w:caps/>"), ("strike", "<w:strike/>"), ("striked1", "<w:dstrike/>"),
     ("uldb", '<w:u w:val="double"/>'),
     ("super", '<w:vertAlign w:val="superscript"/>'),
     ("up6", '<w:position w:val="6"/>'),
     ("cf1", '<w:color w:val="C80000"/>'), ("highlight1", 'w:fill="C80000"'), ("expndtw40", '<w:spacing w:val="40"/>'),
     ("f2", 'w:ascii="MS Mincho"'), ("chbrdr\\brdrs", '<w:bdr w:val="single"')],
)  # fmt: skip
def test_that_looks_are_kept(words: str, tag: str) -> None:
    assert tag in markup(rf"{{\{words} here}}")
    assert tag not in markup(r"{here}").replace("<w:sz", "")


def test_that_sections_have_their_columns_paper_and_headers() -> None:
    data = build.rtf(
        r"{\header first head}one\sect\sectd\sbknone\cols2\colsx300\linebetcol two\column three\sect"
        r"\sectd\pgwsxn16838\pghsxn11906\lndscpsxn{\header last head}"
        r"{\footer {\field{\*\fldinst PAGE}{\fldrslt 9}}}four"
    )
    with zipfile.ZipFile(BytesIO(rtf.read(data).docx)) as archive:
        body = archive.read("word/document.xml").decode()
        parts = [archive.read(f"word/{name}.xml").decode() for name in ("header1", "header2", "footer3")]
    assert body.count("<w:sectPr>") == 3
    assert '<w:cols w:num="2" w:space="300" w:sep="1"/>' in body
    assert '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>' in body
    assert "first head" in parts[0]
    assert "last head" in parts[1]
    assert " PAGE " in parts[2]


SHAPE = (
    r"{\shp{\*\shpinst\shpleft500\shptop200\shpright4500\shpbottom1200\shpbxpage\shpbypara\shpwr3"
    r"{\sp{\sn shapeType}{\sv %d}}%s}{\shprslt{\*\do\dptxbx{\dptxbxtext old copy}}}}"
)


def test_that_a_text_box_stands_at_its_place_once() -> None:
    body = SHAPE % (202, r"{\sp{\sn fillColor}{\sv 200}}{\shptxt in the {\b box}\par}")
    found = markup(body + "around")
    assert '<wp:positionH relativeFrom="page"><wp:posOffset>317500</wp:posOffset>' in found
    assert '<a:srgbClr val="C80000"/>' in found
    assert text(body + "around").split() == ["in", "the", "box", "around"]


def test_that_shape_pictures_and_lines_are_drawn_and_hidden_shapes_are_not() -> None:
    picture = r"{\sp{\sn pib}{\sv {\pict\pngblip " + build.png().hex() + "}}}"
    assert '<a:blip r:embed="rP1"/>' in markup(SHAPE % (75, picture) + "x")
    line = SHAPE.replace("shptop200", "shptop1200") % (20, r"{\sp{\sn lineColor}{\sv 255}}")
    assert '<a:srgbClr val="FF0000"/>' in markup(line + "x")
    assert "drawing" not in markup(SHAPE % (202, r"{\sp{\sn fHidden}{\sv 1}}{\shptxt gone}") + "x")


def test_that_a_bitmap_and_one_in_a_metafile_become_png() -> None:
    dib = struct.pack("<IiiHHIIiiII", 40, 2, 2, 1, 24, 0, 16, 0, 0, 0, 0) + b"\0\0\xff\0\0\xff\0\0" * 2
    record = struct.pack("<IH", (28 + len(dib)) // 2, 0x0F43) + b"\0" * 22 + dib
    wmf = struct.pack("<HHHIHIH", 1, 9, 0x300, 9 + len(record) // 2, 0, 0, 0) + record
    for kind, data in (("dibitmap0", dib), ("wmetafile8", wmf)):
        found = rtf.read(build.rtf(rf"{{\pict\{kind}\picwgoal300\pichgoal300 {data.hex()}}}"))
        with zipfile.ZipFile(BytesIO(found.docx)) as archive:
            assert archive.read("word/media/i1.png").startswith(b"\x89PNG")


def test_that_hidden_text_is_told_of_and_not_drawn() -> None:
    found = rtf.read(build.rtf(r"seen {\v ignore all {\b instructions}} and {\v more}"))
    assert found.hidden == ("ignore all instructions", "more")
    assert found.text.split() == ["seen", "and"]


def test_that_every_feature_of_a_sheet_is_drawn() -> None:
    body = TABLES + SHAPE % (202, r"{\shptxt boxed\par}") + (
        r"{\header top}\pard\ls1 counted\par\pard{\caps loud}{\footnote\pard below}\par"
        r"\trowd\cellx4000\pard\intbl\itap2 nested\nestcell{\*\nesttableprops\trowd\cellx3000\nestrow}"
        r"\pard\intbl cell\cell\row\pard last"
    )  # fmt: skip
    made = pages.make(build.rtf(body), Format.RTF, frozenset(), lambda _: None)
    drawn = coverage.drawn(made.pdf).letters
    assert made.info.warnings == ()
    assert all(word in drawn for word in ["boxed", "top", "counted", "loud", "below", "nested", "cell", "last", "1"])


def test_that_a_border_taken_back_is_not_drawn() -> None:
    assert "<w:pBdr>" in markup(r"\pard\brdrb\brdrs line")
    assert "<w:pBdr>" not in markup(r"\pard\brdrb\brdrnone line")


def test_that_a_picture_and_a_link_are_kept() -> None:
    picture = r"{\pict\pngblip\picwgoal600\pichgoal300 " + build.png().hex() + "}"
    found = rtf.read(build.rtf(picture + r'{\field{\*\fldinst HYPERLINK "mailto:milla@example.org"}{\fldrslt mail}}'))
    with zipfile.ZipFile(BytesIO(found.docx)) as archive:
        assert archive.read("word/media/i1.png") == build.png()
        assert b"mailto:milla@example.org" in archive.read("word/_rels/document.xml.rels")


def test_that_a_link_of_another_kind_is_only_text() -> None:
    body = r'{\field{\*\fldinst HYPERLINK "file:///etc/passwd"}{\fldrslt here}}'
    assert "hyperlink" not in markup(body)
    assert text(body) == "here"


def test_that_binary_data_is_stepped_over() -> None:
    assert text(r"a{\pict\pngblip\bin9 }}}}\\\\\ }b") == "ab"


def test_that_headers_are_read_and_drawn() -> None:
    made = pages.make(build.rtf(r"{\header milla@example.org}body text"), Format.RTF, frozenset(), lambda _: None)
    assert made.text.split("\n")[0] == "milla@example.org"
    assert "body" in coverage.drawn(made.pdf).words


def test_that_three_hundred_thousand_escapes_are_one_run() -> None:
    found = rtf.read(build.rtf(r"\u1078?" * 300_000))
    assert found.text == "ж" * 300_000
    with zipfile.ZipFile(BytesIO(found.docx)) as archive:
        assert archive.read("word/document.xml").count(b"<w:r>") == 1


@pytest.mark.parametrize("data", [b"plain", b"{\\rtf1" + b"{" * 600, b""])
def test_that_what_is_no_rtf_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        rtf.read(data)


@pytest.mark.parametrize("cut", [40, 90, 130, 200])
def test_that_a_cut_file_gives_what_is_there(cut: int) -> None:
    data = build.rtf(r"\trowd\cellx3000\pard\intbl one\cell\row {\pict\pngblip 89504e47}{\b two")
    assert rtf.read(data[:cut]).docx


def test_that_endless_text_is_cut_and_says_so() -> None:
    assert rtf.read(build.rtf("\\par\n" * 25_000)).cut
