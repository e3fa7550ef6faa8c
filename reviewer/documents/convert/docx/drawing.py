"""Drawings in the form that every engine knows (DrawingML): pictures and text boxes, in the line or placed."""

from dataclasses import dataclass

from reviewer.documents.convert.docx.names import A_URI, PIC_URI, R_URI, W_URI, WP_URI, WPS_URI, Element, W, new, own

_WRAPS = {
    "square": '<wp:wrapSquare wrapText="bothSides"/>',
    "tight": '<wp:wrapSquare wrapText="bothSides"/>',
    "topAndBottom": "<wp:wrapTopAndBottom/>",
}
_NAMESPACES = (
    f'xmlns:w="{W_URI}" xmlns:wp="{WP_URI}" xmlns:a="{A_URI}" xmlns:r="{R_URI}" xmlns:pic="{PIC_URI}" '
    f'xmlns:wps="{WPS_URI}"'
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a floating drawing stands: a length in EMU from, or an alignment to, what it is relative to."""

    across_from: str
    across: float | str
    down_from: str
    down: float | str
    behind: bool
    wrap: str


@dataclass(frozen=True, slots=True)
class Box:
    """How a text box looks: colours as RRGGBB or None, insets (left, top, right, bottom) in EMU."""

    fill: str | None
    line: str | None
    insets: tuple[int, int, int, int]


def picture(relation: str, across: int, down: int, place: Place | None, number: int) -> Element:
    """A w:drawing of the picture behind a relationship, `across` by `down` EMU; in the line where it has no place."""
    graphic = (
        f'<a:graphic><a:graphicData uri="{PIC_URI}"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="p{number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{_quoted(relation)}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f"<pic:spPr>{_outline(across, down)}</pic:spPr></pic:pic></a:graphicData></a:graphic>"
    )
    if place is None:
        inner = (
            f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{across}" cy="{down}"/>'
            f'<wp:docPr id="{number}" name="p{number}"/>{graphic}</wp:inline>'
        )
    else:
        inner = _anchor(place, across, down, number, graphic)
    return own(f"<w:drawing {_NAMESPACES}>{inner}</w:drawing>")


def text_box(content: Element, across: int, down: int, place: Place, box: Box, number: int) -> Element:
    """A w:drawing of a text box; `content` is its w:txbxContent, which moves there."""
    fill = f'<a:solidFill><a:srgbClr val="{box.fill}"/></a:solidFill>' if box.fill else "<a:noFill/>"
    stroke = f'<a:solidFill><a:srgbClr val="{box.line}"/></a:solidFill>' if box.line else "<a:noFill/>"
    left, top, right, bottom = box.insets
    graphic = (
        f'<a:graphic><a:graphicData uri="{WPS_URI}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        f'{_outline(across, down)}{fill}<a:ln w="9525">{stroke}</a:ln></wps:spPr><wps:txbx/>'
        f'<wps:bodyPr lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}"/></wps:wsp></a:graphicData></a:graphic>'
    )
    made = own(f"<w:drawing {_NAMESPACES}>{_anchor(place, across, down, number, graphic)}</w:drawing>")
    next(made.iter(f"{{{WPS_URI}}}txbx")).append(content)
    return made


def run_of(child: Element) -> Element:
    """A w:r around something."""
    run = new(W + "r")
    run.append(child)
    return run


def _outline(across: int, down: int) -> str:
    return (
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    )


def _anchor(place: Place, across: int, down: int, number: int, graphic: str) -> str:
    return (
        f'<wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" relativeHeight="{number}" '
        f'behindDoc="{int(place.behind)}" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="{place.across_from}">{_position(place.across)}</wp:positionH>'
        f'<wp:positionV relativeFrom="{place.down_from}">{_position(place.down)}</wp:positionV>'
        f'<wp:extent cx="{across}" cy="{down}"/>{_WRAPS.get(place.wrap, "<wp:wrapNone/>")}'
        f'<wp:docPr id="{number}" name="d{number}"/>{graphic}</wp:anchor>'
    )


def _position(value: float | str) -> str:
    if isinstance(value, str):
        return f"<wp:align>{value}</wp:align>"
    return f"<wp:posOffset>{int(value)}</wp:posOffset>"


def _quoted(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
