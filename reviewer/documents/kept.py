"""What the parent keeps of documents between requests, each kind within its bound. The pool's lock guards it."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from reviewer.documents.protocol import Format, HiddenPassage

if TYPE_CHECKING:
    from reviewer.documents.protocol import DocumentInfo, Trouble, Word

ReadingKey = tuple[str, str, int, str]
"""Document, name of the reading, page, parameters."""

FILES_BYTES = 16 << 20
MADE_BYTES = 16 << 20
WORDS_PAGES = 200
DOCUMENTS = 20_000
READINGS_BYTES = 16 << 20
UNLOCKED_BYTES = 64 << 20

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """The most recently used values whose weights together stay within a bound; the newest stays in any case."""

    def __init__(self, bound: int, weigh: Callable[[V], int] = lambda _: 1) -> None:
        self._bound = bound
        self._weigh = weigh
        self._values: OrderedDict[K, V] = OrderedDict()
        self.weight = 0

    def __contains__(self, key: K) -> bool:
        return key in self._values

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: K) -> V | None:
        """A value, as freshly used."""
        value = self._values.get(key)
        if value is not None:
            self._values.move_to_end(key)
        return value

    def put(self, key: K, value: V) -> None:
        """Keep a value, the oldest making way."""
        self.drop(key)
        self._values[key] = value
        self.weight += self._weigh(value)
        while self.weight > self._bound and len(self._values) > 1:
            self.drop(next(iter(self._values)))

    def drop(self, key: K) -> None:
        """Forget a value."""
        value = self._values.pop(key, None)
        if value is not None:
            self.weight -= self._weigh(value)


@dataclass(frozen=True, slots=True)
class Made:
    """A PDF made of a document, the document's own text, and what of it is hidden and not in the PDF."""

    pdf: bytes
    text: str
    hidden: tuple[HiddenPassage, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """What a reading brought: a value that was checked, or why there is none. `size` is that of what came, in bytes."""

    value: object
    size: int


def _weight(made: Made) -> int:
    return len(made.pdf) + len(made.text)


class Known:
    """All that is known of documents."""

    def __init__(self) -> None:
        self.files: Recent[str, tuple[Format, bytes]] = Recent(FILES_BYTES, lambda value: len(value[1]))
        self.unlocked: Recent[str, tuple[Format, bytes]] = Recent(UNLOCKED_BYTES, lambda value: len(value[1]))
        """Documents that a password protects, opened by it: in memory only."""
        # One program run has one version of each engine; kept on disk the key would have to name it.
        self.made: Recent[str, Made] = Recent(MADE_BYTES, _weight)
        self.infos: Recent[str, DocumentInfo] = Recent(DOCUMENTS)
        self.guessed: set[str] = set()
        """Documents whose later pages have not been measured yet."""
        self.words: Recent[tuple[str, int], tuple[Word, ...]] = Recent(WORDS_PAGES)
        self.readings: Recent[ReadingKey, Read] = Recent(READINGS_BYTES, lambda read: read.size + 200)
        self.troubles: Recent[str, Trouble] = Recent(DOCUMENTS)
        self.strikes: dict[str, int] = {}
        self.avoid: dict[str, set[str]] = {}

    def file(self, key: str) -> tuple[Format, bytes] | None:
        """A document's format and bytes, as they can be read."""
        return self.unlocked.get(key) or self.files.get(key)

    def forget_trouble(self, key: str) -> None:
        """A document gets another chance."""
        self.troubles.drop(key)
        self.files.drop(key)
        self.strikes.pop(key, None)
        self.avoid.pop(key, None)
