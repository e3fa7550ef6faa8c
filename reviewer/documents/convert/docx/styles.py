"""Which styles of a docx write in capitals: dxpdf 0.8.1 does not know w:caps."""

from reviewer.documents.convert.docx.names import Element, W, is_on, parse
from reviewer.documents.convert.failures import PARSER_ERRORS, Refused

_LONGEST_CHAIN = 12


def capital_styles(styles: bytes) -> frozenset[str]:
    """The ids of styles that are all capitals, by themselves or by what they are based on."""
    if not styles:
        return frozenset()
    try:
        root = parse(styles)
    except (Refused, *PARSER_ERRORS):
        return frozenset()
    by_id = {id_: style for style in root.iter(W + "style") if (id_ := style.get(W + "styleId"))}
    return frozenset(id_ for id_ in by_id if _capitals(by_id, id_))


def _capitals(by_id: dict[str, Element], id_: str | None) -> bool:
    for _ in range(_LONGEST_CHAIN):
        style = by_id.get(id_ or "")
        if style is None:
            return False
        caps = style.find(f"{W}rPr/{W}caps")
        if caps is not None:
            return is_on(caps)
        based = style.find(W + "basedOn")
        id_ = based.get(W + "val") if based is not None else None
    return False
