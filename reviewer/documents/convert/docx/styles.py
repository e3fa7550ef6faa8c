"""Which styles of a docx write in capitals, for dxpdf 0.8.1 does not know w:caps, and which hide their text."""

from reviewer.documents.convert.docx.names import Element, W, is_on, parse
from reviewer.documents.convert.failures import PARSER_ERRORS, Refused

_LONGEST_CHAIN = 12


def capital_styles(styles: bytes) -> frozenset[str]:
    """The ids of styles that are all capitals, by themselves or by what they are based on."""
    return _styles_with("caps", styles)


def hidden_styles(styles: bytes) -> frozenset[str]:
    """The ids of styles whose text is hidden."""
    return _styles_with("vanish", styles)


def _styles_with(switch: str, styles: bytes) -> frozenset[str]:
    if not styles:
        return frozenset()
    try:
        root = parse(styles)
    except (Refused, *PARSER_ERRORS):
        return frozenset()
    by_id = {id_: style for style in root.iter(W + "style") if (id_ := style.get(W + "styleId"))}
    return frozenset(id_ for id_ in by_id if _switched(by_id, id_, f"{W}rPr/{W}{switch}"))


def _switched(by_id: dict[str, Element], id_: str | None, path: str) -> bool:
    for _ in range(_LONGEST_CHAIN):
        style = by_id.get(id_ or "")
        if style is None:
            return False
        found = style.find(path)
        if found is not None:
            return is_on(found)
        based = style.find(W + "basedOn")
        id_ = based.get(W + "val") if based is not None else None
    return False
