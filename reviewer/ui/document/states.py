"""What stands in the place of a document that cannot be shown, and the line above one that is not quite as it was."""

from PySide6.QtCore import QCoreApplication

from reviewer.documents.limits import MAX_PAGES
from reviewer.documents.protocol import DocumentInfo, Trouble, TroubleCode
from reviewer.documents.protocol import Warning as Note
from reviewer.documents.troubles import sentence_for
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.state_page import StatePage

ORIGINAL, RETRY, NEXT, MAIL = "original", "retry", "next", "mail"
"""Names of the ways on."""

_ICONS = {
    TroubleCode.LOCKED: "file-lock",
    TroubleCode.MISSING: "wifi-off",
    TroubleCode.EMPTY: "file",
    TroubleCode.NOT_A_DOCUMENT: "file-x",
    TroubleCode.UNSUPPORTED: "file-x",
    TroubleCode.TIMEOUT: "clock",
}
_AGAIN = (TroubleCode.MISSING, TroubleCode.TIMEOUT, TroubleCode.MEMORY, TroubleCode.CRASHED)
"""Trouble that may be over at another try."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("DocumentStates", text)


def say_trouble(page: StatePage, trouble: Trouble, *, others: bool) -> None:
    """Fill the page for a document that cannot be shown. `others`: there is something else to go on to."""
    choices: list[Choice] = []
    if trouble.code in _AGAIN:
        choices.append(Choice(RETRY, _tr("Try again")))
    if trouble.code is TroubleCode.LOCKED:
        choices.append(Choice(MAIL, _tr("Ask for an open copy"), "E"))
    if trouble.code is not TroubleCode.MISSING:
        choices.append(Choice(ORIGINAL, _tr("Open the original"), "O"))
    if others:
        choices.append(Choice(NEXT, _tr("Go on"), "]"))
    page.say(_ICONS.get(trouble.code, "file-warning"), _title(trouble.code), _sentence(trouble), choices)


def say_not_opened(page: StatePage, trouble: Trouble, *, others: bool) -> str:
    """Fill the page of a protected document that was not opened: the password was wrong, or the file is away.

    What is to be said aloud comes back.
    """
    say_trouble(page, Trouble(TroubleCode.LOCKED), others=others)
    sentence = (
        _tr("It cannot be fetched just now, so the password was not tried. Try again in a moment.")
        if trouble.code is TroubleCode.MISSING
        else _tr("That password does not open it. Capital and small letters count.")
    )
    page.say_sentence(sentence)
    return sentence


def say_no_documents(page: StatePage, *, answers: bool) -> None:
    """Fill the page for an application that came without a document."""
    if answers:
        page.say(
            "file",
            _tr("No document came with this"),
            _tr("What the candidate wrote in the form is in the next tab."),
            [Choice(NEXT, _tr("Read the answers"), "]")],
        )
    else:
        page.say(
            "file",
            _tr("No document came with this"),
            _tr("Ask the candidate for a résumé."),
            [Choice(MAIL, _tr("Write to the candidate"), "E")],
        )


def say_nothing(page: StatePage) -> None:
    """Fill the page for no application at all."""
    page.say("file-text", _tr("Nothing is open"), _tr("Pick an application in the list to read it here."))


def notes_on(info: DocumentInfo, *, recognises: bool) -> str:
    """What a reader wants to know about pages that are not quite the document; empty when there is nothing.

    `recognises`: the words of scans are read from their pictures here.
    """
    notes: list[str] = []
    if info.scanned and recognises:
        notes.append(_tr("Scanned: its words are read from the picture, and may be misread"))
    elif info.scanned:
        notes.append(_tr("Scanned: no text to search"))
    if info.repaired:
        notes.append(_tr("This file was damaged and has been mended: something may be missing"))
    said = {
        Note.PAGES_CUT: _tr("Only the first {0} pages are shown").format(MAX_PAGES),
        Note.TEXT_CUT: _tr("Only the beginning of a very long text is shown"),
        Note.TEXT_ONLY: _tr("Shown as text alone: its layout could not be made"),
        Note.WORDS_MISSING: _tr("Some words may be missing here: open the original to be sure"),
    }
    notes += [text for code, text in said.items() if code in info.warnings]
    return " · ".join(notes)


def _title(code: TroubleCode) -> str:
    return {
        TroubleCode.LOCKED: _tr("This file needs a password"),
        TroubleCode.MISSING: _tr("This file has not arrived here yet"),
        TroubleCode.EMPTY: _tr("This file is empty"),
        TroubleCode.TOO_LARGE: _tr("This file is too large"),
        TroubleCode.NOT_A_DOCUMENT: _tr("This is not a document"),
        TroubleCode.UNSUPPORTED: _tr("This kind of file cannot be shown here"),
        TroubleCode.TIMEOUT: _tr("This file takes too long to open"),
    }.get(code, _tr("This file could not be drawn"))


def _sentence(trouble: Trouble) -> str:
    if trouble.code is TroubleCode.LOCKED:
        return _tr("Type it to read the file here; it is not kept. The rest of the application is unaffected.")
    if trouble.code is TroubleCode.MISSING:
        return _tr("It will show when the database answers. Everything else of the application is here.")
    return f"{sentence_for(trouble)} {_tr('The rest of the application is unaffected.')}"
