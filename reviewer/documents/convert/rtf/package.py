"""The package of the docx that is made: parts, their types, their relationships."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from reviewer.documents.convert.rtf.writer import xml_text

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = f'xmlns:w="{_W}" xmlns:r="{_R}"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TAGS = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes"}


@dataclass(slots=True)
class Package:
    """What goes into the docx beside its body."""

    pictures: list[tuple[str, bytes]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    headers: list[tuple[str, str]] = field(default_factory=list)
    """`header` or `footer` and its markup, in the order of their relationships rH1, rH2 ..."""
    notes: list[str] = field(default_factory=list)
    """The markup of footnotes; the first has the number 2."""

    def write(self, body: str, background: str | None, settings: str, styles: str | None = None) -> bytes:
        """The docx; `styles`: its part of styles, where it has one."""
        parts = {f"{kind}{n}": (kind, markup) for n, (kind, markup) in enumerate(self.headers, 1)}
        relations = [_relation(f"rP{n}", "image", f"media/i{n}.{kind}") for n, (kind, _) in enumerate(self.pictures, 1)]
        relations += [_relation(f"rL{n}", "hyperlink", link, outside=True) for n, link in enumerate(self.links, 1)]
        relations += [_relation("rS", "styles", "styles.xml"), _relation("rT", "settings", "settings.xml")]
        relations += [_relation(f"rH{n}", kind, f"{name}.xml") for n, (name, (kind, _)) in enumerate(parts.items(), 1)]
        if self.notes:
            parts["footnotes"] = ("footnotes", _notes(self.notes))
            relations.append(_relation("rN", "footnotes", "footnotes.xml"))
        rels = _relations(relations)
        shown = f'<w:background w:color="{background}"/>' if background else ""
        settings += "<w:displayBackgroundShape/>" if background else ""
        contents = {
            "[Content_Types].xml": _types(parts),
            "_rels/.rels": _relations([_relation("r1", "officeDocument", "word/document.xml")]),
            "word/_rels/document.xml.rels": rels,
            "word/settings.xml": f"{_HEAD}<w:settings {_NAMESPACES}>{settings}</w:settings>",
            "word/styles.xml": styles
            or (
                f'{_HEAD}<w:styles {_NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="24"/></w:rPr>'
                "</w:rPrDefault></w:docDefaults></w:styles>"
            ),
            "word/document.xml": f"{_HEAD}<w:document {_NAMESPACES}>{shown}<w:body>{body}</w:body></w:document>",
        }
        for name, (kind, markup) in parts.items():
            contents[f"word/{name}.xml"] = f"{_HEAD}<w:{_TAGS[kind]} {_NAMESPACES}>{markup}</w:{_TAGS[kind]}>"
            if "r:" in markup:
                contents[f"word/_rels/{name}.xml.rels"] = rels
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for name, content in contents.items():
                archive.writestr(name, content)
            for n, (kind, content) in enumerate(self.pictures, 1):
                archive.writestr(f"word/media/i{n}.{kind}", content)
        return out.getvalue()


def _notes(notes: Sequence[str]) -> str:
    marks = "".join(
        f'<w:footnote w:type="{kind}" w:id="{n}"><w:p><w:r><w:{tag}/></w:r></w:p></w:footnote>'
        for n, (kind, tag) in enumerate(
            (("separator", "separator"), ("continuationSeparator", "continuationSeparator"))
        )
    )
    return marks + "".join(f'<w:footnote w:id="{n}">{note}</w:footnote>' for n, note in enumerate(notes, 2))


def _types(parts: Mapping[str, tuple[str, str]]) -> str:
    kinds = {"document": "document.main", "styles": "styles", "settings": "settings"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD_TYPE}.{kind}+xml"/>'
        for name, kind in (*kinds.items(), *((name, kind) for name, (kind, _) in parts.items()))
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Default Extension="jpeg" ContentType="image/jpeg"/>{overrides}</Types>'
    )


def _relations(relations: Sequence[str]) -> str:
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relations)}</Relationships>'


def _relation(id_: str, kind: str, target: str, *, outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    quoted = escape(xml_text(target).replace('"', "%22"))
    return f'<Relationship Id="{id_}" Type="{_R}/{kind}" Target="{quoted}"{mode}/>'
