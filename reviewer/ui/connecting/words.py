"""What the ways to protect a connection are called, and what each means."""

from PySide6.QtCore import QCoreApplication

from reviewer.domain.connection import Tls
from reviewer.ui.widgets.choice import Choice


def _tr(text: str) -> str:
    return QCoreApplication.translate("Connecting", text)


def protections() -> list[Choice]:
    """The choices, strongest first, named as `Tls` names them."""
    return [
        Choice(Tls.VERIFY_FULL, _tr("Verified")),
        Choice(Tls.VERIFY_CA, _tr("Any name")),
        Choice(Tls.REQUIRE, _tr("Unverified")),
        Choice(Tls.PREFER, _tr("If offered")),
        Choice(Tls.DISABLE, _tr("None")),
    ]


def meaning(tls: Tls) -> str:
    """What one of them does, in a line."""
    return {
        Tls.VERIFY_FULL: _tr("Encrypted; the server proves that it is this host."),
        Tls.VERIFY_CA: _tr("Encrypted; the server proves who signed for it, not which host it is."),
        Tls.REQUIRE: _tr("Encrypted; whoever answers is believed."),
        Tls.PREFER: _tr("Encrypted if the server offers it; whoever answers is believed."),
        Tls.DISABLE: _tr("Everything is sent in clear, for anybody on the way to read."),
    }[tls]
