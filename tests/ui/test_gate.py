"""Nothing of another thread reaches an object that is about to go."""

import threading

from reviewer.ui.gate import Gate


def test_that_closing_waits_for_who_is_inside_and_lets_nobody_in_after() -> None:
    inside, leave, closed = threading.Event(), threading.Event(), threading.Event()
    heard: list[int] = []

    def call(number: int) -> None:
        inside.set()
        assert leave.wait(20)
        heard.append(number)

    gate = Gate(call)
    teller = threading.Thread(target=gate, args=(1,))
    teller.start()
    assert inside.wait(20)

    def close() -> None:
        gate.close()
        closed.set()

    closer = threading.Thread(target=close)
    closer.start()
    assert not closed.wait(0.1)
    leave.set()
    assert closed.wait(20)
    gate(2)
    assert heard == [1]
    teller.join()
    closer.join()


def test_that_what_is_told_may_close_it() -> None:
    gate: Gate[[]] = Gate(lambda: gate.close())
    gate()
    gate()
