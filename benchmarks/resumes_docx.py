"""Ordinary resumes as word processors keep them, at random and each time the same: nothing in them is hidden.

White words stand on shades, markers, cells, and boxes in each way in which boxes are written.
"""

import random
from xml.sax.saxutils import escape

from benchmarks.resumes import HEADINGS, PEOPLE, said
from tests import builders_documents as build


def docx(seed: int) -> bytes:
    """A resume as a word processor keeps it."""
    chance = random.Random(seed)
    body = [_run_paragraph(chance.choice(PEOPLE), size=48, bold=True, shade=chance.choice(("", "1F3864")))]
    kinds = chance.sample(_BLOCKS, chance.randint(3, 6))
    for block in kinds:
        body += [_run_paragraph(chance.choice(HEADINGS), size=28, bold=True), block(chance)]
    return build.docx("".join(body))


def _run_paragraph(text: str, *, size: int = 22, bold: bool = False, shade: str = "", colour: str = "") -> str:
    """A paragraph; on a dark shade its words are white."""
    colour = colour or ("FFFFFF" if shade else "")
    run = ("<w:b/>" if bold else "") + (f'<w:color w:val="{colour}"/>' if colour else "") + f'<w:sz w:val="{size}"/>'
    properties = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    return build.paragraph(escape(text), properties, run)


def _prose(chance: random.Random) -> str:
    return "".join(_run_paragraph(said(chance, chance.randint(10, 40))) for _ in range(chance.randint(1, 4)))


def _grey(chance: random.Random) -> str:
    shade = chance.choice(("7F7F7F", "A6A6A6", "BFBFBF"))
    return "".join(_run_paragraph(said(chance, 15), colour=shade, size=18) for _ in range(3))


def _shaded(chance: random.Random) -> str:
    dark = chance.choice(("1F3864", "404040", "2E75B6", "833C0B"))
    return "".join(_run_paragraph(said(chance, 14), shade=dark) for _ in range(2))


def _marked(chance: random.Random) -> str:
    """White on a marker's dark colour, and on a shade of the run's own."""
    one = f'<w:highlight w:val="{chance.choice(("darkBlue", "black", "darkGreen"))}"/><w:color w:val="FFFFFF"/>'
    other = '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="7030A0"/>'
    return build.paragraph(said(chance, 6), run=one) + build.paragraph(said(chance, 6), run=other)


def _cells(chance: random.Random) -> str:
    """A table with a dark row of headings, and one column shaded."""
    dark = chance.choice(("1F3864", "404040", "00B050"))

    def cell(text: str, fill: str, colour: str) -> str:
        shade = (
            f'<w:tcPr><w:tcW w:w="3000" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr>'
        )
        return f"<w:tc>{shade}{_run_paragraph(text, colour=colour)}</w:tc>"

    rows = [[cell(heading, dark, "FFFFFF") for heading in chance.sample(HEADINGS, 3)]]
    rows += [
        [cell(said(chance, 3), dark, "FFFFFF"), *(cell(said(chance, 4), "F2F2F2", "000000") for _ in range(2))]
        for _ in range(4)
    ]
    grid = "<w:tblGrid>" + '<w:gridCol w:w="3000"/>' * 3 + "</w:tblGrid>"
    return "<w:tbl>" + grid + "".join("<w:tr>" + "".join(row) + "</w:tr>" for row in rows) + "</w:tbl>"


def _whole_column(chance: random.Random) -> str:
    """Two columns by a table without lines, the left one dark: the commonest of all templates."""
    dark = chance.choice(("1F3864", "2F2F2F", "385623"))
    left = "".join(_run_paragraph(said(chance, 6), colour="FFFFFF", size=20) for _ in range(8))
    right = "".join(_run_paragraph(said(chance, 18), size=20) for _ in range(6))
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{dark}"/>'
    return (
        '<w:tbl><w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="6000"/></w:tblGrid><w:tr>'
        f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/>{shade}</w:tcPr>{left}</w:tc>'
        f'<w:tc><w:tcPr><w:tcW w:w="6000" w:type="dxa"/></w:tcPr>{right}</w:tc></w:tr></w:tbl>'
    )


def _text_box(chance: random.Random) -> str:
    """A text box with a dark filling and white words, as Word 97 to 2007 write it."""
    inner = _run_paragraph(said(chance, 12), colour="FFFFFF")
    return (
        '<w:p><w:r><w:pict><v:shape type="#_x0000_t202" style="width:400pt;height:60pt" fillcolor="#1F3864">'
        f"<v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )


def _drawn_box(chance: random.Random) -> str:
    """The same as newer ones write it, beside the text, with the older way as the fall-back."""
    inner = f"<w:txbxContent>{_run_paragraph(said(chance, 12), colour='FFFFFF')}</w:txbxContent>"
    graphic = "http://schemas.openxmlformats.org/drawingml/2006/main"
    shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    size = 'cx="5080000" cy="762000"'
    return (
        f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps" xmlns:wps="{shape}"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" '
        'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column">'
        '<wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0'
        f'</wp:posOffset></wp:positionV><wp:extent {size}/><wp:wrapTopAndBottom/><wp:docPr id="5" name="Box 5"/>'
        f'<a:graphic xmlns:a="{graphic}"><a:graphicData uri="{shape}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill></wps:spPr>'
        f"<wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        "</mc:Choice><mc:Fallback/></mc:AlternateContent></w:r></w:p>"
    )


def _contents(chance: random.Random) -> str:
    """Lines of a table of contents, whose page numbers are hidden on the web and nowhere else; a bookmark that is."""
    rows = "".join(
        f"<w:p><w:r><w:t>{heading}</w:t></w:r><w:r><w:rPr><w:webHidden/></w:rPr><w:tab/><w:t>{number + 1}</w:t></w:r>"
        "</w:p>"
        for number, heading in enumerate(chance.sample(HEADINGS, 4))
    )
    return rows + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>_a</w:t></w:r></w:p>"


def _changed(chance: random.Random) -> str:
    """Words that were taken out and put in, as changes that are kept."""
    return (
        f'<w:p><w:r><w:t>{said(chance, 8)} </w:t></w:r><w:del w:id="1" w:author="A"><w:r><w:delText>{said(chance, 5)}'
        f'</w:delText></w:r></w:del><w:ins w:id="2" w:author="A"><w:r><w:t>{said(chance, 5)}</w:t></w:r></w:ins></w:p>'
    )


def _narrow(chance: random.Random) -> str:
    """Fine print and letters set apart."""
    return build.paragraph(said(chance, 20), run='<w:sz w:val="9"/>') + build.paragraph(
        said(chance, 5), run='<w:spacing w:val="60"/><w:caps/>'
    )


_BLOCKS = (
    _prose, _grey, _shaded, _marked, _cells, _whole_column, _text_box, _drawn_box, _contents, _changed, _narrow,
)  # fmt: skip
