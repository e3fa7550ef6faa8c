"""An application's flags."""

from uuid import UUID

from sqlalchemy import delete, insert, select, update

from reviewer.domain.effects import State
from reviewer.domain.flag import FlagState
from reviewer.domain.operations import Operation
from reviewer.storage import models
from reviewer.storage.apply.application import step
from reviewer.storage.apply.noun import Noun, application_version
from reviewer.storage.database import UnitOfWork
from reviewer.storage.flag_bits import bit


def _flag(work: UnitOfWork, operation: Operation, like: State) -> State:
    table = models.Flag
    kind = like["flag"]["kind"]
    row = work.connection.execute(
        select(table.state, table.reasons).where(table.application == operation.application, table.kind == kind)
    ).one_or_none()
    return {"flag": {"kind": kind, "state": row and row.state, "reasons": row.reasons if row else []}}


def _put_flag(work: UnitOfWork, operation: Operation, state: State) -> None:
    table = models.Flag
    application, flag = operation.application, state["flag"]
    here = (table.application == application, table.kind == flag["kind"])
    if flag["state"] is None:
        work.connection.execute(delete(table).where(*here))
    elif not work.connection.execute(
        update(table).where(*here).values(state=flag["state"], reasons=flag["reasons"])
    ).rowcount:
        work.connection.execute(
            insert(table).values(
                application=application, kind=flag["kind"], state=flag["state"], reasons=flag["reasons"]
            )
        )
    step(work, application, flag_bits=_bits(work, application))


def _bits(work: UnitOfWork, application: UUID) -> int:
    table = models.Flag
    kinds = work.connection.execute(
        select(table.kind).where(table.application == application, table.state != FlagState.CLEARED)
    ).scalars()
    return sum(bit(kind) for kind in kinds)


FLAG = Noun(application_version, _flag, _put_flag)
