"""Writes comments: one field over the window, and a draft for each application while the window is open."""

from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reviewer.domain.operations import COMMENT_LIMIT
from reviewer.ui.review.presenter import ReviewPresenter
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.text_overlay import TextOverlay


class Commenting(QObject):
    """Asks for a comment on the application that is shown, and has it kept."""

    def __init__(self, theme: Theme, window: QWidget, presenter: ReviewPresenter) -> None:
        super().__init__(window)
        self._presenter = presenter
        self._drafts = dict[UUID, str]()
        self._about: UUID | None = None
        self.overlay = TextOverlay(theme, window, self.tr("Add the comment"), COMMENT_LIMIT)
        self.overlay.handed_over.connect(self._send)
        self.overlay.closed.connect(self._keep)

    def open(self) -> None:
        """Write a comment, or go on with the one that was begun."""
        application = self._presenter.application
        if application is None:
            return
        self._about = application.id
        self.overlay.ask(
            self.tr("Comment on {0}").format(application.candidate.name),
            self.tr(
                "It stands in the activity. Others see it once they may see what others rated. Esc keeps it for later."
            ),
            self._drafts.get(application.id, ""),
        )

    def _send(self, text: str) -> None:
        shown = self._presenter.application
        if shown is not None and shown.id == self._about and self._presenter.comment(text):
            self.overlay.field.clear()
            self.overlay.dismiss()

    def _keep(self) -> None:
        if self._about is None:
            return
        text = self.overlay.text()
        if text.strip():
            self._drafts[self._about] = text
        else:
            self._drafts.pop(self._about, None)
