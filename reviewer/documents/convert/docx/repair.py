"""A docx made fit for engines that are stricter than Word, with its text. Later rules rely on earlier ones."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from reviewer.documents.convert.docx import (
    contrast,
    fields,
    frames,
    graphics,
    layout,
    leaders,
    letters,
    lighten,
    links,
    marks,
    markup,
    spacing,
    symbols,
    vml,
)
from reviewer.documents.convert.docx.ground import GroundReader
from reviewer.documents.convert.docx.names import Element, parse, serialise
from reviewer.documents.convert.docx.numbering import Lists
from reviewer.documents.convert.docx.package import is_main, pack, unpack
from reviewer.documents.convert.docx.styles import Styles
from reviewer.documents.convert.docx.text import counts_as_own, joined, part_rank, part_text
from reviewer.documents.convert.docx.typefaces import Replacing
from reviewer.documents.convert.failures import Refused
from reviewer.documents.convert.retouch import Plan
from reviewer.documents.grounds import Grounds
from reviewer.documents.wording import instructs

_STYLES = "word/styles.xml"
_FONT_TABLE = "word/fontTable.xml"
_SETTINGS = "word/settings.xml"
_NUMBERING = "word/numbering.xml"
_NOTES = "word/footnotes.xml"

Rule = Callable[[Element], None]

RULES: tuple[Rule, ...] = (
    markup.drop_doubled_properties,
    layout.join_bodies,
    layout.lift_wrapped_content,
    markup.keep_inherited_spaces,
    vml.free_grouped_text,
    vml.draw_text_boxes,
    vml.draw_pictures,
    markup.drop_placeholders,
    markup.take_fallbacks,
    markup.drop_unknown_run_content,
    markup.part_fields,
    markup.drop_what_strict_readers_refuse,
    markup.use_plain_values,
    markup.turn_raised_over,
    contrast.blend_shades,
    frames.place_frames,
    layout.split_tall_rows,
    symbols.write_symbols,
)


@dataclass(frozen=True, slots=True)
class Repaired:
    """A docx ready for an engine. `text` is all of it, `own` what must be found on the pages again."""

    docx: bytes
    text: str
    own: str
    cut: bool = False
    hidden: tuple[str, ...] = ()
    """Hidden text, a stretch each; in neither of the others."""
    plan: Plan = field(default_factory=Plan)
    """What the engine leaves out."""
    grounds: Grounds = field(default_factory=Grounds)
    """What its words stand on."""


def repair(data: bytes) -> Repaired:
    """Unpack, read the text, repair, pack. Raises Refused."""
    parts = unpack(data)
    styles = Styles(parts.get(_STYLES, b""))
    table_styles = lighten.used_table_styles(content for name, content in parts.items() if name != _STYLES)
    replacing = Replacing(parts.get(_FONT_TABLE, b""))
    hiding = styles.that_are("vanish")
    texts: list[tuple[int, str]] = []
    hidden: list[str] = []
    own: list[str] = []
    cut = False
    struck = False
    plan = Plan()
    lists = Lists(parts.get(_NUMBERING, b""))
    paper = layout.paper_of(next(content for name, content in parts.items() if is_main(name)))
    ground = GroundReader(styles, parts.get(_STYLES, b""))
    for name, content in list(parts.items()):
        if not (name.startswith("word/") and name.endswith(".xml")):
            continue
        try:
            root = parse(content)
        except Refused:
            if is_main(name):
                raise
            continue
        if name == _STYLES:
            lighten.drop_unused_styles(root, table_styles)
        elif name.startswith("word/theme/"):
            lighten.drop_theme_scripts(root)
        cut |= is_main(name) and layout.cut_endless(root)
        rank = part_rank(name)
        if rank is not None:
            ground.read(root, content)
            graphics.tell_graphics(root, name, parts)
            markup.spell_out_readings(root)
            fields.fill_in(root)
            text = part_text(root, hiding, hidden)
            texts.append((rank, text))
            if counts_as_own(name):
                own.append(text)
        if is_main(name) and (notes := parts.get(_NOTES)) and b"<w:tbl>" in content:
            layout.put_notes_behind_tables(root, parse(notes))
        for rule in RULES:
            rule(root)
        layout.align_in_headers(root, paper)
        layout.place_floating_tables(root, paper)
        replacing.rule(root)
        if rank is not None:
            relations = links.Relations(name, parts)
            links.free_other_links(root, relations)
            links.link_fields(root, relations)
            lists.indent_paragraphs(root, styles)
            leaders.underline_tabs(root, styles, paper)
            contrast.lighten_on_dark(root, styles)
            letters.write_capitals(root, styles)
            struck |= marks.mark_struck(root, styles, relations)
            if is_main(name):
                spacing.snap_to_grid(root, styles, parts.get(_SETTINGS, b""))
                spacing.keep_first_space(root, styles)
                plan = marks.plan(root, parts.get(_SETTINGS), relations)
            relations.save(parts)
        parts[name] = serialise(root)
    plan = replace(plan, marked=struck or len(plan.sections) > 1)
    grounds = Grounds(ground.dressed, ground.layered)
    return Repaired(pack(parts), joined(texts), "\n".join(own), cut, tuple(hidden), plan, grounds)


def text_of(data: bytes) -> tuple[str, tuple[str, ...], bool]:
    """The text of a docx alone, its hidden text, and whether more may be hidden by how it looks. Raises Refused."""
    texts: list[tuple[int, str]] = []
    hidden: list[str] = []
    parts = unpack(data)
    styles = Styles(parts.get(_STYLES, b""))
    hiding = styles.that_are("vanish")
    ground = GroundReader(styles, parts.get(_STYLES, b""))
    for name, content in parts.items():
        rank = part_rank(name)
        if rank is None:
            continue
        try:
            root = parse(content)
            ground.read(root, content)
            graphics.tell_graphics(root, name, parts)
            markup.spell_out_readings(root)
            fields.fill_in(root)
            texts.append((rank, part_text(root, hiding, hidden)))
        except Refused:
            if is_main(name):
                raise
    text = joined(texts)
    # What speaks to a machine is told whatever it stands on.
    return text, tuple(hidden), ground.unseen_on_paper or (bool(ground.dressed) and instructs(text))
