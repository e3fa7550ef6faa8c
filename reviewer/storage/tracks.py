"""The tracks and their rubrics as rows."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, insert, select, update

from reviewer.domain.rubric import Criterion, Group, Rubric
from reviewer.domain.track import Track, Workplace
from reviewer.storage import models
from reviewer.storage.database import UnitOfWork


def read_all(work: UnitOfWork) -> tuple[Track, ...]:
    """Every track with its present rubric, in order."""
    track, rubric = models.Track, models.Rubric
    found = work.connection.execute(
        select(track, rubric.criteria)
        .join(rubric, (rubric.track == track.slug) & (rubric.version == track.rubric_version))
        .order_by(track.position, track.slug)
    )
    return tuple(
        Track(
            slug=row.slug,
            title=row.title,
            short=row.short,
            letter=row.letter,
            summary=row.summary,
            workplaces=tuple(Workplace(each) for each in row.workplaces),
            rubric=Rubric(row.rubric_version, _criteria(row.criteria)),
            words=tuple(row.words),
        )
        for row in found
    )


def read_rubric(work: UnitOfWork, slug: str, version: int) -> Rubric | None:
    """A rubric at one version; None when there is none."""
    table = models.Rubric
    criteria = work.connection.execute(
        select(table.criteria).where(table.track == slug, table.version == version)
    ).scalar_one_or_none()
    return None if criteria is None else Rubric(version, _criteria(criteria))


def put(work: UnitOfWork, track: Track, position: int) -> bool:
    """Make a track as given, or bring it there; whether anything changed.

    A rubric that differs from the present one becomes its next version, whatever version it names.
    """
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
