"""Writes one folder for each person: the documents and application.toml."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from make.odd_files import damaged, locked, scanned
from make.old_word import as_doc
from make.pdf_letters import letter_pdf
from make.pdf_resumes import resume_pdf
from make.people import Paper, Person, read_people
from make.plain_text import letter_txt, resume_txt
from make.rich_text import letter_rtf, resume_rtf
from make.word import letter_docx, resume_docx

ORDER = ("name", "email", "phone", "location", "workplace", "track", "received", "headline", "source")


def write_applications(folder: Path) -> None:
    """Writes all of them below `folder`, which is emptied first except for .doc files that cannot be remade here."""
    kept = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.doc")} if folder.exists() else {}
    shutil.rmtree(folder, ignore_errors=True)
    waiting: list[tuple[Path, bytes]] = []
    for person in read_people():
        place = folder / person.folder
        place.mkdir(parents=True)
        for paper in (person.resume, person.letter):
            if paper is None:
                continue
            data = document(person, paper, paper is person.letter)
            if paper.file.endswith(".doc") and not data.startswith(b"{\\rtf"):
                waiting.append((place / paper.file, data))
            else:
                (place / paper.file).write_bytes(data)
        toml = _application_toml(person)
        if toml:
            (place / "application.toml").write_text(toml, encoding="utf-8", newline="\n")
    made = as_doc([data for _, data in waiting])
    for number, (path, _) in enumerate(waiting):
        data = made[number] if made else kept.get(path.relative_to(folder))
        if data is None:
            print(f"{path.name} needs LibreOffice, and is left out")
        else:
            path.write_bytes(data)


def document(person: Person, paper: Paper, is_letter: bool) -> bytes:
    """The bytes of a document; those of a .docx for a .doc, which LibreOffice makes of it."""
    suffix = Path(paper.file).suffix.lower()
    received: datetime = person.facts["received"]
    kind = paper.options.get("format", suffix.lstrip("."))
    if kind == "pdf":
        when = received.strftime("D:%Y%m%d120000Z")
        data = letter_pdf(person, paper, when) if is_letter else resume_pdf(person, when)
        trouble = paper.options.get("trouble")
        if trouble == "scan":
            return scanned(data, when)
        if trouble == "damaged":
            return damaged(data)
        return locked(data) if trouble == "locked" else data
    if kind in ("docx", "doc"):
        return letter_docx(person, paper, received) if is_letter else resume_docx(person, received)
    if kind == "rtf":
        return letter_rtf(person, paper) if is_letter else resume_rtf(person)
    return letter_txt(person, paper) if is_letter else resume_txt(person)


def _application_toml(person: Person) -> str:
    """What the form would have said; empty where the person came without it."""
    facts = person.facts
    told = facts.get("told", "all")
    if told == "nothing":
        return ""
    lines = [f"{key} = {_value(facts[key])}" for key in ORDER if key in facts and (told == "all" or key in told)]
    if told == "all":
        lines += ["", "[documents]", f"resume = {_value(person.resume.file)}"]
        if person.letter:
            lines.append(f"cover_letter = {_value(person.letter.file)}")
    for answer in facts.get("answers", []):
        lines += ["", "[[answers]]", f"question = {_value(answer['question'])}", f"answer = {_value(answer['answer'])}"]
    for flag in facts.get("flags", []):
        lines += [
            "",
            "[[flags]]",
            f"kind = {_value(flag['kind'])}",
            "reasons = [" + ", ".join(_value(reason) for reason in flag["reasons"]) + "]",
        ]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
