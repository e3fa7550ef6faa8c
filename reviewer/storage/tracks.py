"""The tracks and their rubrics as rows. Reading them at every start loads no models."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from reviewer.domain.rubric import Criterion, Group, Rubric
from reviewer.domain.track import Track, Workplace
from reviewer.storage.database import UnitOfWork

_TRACKS = """
select track.slug, title, short, letter, summary, workplaces, words, rubric_version, criteria
from track join rubric on rubric.track = track.slug and rubric.version = track.rubric_version
order by position, track.slug
"""


def read_all(work: UnitOfWork) -> tuple[Track, ...]:
    """Every track with its present rubric, in order."""
    return tuple(
        Track(
            slug=slug,
            title=title,
            short=short,
            letter=letter,
            summary=summary,
            workplaces=tuple(Workplace(each) for each in json.loads(workplaces)),
            rubric=Rubric(version, _criteria(json.loads(criteria))),
            words=tuple(json.loads(words)),
        )
        for slug, title, short, letter, summary, workplaces, words, version, criteria in work.rows(_TRACKS)
    )


def read_rubric(work: UnitOfWork, slug: str, version: int) -> Rubric | None:
    """A rubric at one version; None when there is none."""
    found = work.rows("select criteria from rubric where track = ? and version = ?", (slug, version))
    return Rubric(version, _criteria(json.loads(found[0][0]))) if found else None


def has_all(work: UnitOfWork, tracks: Sequence[Track]) -> bool:
    """Whether the database has these tracks, first and in this order, just as they are; versions may be others."""
    there = read_all(work)[: len(tracks)]
    return [_plain(each) for each in there] == [_plain(each) for each in tracks]


def _plain(track: Track) -> Track:
    return replace(track, rubric=replace(track.rubric, version=0))


def put(work: UnitOfWork, track: Track, position: int) -> bool:
    """Make a track as given, or bring it there; whether anything changed.

    A rubric that differs from the present one becomes its next version, whatever version it names.
    """
    from sqlalchemy import func, insert, select, update

    from reviewer.storage import models

    table, rubrics = models.Track, models.Rubric
    there = work.connection.execute(select(table).where(table.slug == track.slug)).one_or_none()
    criteria = [_json(each) for each in track.rubric.criteria]
    values: dict[str, Any] = {
        "position": position,
        "title": track.title,
        "short": track.short,
        "letter": track.letter,
        "summary": track.summary,
        "workplaces": [str(each) for each in track.workplaces],
        "words": list(track.words),
    }
    if there is None:
        version = track.rubric.version
        work.connection.execute(insert(table).values(slug=track.slug, rubric_version=version, **values))
        work.connection.execute(insert(rubrics).values(track=track.slug, version=version, criteria=criteria))
        return True
    present = work.connection.execute(
        select(rubrics.criteria).where(rubrics.track == track.slug, rubrics.version == there.rubric_version)
    ).scalar_one()
    version = there.rubric_version
    if present != criteria:
        newest = work.connection.execute(
            select(func.max(rubrics.version)).where(rubrics.track == track.slug)
        ).scalar_one()
        version = max(newest + 1, track.rubric.version)
        work.connection.execute(insert(rubrics).values(track=track.slug, version=version, criteria=criteria))
    values["rubric_version"] = version
    if all(getattr(there, name) == value for name, value in values.items()):
        return False
    work.connection.execute(update(table).where(table.slug == track.slug).values(**values))
    return True


def _json(criterion: Criterion) -> dict[str, str]:
    return {
        "key": criterion.key,
        "title": criterion.title,
        "group": str(criterion.group),
        "guide": criterion.guide,
        "lowest": criterion.lowest,
        "highest": criterion.highest,
    }


def _criteria(stored: list[Mapping[str, Any]]) -> tuple[Criterion, ...]:
    return tuple(
        Criterion(each["key"], each["title"], Group(each["group"]), each["guide"], each["lowest"], each["highest"])
        for each in stored
    )
