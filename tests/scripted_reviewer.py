"""A reviewer without a window, who works until killed: `python -m tests.scripted_reviewer FOLDER SEED`.

Starts when a line comes in, then writes the identifier of each operation once it was acknowledged.
"""

import random
import sys
from pathlib import Path

from reviewer.domain.application import Application
from reviewer.domain.decision import Outcome
from reviewer.domain.flag import FlagKind, FlagState
from reviewer.domain.operations import Operation
from reviewer.errors import CannotUndo
from reviewer.services import actions
from tests import builders


def choose(random_: random.Random, application: Application, office: builders.Office) -> Operation:
    """Something that a reviewer might do now."""
    me = office.me
    card = builders.card(ocaml=random_.randint(1, 5), note="scripted")
    return random_.choice(
        (
            lambda: actions.save(application, me, card),
            lambda: actions.submit(application, me, card),
            lambda: actions.route(application, me, random_.choice(("backend", "reasonml", None))),
            lambda: actions.decide(application, me, random_.choice((Outcome.HOLD, Outcome.ADVANCE, None))),
            lambda: actions.set_flag(application, me, random_.choice(tuple(FlagKind)), FlagState.OPEN, ("scripted",)),
        )
    )()


def work(folder: Path, seed: int) -> None:
    """Review for ever."""
    random_ = random.Random(seed)
    office = builders.office(folder)
    ids = list(office.queue.index(builders.QueueFilter(builders.View.ALL)))
    while True:
        if random_.random() < 0.15:
            try:
                operation: Operation = office.journal.undo().undo
            except CannotUndo:
                continue
        else:
            operation = choose(random_, office.queue.open(random_.choice(ids)), office)
            office.journal.record(operation)
        print(operation.id, flush=True)


if __name__ == "__main__":
    print("ready", flush=True)
    sys.stdin.readline()
    work(Path(sys.argv[1]), int(sys.argv[2]))
