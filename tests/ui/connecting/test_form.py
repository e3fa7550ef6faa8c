"""The form for a shared database, against a real server."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from reviewer.domain.connection import Connection, Tls
from reviewer.services.connections import NO_NAME, Connections
from reviewer.services.passwords import NOT_KEPT, Passwords
from reviewer.storage.postgres import refusals
from reviewer.ui.connecting.form import ConnectionForm
from reviewer.ui.tasks import Tasks
from reviewer.ui.theme import Theme
from tests import certificates, keyrings
from tests.postgres import HOST, Server
from tests.team import PASSWORD

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def form(qtbot: QtBot, theme: Theme, ground: QWidget, tasks: Tasks, connections: Connections) -> ConnectionForm:
    made = ConnectionForm(theme, ground, tasks, connections)
    made.begin()
    qtbot.waitUntil(lambda: not tasks.busy)
    return made


def press(qtbot: QtBot, tasks: Tasks, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
    """Press a key where the focus is, and wait until what it began has ended."""
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifier)
    qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)


def fill(form: ConnectionForm, connection: Connection, password: str = PASSWORD) -> None:
    """Fill in the fields as a person leaves them."""
    form.fields.show_connection(connection)
    form.fields.password.setText(password)


def test_that_it_can_be_filled_in_with_keys_alone(qtbot: QtBot, form: ConnectionForm) -> None:
    for field, text in (
        ("Address", ""),
        ("Name", "The team"),
        ("Host", "db.example.org"),
        ("Port", "6432"),
        ("Database", "hiring"),
        ("User", "ada"),
        ("Password", "s3cret"),
    ):
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused.accessibleName() == field
        qtbot.keyClicks(focused, text)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert form.fields.connection() == Connection("The team", "db.example.org", 6432, "hiring", "ada", Tls.VERIFY_FULL)
    assert form.fields.typed_password() == "s3cret"
    assert form.fields.address.text() == "postgresql://ada@db.example.org:6432/hiring?sslmode=verify-full"


def test_that_an_address_fills_in_the_rest(qtbot: QtBot, form: ConnectionForm) -> None:
    qtbot.keyClicks(form.fields.address, "postgresql://ada:s3cret@db.example.org/hiring")
    assert form.fields.connection() == Connection.to("db.example.org", "hiring", "ada")
    assert form.fields.password.text() == "s3cret"
    qtbot.keyClick(form.fields.address, Qt.Key.Key_Tab)
    assert "s3cret" not in form.fields.address.text()


def test_that_a_pasted_password_is_not_seen(qtbot: QtBot, form: ConnectionForm) -> None:
    QApplication.clipboard().setText("postgresql://ada:s3cret@db.example.org/hiring")
    qtbot.keyClick(form.fields.address, Qt.Key.Key_V, CTRL)
    assert "s3cret" not in form.fields.address.text()
    assert form.fields.password.text() == "s3cret"
    QApplication.clipboard().clear()


def test_that_an_address_that_is_none_is_said(qtbot: QtBot, form: ConnectionForm) -> None:
    qtbot.keyClicks(form.fields.address, "http://db.example.org")
    qtbot.keyClick(form.fields.address, Qt.Key.Key_Tab)
    assert "postgresql://" in form.said.text()


def test_that_protection_follows_the_host_until_it_is_chosen(qtbot: QtBot, form: ConnectionForm) -> None:
    fields = form.fields
    qtbot.keyClicks(fields.host, "localhost")
    assert fields.tls.value() == Tls.PREFER
    assert not fields.ca_file.isVisible()
    fields.host.selectAll()
    qtbot.keyClicks(fields.host, "db.example.org")
    assert fields.tls.value() == Tls.VERIFY_FULL
    assert fields.ca_file.isVisible()
    assert not fields.word.isVisible()
    fields.tls.buttons()[2].click()
    assert fields.word.isVisible()
    fields.host.selectAll()
    qtbot.keyClicks(fields.host, "localhost")
    assert fields.tls.value() == Tls.REQUIRE
    assert not fields.word.isVisible()


@pytest.mark.parametrize(
    ("number", "word"), [(1, "unverified"), (2, "unverified"), (3, "unencrypted"), (4, "unencrypted")]
)
def test_that_weaker_protection_is_typed_out(
    qtbot: QtBot, tasks: Tasks, form: ConnectionForm, connections: Connections, number: int, word: str
) -> None:
    fill(form, Connection.to("db.example.org", "hiring", "ada").called("The team"))
    form.fields.tls.buttons()[number].click()
    press(qtbot, tasks, Qt.Key.Key_S)
    assert connections.all() == ()
    assert QApplication.focusWidget() is form.fields.word
    assert word in form.fields.word.accessibleName()
    qtbot.keyClicks(form.fields.word, "yes")
    press(qtbot, tasks, Qt.Key.Key_S)
    assert connections.all() == ()
    form.fields.word.clear()
    qtbot.keyClicks(form.fields.word, word)
    press(qtbot, tasks, Qt.Key.Key_S)
    assert [each.tls for each in connections.all()] == [list(Tls)[number]]


def test_that_a_server_with_a_trusted_certificate_answers(
    qtbot: QtBot, tasks: Tasks, form: ConnectionForm, known: Connection, connections: Connections
) -> None:
    fill(form, known)
    form.fields.name.setFocus()
    press(qtbot, tasks, Qt.Key.Key_T)
    assert form.said.text() == "It answers, and you can work with it."
    assert form.isVisible()
    assert connections.all() == ()


def test_that_a_wrong_password_is_typed_again(
    qtbot: QtBot, tasks: Tasks, form: ConnectionForm, known: Connection
) -> None:
    fill(form, known, "a guess")
    form.fields.name.setFocus()
    press(qtbot, tasks, Qt.Key.Key_T)
    assert form.said.text() == refusals.WRONG_PASSWORD
    assert QApplication.focusWidget() is form.fields.password
    qtbot.keyClicks(form.fields.password, PASSWORD)  # over what was selected
    press(qtbot, tasks, Qt.Key.Key_T)
    assert form.said.text() == "It answers, and you can work with it."


def test_that_each_failure_has_its_sentence(
    qtbot: QtBot, tasks: Tasks, form: ConnectionForm, known: Connection, hiring: Server, tmp_path: Path
) -> None:
    other = tmp_path / "other.pem"
    other.write_bytes(certificates.made_for("localhost").authority)
    for connection, sentence in (
        (replace(known, host="nowhere.invalid"), refusals.NAME_UNKNOWN),
        (replace(known, port=9), refusals.NO_ANSWER),
        (replace(known, host=HOST), refusals.OTHER_HOST),
        (replace(known, ca_file=str(other)), refusals.NOT_TRUSTED),
        (replace(known, ca_file=str(tmp_path / "gone.pem")), refusals.NO_CA_FILE),
        (replace(known, database="gone"), refusals.NO_DATABASE),
        (replace(known, database="postgres"), refusals.NO_TABLES),
        (replace(known, user="nobody"), refusals.WRONG_PASSWORD),
    ):
        fill(form, connection)
        form.fields.name.setFocus()
        press(qtbot, tasks, Qt.Key.Key_T)
        assert form.said.text() == sentence
        assert form.fields.connection() == connection
    fill(form, known, "")
    press(qtbot, tasks, Qt.Key.Key_T)
    assert form.said.text() == refusals.NO_PASSWORD


@pytest.mark.parametrize(("field", "text", "sentence"), [("port", "http", "port"), ("host", "", "host")])
def test_that_a_field_that_means_nothing_is_said(
    qtbot: QtBot, tasks: Tasks, form: ConnectionForm, known: Connection, field: str, text: str, sentence: str
) -> None:
    fill(form, known)
    getattr(form.fields, field).setText(text)
    press(qtbot, tasks, Qt.Key.Key_T)
    assert sentence in form.said.text()


def test_that_it_is_kept_and_opened(
    qtbot: QtBot,
    tasks: Tasks,
    form: ConnectionForm,
    known: Connection,
    connections: Connections,
    ring: keyrings.MemoryKeyring,
) -> None:
    fill(form, known)
    form.fields.user.setFocus()
    with qtbot.waitSignal(form.wanted, timeout=20_000) as wanted:
        press(qtbot, tasks, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert wanted.args == [known]
    assert connections.all() == (known,)
    assert Passwords().of(known) == PASSWORD
    assert not form.isVisible()


def test_that_what_cannot_be_opened_is_not_kept(
    qtbot: QtBot, tasks: Tasks, form: ConnectionForm, known: Connection, connections: Connections
) -> None:
    fill(form, known, "a guess")
    form.fields.user.setFocus()
    press(qtbot, tasks, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert form.said.text() == refusals.WRONG_PASSWORD
    assert connections.all() == ()
    fill(form, known.called(""))
    form.fields.user.setFocus()
    press(qtbot, tasks, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert form.said.text() == NO_NAME
    assert connections.all() == ()


def test_that_a_computer_without_a_keyring_says_so(
    qtbot: QtBot, tasks: Tasks, form: ConnectionForm, known: Connection, connections: Connections
) -> None:
    assert form.said.text() == NOT_KEPT
    fill(form, known)
    press(qtbot, tasks, Qt.Key.Key_S)
    assert NOT_KEPT in form.said.text()
    assert connections.all() == (known,)
    assert connections.passwords.of(known) == PASSWORD
    assert Passwords().of(known) is None


def test_that_one_with_a_keyring_need_not(
    qtbot: QtBot,
    theme: Theme,
    ground: QWidget,
    tasks: Tasks,
    connections: Connections,
    known: Connection,
    ring: keyrings.MemoryKeyring,
) -> None:
    form = ConnectionForm(theme, ground, tasks, connections)
    form.begin()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert form.said.text() == ""
    fill(form, known)
    press(qtbot, tasks, Qt.Key.Key_S)
    assert not form.isVisible()
    assert Passwords().of(known) == PASSWORD


def test_that_one_is_changed_and_removed(
    qtbot: QtBot, tasks: Tasks, form: ConnectionForm, known: Connection, connections: Connections
) -> None:
    form.dismiss()
    connections.keep(known)
    form.begin(known)
    assert QApplication.focusWidget() is form.fields.password
    form.fields.name.setText("Our team")
    press(qtbot, tasks, Qt.Key.Key_S)
    assert connections.all() == (known.called("Our team"),)
    form.begin(connections.all()[0])
    with qtbot.waitSignal(form.removed) as removed:
        press(qtbot, tasks, Qt.Key.Key_D, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert removed.args == ["Our team"]
    assert connections.all() == ()


def test_that_the_authority_is_picked(
    qtbot: QtBot, form: ConnectionForm, known: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(form, replace(known, ca_file=None))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (known.ca_file, ""))
    form.fields.pick.setFocus()
    qtbot.keyClick(form.fields.pick, Qt.Key.Key_Space)
    assert form.fields.connection() == known


def test_that_nothing_is_heard_while_it_connects(
    qtbot: QtBot, tasks: Tasks, form: ConnectionForm, known: Connection, connections: Connections
) -> None:
    fill(form, known)
    form.fields.user.setFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_T, CTRL)
    qtbot.keyClick(QApplication.focusWidget() or form, Qt.Key.Key_Return)
    assert not form.fields.isEnabled()
    qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)
    assert form.fields.isEnabled()
    assert connections.all() == ()


def test_that_every_row_has_room(form: ConnectionForm, known: Connection, window: QWidget) -> None:
    window.resize(724, 520)
    for connection in (
        replace(known, tls=Tls.DISABLE),
        replace(known, host="db.example.org", tls=Tls.VERIFY_CA),
        known,
    ):
        form.dismiss()
        form.begin(connection)
        assert form.card.height() >= form.card.sizeHint().height()
        assert window.rect().contains(form.card.geometry())
        assert form.fields.height() >= form.fields.sizeHint().height()
