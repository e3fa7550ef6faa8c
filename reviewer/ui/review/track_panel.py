"""Which track the application is in, and what in its documents speaks for one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer.domain.track import Track
from reviewer.ui.review.found_words import FoundWords
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.label import label
from reviewer.ui.widgets.segments import Segments

UNSURE = "unsure"
"""Name of the answer "which track is not decided", and of its colours. Not a track."""


def token_of(theme: Theme, track: str | None) -> str:
    """The colour token of a track: its own where the theme has one, else the neutral one."""
    return track if track and theme.has(track) else UNSURE


class TrackPanel(QWidget):
    """Heading, the tracks with their letters, and the words that were found."""

    route_chosen = Signal(object)
    """Slug of the track that was chosen; None: unsure."""
    word_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shorts: dict[str, str] = {}
        self._moved = label(theme, "", 12, 400, "faint")
        self._segments = Segments(theme, self.tr("Track"))
        self._segments.chosen.connect(lambda name: self.route_chosen.emit(None if name == UNSURE else name))
        self._words = FoundWords(theme)
        self._words.word_chosen.connect(self.word_chosen)
        heading = QHBoxLayout()
        heading.addWidget(label(theme, self.tr("Track"), 12, 600))
        heading.addStretch(1)
        heading.addWidget(self._moved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(heading)
        column.addWidget(self._segments)
        column.addWidget(self._words)

    def set_tracks(self, tracks: Sequence[Track]) -> None:
        """Offer these tracks, and to be unsure."""
        self._shorts = {track.slug: track.short for track in tracks}
        choices = [Choice(track.slug, track.short, track.letter, token_of(self._theme, track.slug)) for track in tracks]
        self._segments.set_choices([*choices, Choice(UNSURE, self.tr("Unsure"), "U", UNSURE)])

    def short(self, track: str) -> str:
        """What a track is called on chips."""
        return self._shorts.get(track, track)

    def show_track(self, track: str | None, applied: str | None) -> None:
        """Show where the application is, and where it came from when that was another track."""
        self._segments.select(track or UNSURE)
        moved = applied is not None and applied != track
        self._moved.setText(self.tr("Applied for {0}").format(self.short(applied)) if moved and applied else "")

    def show_words(self, track: Track | None, words: Sequence[str]) -> None:
        """Show which words of a track were found."""
        if track is None:
            self._words.show_words("", UNSURE, ())
        else:
            intro = self.tr("Words for {0}:").format(track.short)
            self._words.show_words(intro, token_of(self._theme, track.slug), words)

    def await_words(self) -> None:
        """Forget the words; their line keeps its place until it is known whether there are others."""
        self._words.blank()

    def moved(self) -> str:
        """What is said of where the application came from."""
        return self._moved.text()

    def words(self) -> tuple[str, ...]:
        """The words that are shown."""
        return self._words.words()

    def segments(self) -> Segments:
        """The row of tracks."""
        return self._segments
