"""How long ago something was, in words."""

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale


def _tr(text: str) -> str:
    return QCoreApplication.translate("Times", text)


def ago(then: datetime, now: datetime) -> str:
    """ "4 days ago"; a date where it is more than a year."""
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return _tr("just now")
    for size, below, one, many in (
        (1, 60, "a minute ago", "{0} minutes ago"),
        (60, 24 * 60, "an hour ago", "{0} hours ago"),
        (24 * 60, 14 * 24 * 60, "yesterday", "{0} days ago"),
        (7 * 24 * 60, 60 * 24 * 60, "a week ago", "{0} weeks ago"),
        (30 * 24 * 60, 365 * 24 * 60, "a month ago", "{0} months ago"),
    ):
        if minutes < below:
            count = minutes // size
            return _tr(one) if count == 1 else _tr(many).format(count)
    return QLocale().toString(_local(then).date(), QLocale.FormatType.LongFormat)


def exact(then: datetime) -> str:
    """Date and time where the reader is."""
    return QLocale().toString(_local(then), QLocale.FormatType.ShortFormat)


def _local(then: datetime) -> QDateTime:
    return QDateTime.fromSecsSinceEpoch(int(then.timestamp()))


def now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)
