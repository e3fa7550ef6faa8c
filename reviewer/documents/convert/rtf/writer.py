"""From what the reader found to the markup of a docx: runs, paragraphs, sections. Tables have their own module."""

import re
from collections.abc import Mapping, Sequence
from html import escape

from reviewer.documents.convert.rtf.charsets import SYMBOL, is_symbols, plain_name
from reviewer.documents.convert.rtf.model import Font, Piece, Values

Colour = tuple[int, int, int] | None

_BREAKS = re.compile(r"([\t\n])")
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_NAMES = re.compile(r'["<>&\x00-\x1f]')
_MAX_TABS = 40
_MAX_COLUMNS = 16
_DARK_SHADING = 10_000
_FARTHEST = 31_000
_SIGNS_FONT = "Times New Roman"


class Writer:
    """Writes with the fonts and colours of one document."""

    def __init__(self, fonts: Mapping[int, Font], colours: Sequence[Colour]) -> None:
        self.fonts = fonts
        self.colours = colours

    def look(self, values: Values, default_font: int) -> str:
        """The markup of a run's properties, in the order that the schema asks for."""
        out: list[str] = []
        font = self.fonts.get(values.get("f", default_font))
        name = self._font_name(font) if font else ""
        if name:
            out.append(f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>')
        rtl = values.get("rtl")
        for word, tag in (("b", "b"), ("i", "i")):
            if values.get(word):
                out.append(f"<w:{tag}/><w:{tag}Cs/>" if rtl else f"<w:{tag}/>")
        for word, tag in (
            ("caps", "caps"), ("scaps", "smallCaps"), ("strike", "strike"), ("dstrike", "dstrike"), ("outl", "outline"),
        ):  # fmt: skip
            if values.get(word):
                out.append(f"<w:{tag}/>")
        colour = self.colour(values.get("cf", 0))
        if colour:
            out.append(f'<w:color w:val="{colour}"/>')
        for word, least, most in (("spacing", -400, 2000), ("w", 10, 600), ("position", -400, 400)):
            if values.get(word):
                out.append(f'<w:{word} w:val="{within(values[word], least, most)}"/>')
        size = max(2, min(400, values.get("fs", 24)))
        out.append(f'<w:sz w:val="{size}"/>' + (f'<w:szCs w:val="{size}"/>' if rtl else ""))
        if values.get("ul"):
            line = self.colour(values.get("ulc", 0))
            out.append(f'<w:u w:val="{values["ul"]}"' + (f' w:color="{line}"/>' if line else "/>"))
        if values.get("border", {}).get("kind"):
            out.append(self.border("bdr", values["border"]))
        shade = self.colour(values.get("back", 0))
        if shade:
            out.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>')
        if values.get("va"):
            out.append(f'<w:vertAlign w:val="{values["va"]}"/>')
        if rtl:
            out.append("<w:rtl/>")
        return "".join(out)

    def _font_name(self, font: Font) -> str:
        if font.encoding == SYMBOL or is_symbols(font.name):
            return _SIGNS_FONT  # their letters have become signs that other fonts have
        return escape(_NOT_IN_NAMES.sub("", plain_name(font.name))[:60])

    def paragraph(self, pieces: Sequence[Piece], shape: Values, *, page_break: bool, section: str = "") -> str:
        """The markup of a paragraph; `section` is that of the section that ends with it."""
        properties = self._shape(shape, page_break=page_break)
        return f"<w:p><w:pPr>{properties}{section}</w:pPr>{''.join(run(piece) for piece in pieces)}</w:p>"

    def border(self, tag: str, values: Values) -> str:
        """One border; widths are twips, a docx counts eighths of a point."""
        kind = values.get("kind") or "nil"
        if kind == "nil":
            return f'<w:{tag} w:val="nil"/>'
        size = within(round(values.get("width", 10) * 8 / 20), 2, 96)
        space = within(round(values.get("space", 20) / 20), 0, 31)
        colour = self.colour(values.get("colour", 0)) or "auto"
        return f'<w:{tag} w:val="{kind}" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'

    def borders(self, tag: str, values: Values, sides: Sequence[str]) -> str:
        """Those borders that are given, within `tag`; empty where none is."""
        found = "".join(
            self.border(side, values[f"border_{side}"]) for side in sides if values.get(f"border_{side}") is not None
        )
        return f"<w:{tag}>{found}</w:{tag}>" if found else ""

    def colour(self, index: int) -> str | None:
        """A colour of the table as RRGGBB; None for "automatic"."""
        found = self.colours[index] if 0 < index < len(self.colours) else None
        return "{:02X}{:02X}{:02X}".format(*(within(part, 0, 255) for part in found)) if found else None

    def shade(self, back: int, percent: int) -> str:
        """The fill behind a cell or paragraph: a colour, or so many hundredths of a percent of black."""
        colour = self.colour(back)
        if colour is None and 0 < percent <= _DARK_SHADING:
            grey = 255 - percent * 255 // _DARK_SHADING
            colour = f"{grey:02X}" * 3
        return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>' if colour else ""

    def _shape(self, shape: Values, *, page_break: bool) -> str:
        out = [f"<w:{tag}/>" for word, tag in (("keepn", "keepNext"), ("keep", "keepLines")) if shape.get(word)]
        if page_break or shape.get("pagebb"):
            out.append("<w:pageBreakBefore/>")
        out.append(_frame(shape))
        given = {name: value for name, value in shape.items() if not name.startswith("border_") or value.get("kind")}
        out.append(self.borders("pBdr", given, ("top", "left", "bottom", "right", "between")))
        out.append(self.shade(shape.get("cbpat", 0), shape.get("shading", 0)))
        tabs: Sequence[tuple[str, int, str]] = shape.get("tabs", ())
        if tabs:
            stops = "".join(
                f'<w:tab w:val="{kind}" w:pos="{within(at, -20_000, 30_000)}"'
                + (f' w:leader="{leader}"/>' if leader else "/>")
                for kind, at, leader in tabs[:_MAX_TABS]
            )
            out.append(f"<w:tabs>{stops}</w:tabs>")
        if shape.get("rtl"):
            out.append("<w:bidi/>")
        line = ""
        if lead := shape.get("sl"):
            rule = "auto" if shape.get("slmult") else ("exact" if lead < 0 else "atLeast")
            line = f' w:line="{min(5000, abs(lead))}" w:lineRule="{rule}"'
        before = 280 if shape.get("sbauto") else within(shape.get("sb", 0), 0, 5000)
        after = 280 if shape.get("saauto") else within(shape.get("sa", 0), 0, 5000)
        out.append(f'<w:spacing w:before="{before}" w:after="{after}"{line}/>')
        left, right, first = (within(shape.get(word, 0), -15_000, 15_000) for word in ("li", "ri", "fi"))
        if left or right or first:
            start = f'w:firstLine="{first}"' if first >= 0 else f'w:hanging="{-first}"'
            out.append(f'<w:ind w:left="{left}" w:right="{right}" {start}/>')
        if shape.get("contextualspace"):
            out.append("<w:contextualSpacing/>")
        if shape.get("q"):
            # A docx counts left and right from where the text begins, rtf does not.
            side = {"left": "right", "right": "left"}.get(shape["q"], shape["q"]) if shape.get("rtl") else shape["q"]
            out.append(f'<w:jc w:val="{side}"/>')
        return "".join(out)

    def section(self, values: Values, page: Mapping[str, int], references: str) -> str:
        """The markup of a section: its paper, margins, columns; `references` are those of headers and footers."""
        given = {**page, **values}
        out = [references, f'<w:type w:val="{values["break"]}"/>' if values.get("break") else ""]
        width, height = (
            within(given.get(word, usual), 2000, 31_000) for word, usual in (("paperw", 12_240), ("paperh", 15_840))
        )
        turned = given.get("lndscpsxn") or given.get("landscape")
        orientation = ' w:orient="landscape"' if turned else ""
        out.append(f'<w:pgSz w:w="{width}" w:h="{height}"{orientation}/>')
        sides = {
            name: within(given.get(word, usual), 0, most)
            for name, word, usual, most in (
                ("top", "margt", 1440, 8000), ("right", "margr", 1800, 12_000), ("bottom", "margb", 1440, 8000),
                ("left", "margl", 1800, 12_000), ("header", "headery", 720, 8000), ("footer", "footery", 720, 8000),
                ("gutter", "gutter", 0, 4000),
            )
        }  # fmt: skip
        if sides["left"] + sides["right"] > width - 700:
            sides["left"] = sides["right"] = min(720, width // 8)
        out.append("<w:pgMar " + " ".join(f'w:{name}="{value}"' for name, value in sides.items()) + "/>")
        out.append(self.borders("pgBorders", values, ("top", "left", "bottom", "right")))
        if values.get("pgnrestart") or values.get("page_numbers"):
            start = f' w:start="{within(values.get("pgnstarts", 1), 0, 9999)}"' if values.get("pgnrestart") else ""
            out.append(f'<w:pgNumType w:fmt="{values.get("page_numbers", "decimal")}"{start}/>')
        out.append(_columns(values))
        out.append("<w:titlePg/>" if values.get("titlepg") else "")
        return f"<w:sectPr>{''.join(out)}</w:sectPr>"


def _frame(shape: Values) -> str:
    """The frame of a paragraph that has a place of its own; empty for those that stand in the flow."""
    drops = shape.get("dropcapli", 0)
    if not drops and not any(name in shape for name in ("posx", "posy", "across_from", "down_from")):
        return ""
    out: dict[str, str | int] = {
        "hAnchor": shape.get("across_from", "text"),
        "vAnchor": shape.get("down_from", "margin"),
        "wrap": shape.get("frame_wrap", "around"),
    }
    if drops:
        out |= {"dropCap": "margin" if shape.get("dropcapt") == 2 else "drop", "lines": within(drops, 1, 10)}
    if width := shape.get("absw", 0):
        out["w"] = within(width, 1, _FARTHEST)
    if height := shape.get("absh", 0):
        out |= {"h": within(abs(height), 1, _FARTHEST), "hRule": "exact" if height < 0 else "atLeast"}
    for word, place, align in (("posx", "x", "xAlign"), ("posy", "y", "yAlign")):
        value = shape.get(word, 0)
        out |= {align: value} if isinstance(value, str) else {place: within(value, -_FARTHEST, _FARTHEST)}
    return "<w:framePr " + " ".join(f'w:{name}="{value}"' for name, value in out.items()) + "/>"


def run(piece: Piece) -> str:
    """The markup of a piece."""
    if piece.markup:
        return piece.markup
    inner = "".join(
        "<w:tab/>" if part == "\t" else "<w:br/>" if part == "\n" else f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in _BREAKS.split(xml_text("".join(piece.texts)))
        if part
    )
    markup = f"<w:r><w:rPr>{piece.look}</w:rPr>{inner}</w:r>"
    return f'<w:hyperlink r:id="{piece.link}">{markup}</w:hyperlink>' if piece.link else markup


def page_field(look: str, name: str) -> str:
    """A run that shows the page's number, or how many pages there are."""
    properties = f"<w:rPr>{look}</w:rPr>"
    begin, instruction, middle, shown, end = (
        f"<w:r>{properties}{content}</w:r>"
        for content in (
            '<w:fldChar w:fldCharType="begin"/>',
            f'<w:instrText xml:space="preserve"> {name} </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return begin + instruction + middle + shown + end


def xml_text(text: str) -> str:
    """Text without the letters that XML does not know."""
    return _NOT_XML.sub("", text)


def within(value: int, least: int, most: int) -> int:
    """A value, or the bound that it exceeds."""
    return max(least, min(most, value))


def _columns(values: Values) -> str:
    count = within(values.get("cols", 1), 1, _MAX_COLUMNS)
    if count == 1:
        return ""
    line = ' w:sep="1"' if values.get("linebetcol") else ""
    widths = [values.get(f"colw{n}", 0) for n in range(1, count + 1)]
    space = within(values.get("colsx", 720), 0, 8000)
    if not all(widths):
        return f'<w:cols w:num="{count}" w:space="{space}"{line}/>'
    columns = "".join(
        f'<w:col w:w="{within(width, 200, 31_000)}" w:space="{within(values.get(f"colsr{n}", 0), 0, 8000)}"/>'
        for n, width in enumerate(widths, 1)
    )
    return f'<w:cols w:num="{count}" w:equalWidth="0"{line}>{columns}</w:cols>'
