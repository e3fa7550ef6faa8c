"""The document service over a real pool."""

import hashlib
import threading

import pymupdf
import pytest

from reviewer.documents.pool import Pool
from reviewer.documents.protocol import NOW, Event, PageReady, TroubleCode
from reviewer.errors import DatabaseAway
from reviewer.services.documents import DocumentService

PATIENCE_S = 20


def pdf() -> bytes:
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 100), "Ran a storage engine")
        return document.tobytes()


def test_that_wants_are_answered_and_told() -> None:
    data = pdf()
    key = hashlib.sha256(data).hexdigest()
    pool = Pool({key: data}.__getitem__, workers=1)
    service = DocumentService(pool, {key: data}.__getitem__)
    told, heard = threading.Event(), list[Event]()

    def hear(event: Event) -> None:
        heard.append(event)
        if isinstance(event, PageReady):
            told.set()

    end = service.listen(hear)
    service.want_page(key, 0, 600, NOW)
    assert told.wait(PATIENCE_S)
    end()
    info, image = service.info(key), service.image(key, 0, 600)
    assert info is not None
    assert len(info.pages) == 1
    assert image is not None
    assert image.width == 600
    assert service.any_image(key, 0) is image
    assert service.image(key, 0, 601) is None
    assert service.trouble(key) is None
    assert service.original(key) == data
    pool.close()


def test_that_a_file_that_is_away_can_be_asked_for_again() -> None:
    data = pdf()
    key = hashlib.sha256(data).hexdigest()
    away = True

    def fetch(_: str) -> bytes:
        if away:
            raise DatabaseAway("The database does not answer.")
        return data

    pool = Pool(fetch, workers=1)
    service = DocumentService(pool, fetch)
    told = threading.Event()
    end = service.listen(lambda _: told.set())
    service.want_info(key, NOW)
    assert told.wait(PATIENCE_S)
    trouble = service.trouble(key)
    assert trouble is not None
    assert trouble.code is TroubleCode.MISSING
    with pytest.raises(DatabaseAway):
        service.original(key)
    away = False
    told.clear()
    service.retry(key)
    service.want_info(key, NOW)
    assert told.wait(PATIENCE_S)
    assert service.info(key) is not None
    end()
    pool.close()
