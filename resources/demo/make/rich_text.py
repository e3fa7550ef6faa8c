"""Resumes and letters as RTF, written the way Word and WordPad write it."""

from make.people import Block, Paper, Person
from make.portraits import portrait

_FONTS = {
    "word": (r"{\f0\froman\fcharset0 Times New Roman;}{\f1\fswiss\fcharset0 Arial;}", 1, 21),
    "wordpad": (r"{\f0\fnil\fcharset0 Calibri;}", 0, 22),
    "serif": (r"{\f0\froman\fcharset0 Georgia;}", 0, 21),
}


def _escaped(text: str) -> str:
    out: list[str] = []
    for letter in text:
        if letter in "\\{}":
            out.append("\\" + letter)
        elif ord(letter) < 128:
            out.append(letter)
        else:
            units = letter.encode("utf-16-le")
            for at in range(0, len(units), 2):
                code = int.from_bytes(units[at : at + 2], "little")
                out.append(f"\\u{code - 65536 if code > 32767 else code}?")
    return "".join(out)


def _document(paper: Paper, body: list[str]) -> bytes:
    fonts, used, size = _FONTS[paper.style]
    accent = paper.options.get("accent", "1F3864")
    red, green, blue = (int(accent[i : i + 2], 16) for i in (0, 2, 4))
    head = (
        r"{\rtf1\ansi\ansicpg1252\deff0\nouicompat{\fonttbl" + fonts + "}\n"
        rf"{{\colortbl ;\red{red}\green{green}\blue{blue};\red95\green99\blue104;\red217\green226\blue236;}}" + "\n"
        r"{\*\generator Riched20 10.0.19041}\viewkind4\uc1" + "\n"
        rf"\paperw11906\paperh16838\margl1247\margr1247\margt1134\margb1134\pard\f{used}\fs{size}" + "\n"
    )
    return (head + "\n".join(body) + "\n}\n").encode("ascii")


def _picture(seed: str) -> str:
    data = portrait(seed, size=160)
    digits = data.hex()
    rows = "\n".join(digits[at : at + 128] for at in range(0, len(digits), 128))
    return r"\pard\qr{\pict\jpegblip\picw4233\pich5291\picwgoal1500\pichgoal1875" + "\n" + rows + r"}\par"


def _block(block: Block, table: bool) -> str:
    text = _escaped(block.text)
    if block.kind == "entry":
        place = rf"{{\i {_escaped(block.place)}}}" if block.place else ""
        return rf"\pard\keepn\sb120\tqr\tx9400{{\b {text}}}\tab{{\cf2 {_escaped(block.dates)}}}\par" + (
            rf"\pard\keepn {place}\par" if place else ""
        )
    if block.kind == "point":
        mark = r"\pard{\pntext\'95\tab}{\*\pn\pnlvlblt\pnf0\pnindent0{\pntxtb\'95}}"
        return rf"{mark}\fi-260\li360\tx360\sb20 {text}\par"
    if block.kind == "keyed":
        key = _escaped(block.place)
        if table:
            edge = r"\clbrdrb\brdrs\brdrw5\brdrcf3"
            return rf"\trowd\trgaph70{edge}\cellx2300{edge}\cellx9400\pard\intbl{{\b {key}}}\cell {text}\cell\row"
        return rf"\pard\sb20{{\b {key}:}} {text}\par"
    return rf"\pard\sb40\sa60 {text}\par"


def resume_rtf(person: Person) -> bytes:
    paper = person.resume
    body: list[str] = []
    if (seed := paper.options.get("photo")) is not None:
        body.append(_picture(seed))
    body.append(rf"\pard{{\b\fs40\cf1 {_escaped(person.name)}}}\par")
    if person.headline:
        body.append(rf"\pard{{\fs24\cf2 {_escaped(person.headline)}}}\par")
    body.append(rf"\pard\sa120{{\fs19\cf2 {_escaped('  |  '.join(person.contact))}}}\par")
    for section in paper.sections:
        if section.title:
            border = r"\brdrb\brdrs\brdrw10\brdrcf1" if paper.style != "wordpad" else ""
            body.append(rf"\pard\keepn\sb240\sa60{border}{{\b\fs26\cf1 {_escaped(section.title)}}}\par")
        body += [_block(block, bool(paper.options.get("table"))) for block in section.blocks]
    return _document(paper, body)


def letter_rtf(person: Person, paper: Paper) -> bytes:
    body: list[str] = []
    if not paper.options.get("no_head"):
        body.append(
            rf"\pard\qr{{\b {_escaped(person.name)}}}\line "
            + r"\line ".join(_escaped(item) for item in person.contact[:3])
            + r"\par"
        )
    for section in paper.sections:
        for block in section.blocks:
            if block.kind == "point":
                body.append(_block(block, False))
            else:
                text = f"{block.place}: {block.text}" if block.kind == "keyed" else block.text
                body.append(rf"\pard\sb120\sl300\slmult1 {_escaped(text)}\par")
    return _document(paper, body)
