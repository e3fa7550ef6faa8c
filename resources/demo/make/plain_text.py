"""Resumes and letters as plain text: wrapped as a mail program or a terminal would."""

import textwrap

from make.people import Paper, Person


def _encoded(lines: list[str], paper: Paper) -> bytes:
    text = "\n".join(lines).rstrip() + "\n"
    if paper.options.get("crlf"):
        text = text.replace("\n", "\r\n")
    return text.encode(paper.options.get("encoding", "utf-8"))


def _wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )


def resume_txt(person: Person) -> bytes:
    paper = person.resume
    width = paper.options.get("width", 78)
    boxed = paper.style == "boxed"
    lines = (
        ["=" * width, person.name.upper().center(width).rstrip(), "=" * width]
        if boxed
        else [person.name, person.headline]
    )
    if boxed and person.headline:
        lines.append(person.headline.center(width).rstrip())
    lines += ["", *(item if not boxed else item.center(width).rstrip() for item in person.contact)]
    for section in paper.sections:
        if section.title:
            title = section.title.upper() if paper.style != "markdown" else "## " + section.title
            lines += ["", "", title]
            lines += ["-" * (width if boxed else len(title))] if paper.style != "markdown" else []
        for block in section.blocks:
            if block.kind == "entry":
                left = block.text + (f", {block.place}" if block.place else "")
                fits = len(left) + len(block.dates) + 2 <= width
                lines += ["", left.ljust(width - len(block.dates)) + block.dates if fits and boxed else left]
                if block.dates and not (fits and boxed):
                    lines.append(block.dates)
            elif block.kind == "point":
                lines += _wrap(block.text, width, "  * " if boxed else "- ", "    " if boxed else "  ")
            elif block.kind == "keyed":
                lines += (
                    _wrap(block.text, width, f"{block.place}: ".ljust(16), " " * 16)
                    if boxed
                    else _wrap(f"{block.place}: {block.text}", width)
                )
            else:
                lines += [*_wrap(block.text, width), ""]
    return _encoded(lines, paper)


def letter_txt(person: Person, paper: Paper) -> bytes:
    width = paper.options.get("width", 74)
    lines: list[str] = []
    for section in paper.sections:
        for block in section.blocks:
            text = f"{block.place}: {block.text}" if block.kind == "keyed" else block.text
            lines += (_wrap(text, width, "- ", "  ") if block.kind == "point" else _wrap(text, width)) + [""]
    return _encoded(lines, paper)
