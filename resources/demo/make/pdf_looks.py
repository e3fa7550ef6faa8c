"""The looks in which PDFs are set, and how a document changes one."""

from dataclasses import dataclass, replace

from make.pdf_sheet import INK, Colour, colour
from make.people import Paper

WHITE: Colour = (1, 1, 1)


@dataclass(frozen=True)
class Look:
    """How a resume is set. Measures in points."""

    face: str = "helv"
    size: float = 9.6
    leading: float = 1.36
    margin: float = 54
    accent: Colour = INK
    header: str = "left"
    """left, centre, band or none"""
    heading: str = "rule"
    """rule, caps, bar, plain, side or smallcaps"""
    dates: str = "right"
    """right, left (a column of their own) or below"""
    layout: str = "single"
    """single, sidebar-left, sidebar-right or columns"""
    side_fill: Colour = (0.95, 0.95, 0.94)
    side_ink: Colour = INK
    side_width: float = 176
    name_size: float = 24
    gap: float = 11
    icons: bool = False
    numbered: bool = False
    """Name and page number at the foot."""


LOOKS = {
    "classic": Look(size=10, leading=1.4),
    "latex": Look(face="times", size=11, header="centre", heading="smallcaps", name_size=22, leading=1.24, margin=58),
    "modern": Look(face="inter", size=9.7, heading="caps", leading=1.5, margin=60, name_size=26, gap=14),
    "sidebar": Look(
        face="inter",
        size=9.4,
        heading="caps",
        header="none",
        layout="sidebar-left",
        side_ink=WHITE,
        leading=1.45,
        margin=28,
        icons=True,
    ),
    "sidebar-light": Look(
        face="inter", size=9.4, heading="plain", layout="sidebar-right", leading=1.45, margin=40, icons=True
    ),
    "band": Look(face="helv", size=9.4, header="band", heading="caps", margin=48, icons=True),
    "hints": Look(face="times", size=11, dates="left", heading="side", leading=1.28, margin=56, name_size=27),
    "typewriter": Look(face="courier", size=10, heading="plain", dates="below", leading=1.3, margin=66, name_size=13),
    "academic": Look(
        face="times",
        size=10.6,
        header="centre",
        heading="rule",
        leading=1.3,
        margin=72,
        name_size=19,
        numbered=True,
        dates="left",
    ),
    "dense": Look(face="helv", size=7.5, layout="columns", heading="bar", leading=1.24, margin=30, name_size=17, gap=6),
    "plain": Look(face="times", size=12, heading="plain", dates="below", leading=1.2, margin=72, name_size=16, gap=12),
    "bare": Look(face="helv", size=10.4, heading="plain", header="left", leading=1.5, margin=84, name_size=20, gap=20),
}


def look_of(paper: Paper) -> Look:
    look = LOOKS[paper.style]
    given = paper.options
    if "accent" in given:
        look = replace(look, accent=colour(given["accent"]))
    if "side" in given:
        look = replace(look, side_fill=colour(given["side"]))
    for key in (
        "face",
        "size",
        "margin",
        "header",
        "heading",
        "dates",
        "layout",
        "name_size",
        "gap",
        "icons",
        "leading",
    ):
        if key in given:
            look = replace(look, **{key: given[key]})
    return look
