"""The order in which requests are served."""

from reviewer.documents.jobs import Job, Queue
from reviewer.documents.protocol import BACKGROUND, NEAR, NEXT, NOW


def popped(queue: Queue) -> list[str]:
    found: list[str] = []
    while (job := queue.pop(BACKGROUND, lambda _: True)) is not None:
        found.append(job.key)
    return found


def test_that_the_most_urgent_comes_first_and_among_equals_the_newest() -> None:
    queue = Queue()
    for key, urgency in (("a", NEXT), ("b", NOW), ("c", NEAR), ("d", NOW), ("e", NEXT)):
        queue.push(Job("page", key, urgency=urgency))
    assert popped(queue) == ["d", "b", "c", "e", "a"]


def test_that_the_same_is_done_once_at_its_highest_urgency() -> None:
    queue = Queue()
    for urgency in (NEXT, NOW, NEXT):
        queue.push(Job("page", "a", urgency=urgency))
    queue.push(Job("page", "b", urgency=NEAR))
    assert popped(queue) == ["a", "b"]


def test_that_a_worker_kept_for_the_screen_passes_what_can_wait() -> None:
    queue = Queue()
    queue.push(Job("page", "later", urgency=NEXT))
    assert queue.pop(NEAR, lambda _: True) is None
    queue.push(Job("page", "now", urgency=NOW))
    job = queue.pop(NEAR, lambda _: True)
    assert job is not None
    assert job.key == "now"
    assert len(queue) == 1


def test_that_what_does_not_fit_yet_keeps_its_place() -> None:
    queue = Queue()
    for key in "abc":
        queue.push(Job("page", key, urgency=NOW))
    job = queue.pop(NOW, lambda job: job.key == "a")
    assert job is not None
    assert job.key == "a"
    assert popped(queue) == ["c", "b"]


def test_that_what_is_tried_again_goes_back_to_its_place() -> None:
    queue = Queue()
    queue.push(Job("page", "a", urgency=NOW))
    first = queue.pop(NOW, lambda _: True)
    queue.push(Job("page", "b", urgency=NOW))
    assert first is not None
    queue.push(first, again=True)
    assert popped(queue) == ["b", "a"]


def test_that_dropping_leaves_extraction_alone_until_the_end() -> None:
    queue = Queue()
    queue.push(Job("page", "a", urgency=NOW))
    queue.push(Job("extract", "b", urgency=BACKGROUND, data=b""))
    assert [job.key for job in queue.drop(frozenset())] == ["a"]
    assert [job.key for job in queue.drop(None)] == ["b"]
    assert popped(queue) == []
