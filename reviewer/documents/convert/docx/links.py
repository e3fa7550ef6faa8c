"""Links of a part: those of fields become plain ones, which dxpdf 0.8.1 knows alone; only some may lead outside."""

import re
from html import escape

from reviewer.documents.convert.docx.names import R_URI, Element, R, W, new, own, parse, serialise
from reviewer.documents.convert.retouch import FOLLOWED

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_HYPERLINK = R_URI + "/hyperlink"
_FIELD = re.compile(r'^\s*HYPERLINK\s+(?:\\[a-zA-Z]\s+)*"([^"]{1,2000})"', re.IGNORECASE)
_BOOKMARK = re.compile(r'^\s*HYPERLINK\s+\\l\s+"([^"]{1,200})"', re.IGNORECASE)
_MOST_RUNS = 400
"""Runs that a field's result may have; a longer one has lost its end."""


class Relations:
    """The relationships of a part, to which links are added."""

    def __init__(self, part: str, parts: dict[str, bytes]) -> None:
        folder, _, name = part.rpartition("/")
        self.name = f"{folder}/_rels/{name}.rels"
        given = parts.get(self.name)
        self._root = parse(given) if given else own(f'<Relationships xmlns="{_PACKAGE}"/>')
        self._targets = {
            relation.get("Id") or "": relation.get("Target") or ""
            for relation in self._root
            if (relation.get("Type") or "").endswith("/hyperlink")
        }
        self._ours: dict[str, str] = {}

    def link_to(self, target: str) -> str:
        """The id of a relationship to an outside target, made when need be."""
        id_ = self._ours.get(target)
        if id_ is None:
            id_ = self._ours[target] = f"reviewer{len(self._ours) + 1}"
            self._root.append(
                own(
                    f'<Relationship xmlns="{_PACKAGE}" Id="{id_}" Type="{_HYPERLINK}" Target="{escape(target)}" '
                    'TargetMode="External"/>'
                )
            )
        return id_

    def target(self, id_: str) -> str:
        """Where a link leads; empty where that is not said."""
        return self._targets.get(id_, "")

    def save(self, parts: dict[str, bytes]) -> None:
        """Put the relationships back, if there are new ones."""
        if self._ours:
            parts[self.name] = serialise(self._root)


def link(target: str, relations: Relations) -> Element:
    """An empty w:hyperlink to an outside address."""
    made = new(W + "hyperlink")
    made.set(R + "id", relations.link_to(target))
    return made


def free_other_links(root: Element, relations: Relations) -> None:
    """Links to files, programs and other places lose their target: what they stand on is text like any other."""
    for hyperlink in list(root.iter(W + "hyperlink")):
        id_ = hyperlink.get(R + "id")
        if id_ is not None and not relations.target(id_).lower().startswith(FOLLOWED):
            del hyperlink.attrib[R + "id"]
            if hyperlink.get(W + "anchor") is None:
                _unwrap(hyperlink)


def link_fields(root: Element, relations: Relations) -> None:
    """Fields that link, simple ones and those of several runs in one paragraph, become links."""
    for field in list(root.iter(W + "fldSimple")):
        made = _link_of(field.get(W + "instr") or "", relations)
        parent = field.getparent()
        if made is None or parent is None:
            continue
        parent.insert(parent.index(field), made)
        for child in list(field):
            made.append(child)
        parent.remove(field)
    for paragraph in {id(p): p for mark in root.iter(W + "fldChar") if (p := _around(mark)) is not None}.values():
        _link_runs(paragraph, relations)


def _link_runs(holder: Element, relations: Relations) -> None:
    """Within the children of one element: begin, instruction, separator, result, end."""
    instruction, result, runs, depth = "", False, list[Element](), 0
    for child in list(holder):
        if child.tag != W + "r":
            if depth == 1 and result:
                runs.append(child)
            continue
        mark = child.find(W + "fldChar")
        kind = mark.get(W + "fldCharType") if mark is not None else None
        if kind == "begin":
            depth += 1
            if depth == 1:
                instruction, result, runs = "", False, []
        elif kind == "separate" and depth == 1:
            result = True
        elif kind == "end" and depth:
            depth -= 1
            if not depth and runs and len(runs) <= _MOST_RUNS:
                _wrap(runs, instruction, relations)
        elif depth == 1 and not result:
            instruction += "".join(text.text or "" for text in child.iter(W + "instrText"))
        elif depth and result:
            runs.append(child)


def _wrap(runs: list[Element], instruction: str, relations: Relations) -> None:
    made = _link_of(instruction, relations)
    parent = runs[0].getparent()
    if made is None or parent is None or any(next(run.iter(W + "hyperlink"), None) is not None for run in runs):
        return
    parent.insert(parent.index(runs[0]), made)
    for run in runs:
        made.append(run)


def _link_of(instruction: str, relations: Relations) -> Element | None:
    inside = _BOOKMARK.match(instruction)
    if inside:
        made = new(W + "hyperlink")
        made.set(W + "anchor", inside.group(1))
        return made
    outside = _FIELD.match(instruction)
    if outside and outside.group(1).strip().lower().startswith(FOLLOWED):
        return link(outside.group(1).strip(), relations)
    return None


def _around(mark: Element) -> Element | None:
    run = mark.getparent()
    return run.getparent() if run is not None else None


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for child in list(element):
        parent.insert(at, child)
        at += 1
    parent.remove(element)
