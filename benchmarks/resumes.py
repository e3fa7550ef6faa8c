"""Ordinary resumes as people lay them out, at random and each time the same: nothing in them is hidden.

What looks as if it were is on purpose: white text on colours, pale text, shadows, photos under words, watermarks, boxes
under text, false bold, icons, scans. All people and places are invented.
"""

import random
from collections.abc import Callable, Sequence
from typing import Any

import pymupdf

WIDTH, HEIGHT, EDGE = 595, 842, 50
WHITE = (1.0, 1.0, 1.0)
DARK = ((0.1, 0.2, 0.5), (0.15, 0.15, 0.18), (0.0, 0.35, 0.35), (0.45, 0.1, 0.2), (0.2, 0.45, 0.7))
PEOPLE = ("Milla Quarto", "Ondrej Vasilak", "Teresa Ambrosio", "Noor Hallquist", "Pia Lindenau", "Yusuf Karadeniz")
_TEXT = """
planned built measured taught translated gardens compilers bridges ledgers schedules budgets suppliers wards pupils
harvests pumps contracts archives reports tenders audits kitchens orchards turbines sensors surveys
of for with and the in on a over between by each small large regional national weekly first second careful
"""
_WORDS = tuple(_TEXT.split())
HEADINGS = ("Experience", "Education", "Skills", "Languages", "Projects", "References", "Interests", "Profile")
_FACES = ("helv", "tiro", "cour", "hebo", "tibo")

Draw = Callable[[pymupdf.Page, random.Random], None]


def said(chance: random.Random, words: int) -> str:
    """A sentence of so many words, of which none means anything."""
    text = " ".join(chance.choice(_WORDS) for _ in range(words))
    return text[0].upper() + text[1:] + "."


def pdf(seed: int) -> bytes:
    """A resume of one or two pages, laid out at random."""
    chance = random.Random(seed)
    with pymupdf.open() as document:
        if chance.random() < 0.04:
            _scanned(document, chance)
            return document.tobytes()
        for number in range(chance.choice((1, 1, 1, 2))):
            page: pymupdf.Page = document.new_page(width=WIDTH, height=HEIGHT)
            for under in chance.sample(_UNDER, chance.choice((0, 1, 1))):
                under(page, chance)
            top = chance.choice(_HEADS)(page, chance) if not number else EDGE
            chance.choice(_BODIES)(page, chance, top)
            for over in chance.sample(_OVER, chance.choice((0, 1, 2, 3))):
                over(page, chance)
        if chance.random() < 0.05:
            document[0].set_rotation(chance.choice((90, 270)))
        return document.tobytes(deflate=True)


def _write(page: pymupdf.Page, at: tuple[float, float], text: str, **how: object) -> None:
    """Text on a page; the types of PyMuPDF know less than its function takes."""
    write: Any = page.insert_text
    write(at, text, **how)


def _box(page: pymupdf.Page, box: Sequence[float], **how: object) -> None:
    draw: Any = page.draw_rect
    draw(pymupdf.Rect(box), **{"color": None, **how})


def _photo(chance: random.Random, *, light: bool = False) -> pymupdf.Pixmap:
    """Something of the unrest of a photo."""
    low, high = (170, 235) if light else (30, 150)
    wide, tall = 24, 24
    samples = bytes(chance.randint(low, high) for _ in range(wide * tall * 3))
    return pymupdf.Pixmap(pymupdf.csRGB, wide, tall, samples, False)


# What lies under the words of a page


def _paper(page: pymupdf.Page, chance: random.Random) -> None:
    shade = chance.uniform(0.94, 0.99)
    _box(page, page.rect, fill=(shade, shade, shade - 0.03))


def _panel(page: pymupdf.Page, chance: random.Random) -> None:
    right = chance.random() < 0.5
    box = (WIDTH - 40, 0, WIDTH, HEIGHT) if right else (0, 0, 40, HEIGHT)
    _box(page, box, fill=chance.choice(DARK), fill_opacity=chance.choice((1, 0.6)))


def _white_boxes(page: pymupdf.Page, chance: random.Random) -> None:
    """What word processors paint under text boxes and cells."""
    for row in range(8):
        _box(page, (EDGE - 5, 60 + row * 90, WIDTH - EDGE + 5, 145 + row * 90), fill=WHITE)


def _picture_under(page: pymupdf.Page, chance: random.Random) -> None:
    page.insert_image(page.rect, pixmap=_photo(chance, light=True), keep_proportion=False)


def _watermark(page: pymupdf.Page, chance: random.Random) -> None:
    text = chance.choice(("CONFIDENTIAL", "DRAFT", "CURRICULUM VITAE", "COPY"))
    shade = chance.uniform(0.82, 0.93)
    middle = pymupdf.Point(120, 600)
    _write(
        page,
        (middle.x, middle.y),
        text,
        fontsize=chance.choice((40, 60)),
        color=(shade, shade, shade),
        morph=(middle, pymupdf.Matrix(chance.choice((30, 45, 0)))),
    )


_UNDER: tuple[Draw, ...] = (_paper, _panel, _white_boxes, _picture_under, _watermark)


# Heads, each of which says where the body begins


def _plain_head(page: pymupdf.Page, chance: random.Random) -> float:
    _write(page, (EDGE, 70), chance.choice(PEOPLE), fontsize=24, fontname=chance.choice(_FACES))
    _contact(page, chance, 90, (0.4, 0.4, 0.4))
    return 120


def _banner_head(page: pymupdf.Page, chance: random.Random) -> float:
    _box(page, (0, 0, WIDTH, 110), fill=chance.choice(DARK))
    _write(page, (EDGE, 60), chance.choice(PEOPLE), fontsize=28, color=WHITE)
    _contact(page, chance, 90, chance.choice((WHITE, (0.85, 0.85, 0.9))))
    return 140


def _photo_head(page: pymupdf.Page, chance: random.Random) -> float:
    page.insert_image((0, 0, WIDTH, 130), pixmap=_photo(chance), keep_proportion=False)
    _write(page, (EDGE, 70), chance.choice(PEOPLE), fontsize=26, color=WHITE)
    _contact(page, chance, 100, WHITE)
    return 160


def _shaded_head(page: pymupdf.Page, chance: random.Random) -> float:
    """Bands of colour, as a gradient comes out of many programs, under a name with a shadow."""
    red, green, blue = chance.choice(DARK)
    for band in range(60):
        part = band / 120
        _box(page, (band * 10, 0, band * 10 + 10.2, 90), fill=(red + part, green + part, min(1, blue + part)))
    name = chance.choice(PEOPLE)
    _write(page, (EDGE + 1.2, 61.2), name, fontsize=26, color=(0.1, 0.1, 0.1), fill_opacity=0.3)
    _write(page, (EDGE, 60), name, fontsize=26, color=WHITE)
    return 120


def _ghost_head(page: pymupdf.Page, chance: random.Random) -> float:
    """Huge pale initials behind the name, and the name twice for bold."""
    name = chance.choice(PEOPLE)
    _write(page, (EDGE, 110), "".join(part[0] for part in name.split()), fontsize=90, color=(0.93, 0.93, 0.95))
    for nudge in (0, 0.25):
        _write(page, (EDGE + nudge, 80), name, fontsize=24)
    _contact(page, chance, 100, (0.55, 0.55, 0.55))
    return 130


def _contact(page: pymupdf.Page, chance: random.Random, y: float, colour: tuple[float, ...]) -> None:
    name = chance.choice(PEOPLE).split()[0].lower()
    _write(page, (EDGE, y), "\u00b7", fontname="symb", fontsize=9, color=colour)
    _write(page, (EDGE + 10, y), f"{name}@example.org   |   +44 20 7946 0{chance.randint(100, 999)}", color=colour)
    _write(page, (EDGE + 330, y), "(*", fontname="zadb", fontsize=9, color=colour)
    link = {"kind": pymupdf.LINK_URI, "from": pymupdf.Rect(EDGE, y - 10, 200, y + 3), "uri": "https://example.org/me"}
    page.insert_link(link)


_HEADS = (_plain_head, _banner_head, _photo_head, _shaded_head, _ghost_head)


# Bodies


def _lines(
    page: pymupdf.Page,
    chance: random.Random,
    box: tuple[float, float, float, float],
    colour: tuple[float, ...] = (0, 0, 0),
    grey: tuple[float, ...] = (0.6, 0.6, 0.6),
) -> None:
    """Headings and lines within a box, until it is full."""
    face, size = chance.choice(_FACES[:2]), chance.choice((8, 9, 10, 11))
    y = box[1] + 12
    fit = max(2, int((box[2] - box[0]) / size / 3.6))
    while y < box[3] - 60:
        _write(page, (box[0], y), chance.choice(HEADINGS).upper(), fontsize=size + 3, color=colour, fontname="hebo")
        page.draw_line((box[0], y + 4), (box[2] - 10, y + 4), color=grey, width=chance.choice((0.3, 0.7, 1.5)))
        y += size * 1.8
        _write(page, (box[0], y), f"20{chance.randint(10, 24)} - today", fontsize=size - 1, color=grey)
        for _ in range(chance.randint(2, 6)):
            y += size * 1.35
            if y < box[3]:
                _write(page, (box[0], y), said(chance, fit), fontsize=size, color=colour, fontname=face)
        y += size * 2.2


def _one_column(page: pymupdf.Page, chance: random.Random, top: float) -> None:
    _lines(page, chance, (EDGE, top, WIDTH - EDGE, HEIGHT - EDGE))


def _two_columns(page: pymupdf.Page, chance: random.Random, top: float) -> None:
    _lines(page, chance, (EDGE, top, 270, HEIGHT - EDGE))
    _lines(page, chance, (300, top, WIDTH - EDGE, HEIGHT - EDGE), (0.2, 0.2, 0.2))


def _sidebar(page: pymupdf.Page, chance: random.Random, top: float) -> None:
    """A coloured column with white words, with or without opacity of its own."""
    colour = chance.choice(DARK)
    _box(page, (0, top - 20, 200, HEIGHT), fill=colour, fill_opacity=chance.choice((1, 1, 0.85)))
    pale = chance.choice((WHITE, (0.92, 0.92, 0.95)))
    _lines(page, chance, (20, top, 190, HEIGHT - 250), pale, (0.8, 0.8, 0.8))
    _bars(page, chance, (20, HEIGHT - 220), pale)
    _lines(page, chance, (220, top, WIDTH - 30, HEIGHT - EDGE))


def _table(page: pymupdf.Page, chance: random.Random, top: float) -> None:
    """Rows shaded in turn, white words in the row of headings."""
    y, colour = top, chance.choice(DARK)
    _box(page, (EDGE, y, WIDTH - EDGE, y + 18), fill=colour)
    for column, heading in enumerate(chance.sample(HEADINGS, 3)):
        _write(page, (EDGE + 6 + 165 * column, y + 13), heading, color=WHITE, fontname="hebo")
    for row in range(int((HEIGHT - EDGE - top) / 18) - 2):
        y += 18
        shade = (0.96, 0.93)[row % 2]
        _box(page, (EDGE, y, WIDTH - EDGE, y + 18), fill=(shade, shade, shade), color=(0.7, 0.7, 0.7), width=0.4)
        for column in range(3):
            _write(page, (EDGE + 6 + 165 * column, y + 13), said(chance, 4), fontsize=9)


def _pale(page: pymupdf.Page, chance: random.Random, top: float) -> None:
    """The fashion of grey on white, as far as it goes."""
    shade = chance.uniform(0.6, 0.82)
    _lines(page, chance, (EDGE, top, WIDTH - EDGE, HEIGHT - EDGE), (shade - 0.2,) * 3, (shade,) * 3)


def _flowing(page: pymupdf.Page, chance: random.Random, top: float) -> None:
    """What a browser prints: coloured labels in lines of text."""
    rows = "".join(
        f"<h3>{chance.choice(HEADINGS)}</h3><p><span class=label>{chance.choice(HEADINGS)}</span> "
        f"{said(chance, 30)}</p><ul><li>{said(chance, 12)}</li><li>{said(chance, 9)}</li></ul>"
        for _ in range(5)
    )
    style = "h3 {color: #fff; background-color: #345} .label {color: #fff; background-color: #a33} p {color: #444}"
    page.insert_htmlbox((EDGE, top, WIDTH - EDGE, HEIGHT - EDGE), rows, css=style)


_BODIES = (_one_column, _two_columns, _sidebar, _table, _pale, _flowing)


# What is added at last


def _bars(page: pymupdf.Page, chance: random.Random, at: tuple[float, float], colour: tuple[float, ...]) -> None:
    """Skills as bars, with the share in white on them."""
    for row, skill in enumerate(chance.sample(_WORDS[:25], 5)):
        y = at[1] + row * 32
        _write(page, (at[0], y), skill.title(), fontsize=9, color=colour)
        _box(page, (at[0], y + 4, at[0] + 150, y + 14), fill=(0.85, 0.85, 0.85))
        share = chance.randint(40, 100)
        _box(page, (at[0], y + 4, at[0] + 1.5 * share, y + 14), fill=(0.2, 0.6, 0.5))
        _write(page, (at[0] + 4, y + 12), f"{share} % {chance.choice(('good', 'fluent'))}", fontsize=7, color=WHITE)


def _labels(page: pymupdf.Page, chance: random.Random) -> None:
    """Words on rounded labels."""
    for number, skill in enumerate(chance.sample(_WORDS[:25], 5)):
        box = pymupdf.Rect(EDGE + number * 95, HEIGHT - 45, EDGE + number * 95 + 88, HEIGHT - 28)
        draw: Any = page.draw_rect
        draw(box, color=None, fill=chance.choice(DARK), radius=0.4)
        _write(page, (box.x0 + 8, box.y1 - 5), skill, fontsize=10, color=WHITE)


def _foot(page: pymupdf.Page, chance: random.Random) -> None:
    _write(page, (EDGE, HEIGHT - 15), f"{chance.choice(PEOPLE)} - page 1", fontsize=7, color=(0.65, 0.65, 0.65))


def _fine_print(page: pymupdf.Page, chance: random.Random) -> None:
    _write(page, (EDGE, HEIGHT - 20), f"I agree that my data are kept. {said(chance, 14)}", fontsize=4.5)


def _blanks(page: pymupdf.Page, chance: random.Random) -> None:
    """What word processors leave behind: blanks in white, a bullet without a text, a letter or two."""
    _write(page, (EDGE, HEIGHT - 40), " " * 20, color=WHITE)
    _write(page, (EDGE, HEIGHT - 30), "i", color=WHITE)


def _portrait(page: pymupdf.Page, chance: random.Random) -> None:
    page.insert_image((WIDTH - 110, 20, WIDTH - 30, 110), pixmap=_photo(chance), keep_proportion=False)


def _stamp(page: pymupdf.Page, chance: random.Random) -> None:
    """Made with a program on trial, over everything and half transparent."""
    _box(page, (200, 380, 420, 420), fill=(0.9, 0.3, 0.3), fill_opacity=0.25)
    _write(page, (215, 408), "Made on trial", fontsize=24, color=(0.8, 0, 0), fill_opacity=0.35)


def _marker(page: pymupdf.Page, chance: random.Random) -> None:
    """A marker's stroke over words."""
    words: list[Any] = list(page.get_text("words"))
    for word in chance.sample(words, min(6, len(words))):
        page.add_highlight_annot(pymupdf.Rect(word[:4]))


def _crossed(page: pymupdf.Page, chance: random.Random) -> None:
    words: list[Any] = list(page.get_text("words"))
    for word in chance.sample(words, min(4, len(words))):
        middle = (word[1] + word[3]) / 2
        page.draw_line((word[0], middle), (word[2], middle), width=1)


def _outlined(page: pymupdf.Page, chance: random.Random) -> None:
    """Letters of which only the outline is drawn, white inside."""
    _write(page, (300, HEIGHT - 60), "Thank you for reading", fontsize=16, render_mode=2, color=(0, 0, 0.4), fill=WHITE)


_OVER: tuple[Draw, ...] = (
    _labels, _foot, _fine_print, _blanks, _portrait, _stamp, _marker, _crossed, _outlined,
)  # fmt: skip


def _scanned(document: pymupdf.Document, chance: random.Random) -> None:
    """A page from a scanner with the words that were recognised on it."""
    with pymupdf.open() as drawn:
        _one_column(drawn.new_page(width=WIDTH, height=HEIGHT), chance, EDGE)
        read: list[Any] = list(drawn[0].get_text("words"))
        pixels = drawn[0].get_pixmap(dpi=100)
    page: pymupdf.Page = document.new_page(width=WIDTH, height=HEIGHT)
    page.insert_image(page.rect, pixmap=pixels)
    for word in read:
        _write(page, (word[0], word[3] - 2), str(word[4]), fontsize=word[3] - word[1], render_mode=3)
