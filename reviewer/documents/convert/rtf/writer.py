"""From what the reader found to the markup and the package of a docx."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from reviewer.documents.convert.docx.drawing import picture as drawing
from reviewer.documents.convert.docx.names import markup_of
from reviewer.documents.convert.rtf.model import Flow, Font, Piece, Row, Values

Colour = tuple[int, int, int] | None

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = f'xmlns:w="{_W}" xmlns:r="{_R}"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_BREAKS = re.compile(r"([\t\n])")
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MAX_CELLS = 63
_MAX_TABS = 40
_NARROWEST = 20
_WIDEST = 40_000
PAGE_NUMBER = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def look(values: Values, fonts: Mapping[int, Font], colours: Sequence[Colour], default_font: int) -> str:
    """The markup of a run's properties, in the order that the schema asks for."""
    out: list[str] = []
    font = fonts.get(values.get("f", default_font))
    name = escape(re.sub(r'[;"<>&]', "", font.name).strip()[:60]) if font else ""
    if name:
        out.append(f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>')
    for word, tag in (("b", "b"), ("i", "i"), ("scaps", "smallCaps"), ("strike", "strike")):
        if values.get(word):
            out.append(f"<w:{tag}/>")
    colour = _colour(colours, values.get("cf", 0))
    if colour:
        out.append(f'<w:color w:val="{colour}"/>')
    out.append(f'<w:sz w:val="{max(2, min(400, values.get("fs", 24)))}"/>')
    if values.get("ul"):
        out.append('<w:u w:val="single"/>')
    shade = _colour(colours, values.get("highlight") or values.get("chcbpat") or 0)
    if shade:
        out.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>')
    if values.get("va"):
        out.append(f'<w:vertAlign w:val="{values["va"]}"/>')
    if values.get("rtl"):
        out.append("<w:rtl/>")
    return "".join(out)


def paragraph(pieces: Sequence[Piece], shape: Values, colours: Sequence[Colour], *, page_break: bool) -> str:
    """The markup of a paragraph."""
    return f"<w:p>{_shape(shape, colours, page_break=page_break)}{''.join(_run(piece) for piece in pieces)}</w:p>"


def table(rows: Sequence[Row], colours: Sequence[Colour]) -> str:
    """The markup of a table, with the small paragraph behind it that keeps two tables apart."""
    edges = sorted({edge for row in rows for edge in _edges(row)})
    left = rows[0].left
    before, columns = left, ""
    for edge in edges:
        columns += f'<w:gridCol w:w="{max(_NARROWEST, edge - before)}"/>'
        before = edge
    body = "".join(_row(row, edges, colours) for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblInd w:w="{left}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{body}</w:tbl>'
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
    )


def picture(number: int, width: float, height: float) -> str:
    """The markup of picture `number`, its sides in twips."""
    shrink = min(1.0, 10_000 / max(1.0, width), 14_000 / max(1.0, height))
    across, down = (max(1, int(side * shrink * 635)) for side in (width, height))
    return f"<w:r>{markup_of(drawing(f'rP{number}', across, down, None, number))}</w:r>"


def package(
    flows: Mapping[str, Flow], page: Mapping[str, int], pictures: Sequence[tuple[str, bytes]], links: Sequence[str]
) -> bytes:
    """The docx."""
    relations = [_relation(f"rP{n}", "image", f"media/i{n}.{kind}") for n, (kind, _) in enumerate(pictures, 1)]
    relations += [_relation(f"rL{n}", "hyperlink", link, outside=True) for n, link in enumerate(links, 1)]
    relations.append(_relation("rS", "styles", "styles.xml"))
    parts: dict[str, str] = {}
    section = ""
    for name, flow in flows.items():
        if name == "body" or not flow.blocks:
            continue
        kind, tag = ("header", "hdr") if name.startswith("header") else ("footer", "ftr")
        parts[name] = f"{_HEAD}<w:{tag} {_NAMESPACES}>{''.join(flow.blocks)}</w:{tag}>"
        relations.append(_relation(f"r{name}", kind, f"{name}.xml"))
        which = "first" if name.endswith("first") else "default"
        section += f'<w:{kind}Reference w:type="{which}" r:id="r{name}"/>'
    first = "<w:titlePg/>" if any(name.endswith("first") for name in parts) else ""
    body = "".join(flows["body"].blocks) or "<w:p/>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", _types(parts))
        archive.writestr("_rels/.rels", _relations([_relation("r1", "officeDocument", "word/document.xml")]))
        archive.writestr("word/_rels/document.xml.rels", _relations(relations))
        archive.writestr(
            "word/styles.xml",
            f'{_HEAD}<w:styles {_NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="24"/></w:rPr>'
            "</w:rPrDefault></w:docDefaults></w:styles>",
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
        for n, (kind, content) in enumerate(pictures, 1):
            archive.writestr(f"word/media/i{n}.{kind}", content)
        archive.writestr(
            "word/document.xml",
            f"{_HEAD}<w:document {_NAMESPACES}><w:body>{body}<w:sectPr>{section}{_paper(page)}{first}</w:sectPr>"
            "</w:body></w:document>",
        )
    return out.getvalue()


def _run(piece: Piece) -> str:
    if piece.markup:
        return piece.markup
    inner = "".join(
        "<w:tab/>" if part == "\t" else "<w:br/>" if part == "\n" else f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in _BREAKS.split(_NOT_XML.sub("", "".join(piece.texts)))
        if part
    )
    run = f"<w:r><w:rPr>{piece.look}</w:rPr>{inner}</w:r>"
    return f'<w:hyperlink r:id="{piece.link}">{run}</w:hyperlink>' if piece.link else run


def _shape(shape: Values, colours: Sequence[Colour], *, page_break: bool) -> str:
    out = ["<w:pageBreakBefore/>"] if page_break else []
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="1" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right")
        if shape.get(f"border_{side}")
    )
    if borders:
        out.append(f"<w:pBdr>{borders}</w:pBdr>")
    shade = _colour(colours, shape.get("cbpat", 0))
    if shade:
        out.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>')
    tabs: Sequence[tuple[str, int]] = shape.get("tabs", ())
    if tabs:
        stops = "".join(
            f'<w:tab w:val="{kind}" w:pos="{_within(at, -20_000, 30_000)}"/>' for kind, at in tabs[:_MAX_TABS]
        )
        out.append(f"<w:tabs>{stops}</w:tabs>")
    if shape.get("rtl"):
        out.append("<w:bidi/>")
    line = ""
    if lead := shape.get("sl"):
        rule = "auto" if shape.get("slmult") else ("exact" if lead < 0 else "atLeast")
        line = f' w:line="{min(5000, abs(lead))}" w:lineRule="{rule}"'
    before, after = (_within(shape.get(word, 0), 0, 5000) for word in ("sb", "sa"))
    out.append(f'<w:spacing w:before="{before}" w:after="{after}"{line}/>')
    left, right, first = (_within(shape.get(word, 0), -15_000, 15_000) for word in ("li", "ri", "fi"))
    if left or right or first:
        start = f'w:firstLine="{first}"' if first >= 0 else f'w:hanging="{-first}"'
        out.append(f'<w:ind w:left="{left}" w:right="{right}" {start}/>')
    if shape.get("q"):
        out.append(f'<w:jc w:val="{shape["q"]}"/>')
    return f"<w:pPr>{''.join(out)}</w:pPr>"


def _edges(row: Row) -> list[int]:
    """The right edges of a row's cells, rising, as many as there are cells."""
    edges = [_within(cell.right, -5000, _WIDEST) for cell in row.definitions][:_MAX_CELLS]
    count = min(len(row.cells), _MAX_CELLS)
    if not edges:
        edges = [2000 * (n + 1) for n in range(count)]
    for n in range(1, len(edges)):
        edges[n] = max(edges[n], edges[n - 1] + _NARROWEST)
    while len(edges) < count:
        edges.append(edges[-1] + 1000)
    return edges[:count]


def _row(row: Row, grid: Sequence[int], colours: Sequence[Colour]) -> str:
    start, cells = row.left, ""
    for n, (content, edge) in enumerate(zip(row.cells, _edges(row), strict=False)):
        values = row.definitions[n].values if n < len(row.definitions) else {}
        span = max(1, sum(start < column <= edge for column in grid))
        properties = f'<w:tcW w:w="{max(_NARROWEST, edge - start)}" w:type="dxa"/>'
        if span > 1:
            properties += f'<w:gridSpan w:val="{span}"/>'
        if values.get("clvmgf"):
            properties += '<w:vMerge w:val="restart"/>'
        elif values.get("clvmrg"):
            properties += "<w:vMerge/>"
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:color="auto"/>'
            for side in ("top", "left", "bottom", "right")
            if values.get(f"border_{side}")
        )
        if borders:
            properties += f"<w:tcBorders>{borders}</w:tcBorders>"
        shade = _colour(colours, values.get("clcbpat", 0))
        if shade:
            properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>'
        cells += f"<w:tc><w:tcPr>{properties}</w:tcPr>{content or '<w:p/>'}</w:tc>"
        start = edge
    return f"<w:tr>{cells}</w:tr>"


def _paper(page: Mapping[str, int]) -> str:
    width, height = (
        _within(page.get(word, usual), 2000, 31_000) for word, usual in (("paperw", 12_240), ("paperh", 15_840))
    )
    top, right, bottom, left = (
        _within(page.get(word, usual), 0, 8000)
        for word, usual in (("margt", 1440), ("margr", 1800), ("margb", 1440), ("margl", 1800))
    )
    return (
        f'<w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" '
        f'w:left="{left}" w:header="500" w:footer="500" w:gutter="0"/>'
    )


def _types(parts: Mapping[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD_TYPE}.{name.partition("_")[0]}+xml"/>'
        for name in parts
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Default Extension="jpeg" ContentType="image/jpeg"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_WORD_TYPE}.styles+xml"/>{overrides}</Types>'
    )


def _relations(relations: Sequence[str]) -> str:
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relations)}</Relationships>'


def _relation(id_: str, kind: str, target: str, *, outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    quoted = escape(_NOT_XML.sub("", target), {'"': "%22"})
    return f'<Relationship Id="{id_}" Type="{_R}/{kind}" Target="{quoted}"{mode}/>'


def _colour(colours: Sequence[Colour], index: int) -> str | None:
    found = colours[index] if 0 < index < len(colours) else None
    return "{:02X}{:02X}{:02X}".format(*(_within(part, 0, 255) for part in found)) if found else None


def _within(value: int, least: int, most: int) -> int:
    return max(least, min(most, value))
