"""Passwords and keys in the system's own place for secrets; where it has none, in memory for this run."""

import contextlib
import threading

import keyring
import keyring.errors

SERVICE = "Reviewer"

_kept: dict[str, str] = {}
_lock = threading.Lock()


def read(name: str) -> str | None:
    """What is kept under a name; None: nothing, or the system does not hand it out."""
    with _lock:
        if name in _kept:
            return _kept[name]
    try:
        return keyring.get_password(SERVICE, name)
    except keyring.errors.KeyringError:
        return None


def keep(name: str, secret: str) -> bool:
    """Keep a secret. False: the system has no place for it, so it is forgotten at the end of this run."""
    with _lock:
        _kept[name] = secret
    try:
        keyring.set_password(SERVICE, name, secret)
    except keyring.errors.KeyringError:
        return False
    return True


def keep_for_now(name: str, secret: str) -> None:
    """Keep a secret for this run alone."""
    with _lock:
        _kept[name] = secret


def forget(name: str) -> None:
    """Keep it no longer."""
    with _lock:
        _kept.pop(name, None)
    with contextlib.suppress(keyring.errors.KeyringError):
        keyring.delete_password(SERVICE, name)
