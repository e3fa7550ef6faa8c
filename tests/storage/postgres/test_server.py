"""The server that the tests start."""

import signal

import psycopg
import pytest

from tests.postgres import Server


def test_that_it_answers_and_leaves_nothing() -> None:
    server = Server(durable=True)
    with server.connect() as connection:
        connection.execute("create table kept (word text)")
        connection.execute("insert into kept values ('yes')")
    server.kill()
    with pytest.raises(psycopg.OperationalError):
        server.connect(connect_timeout=2)
    server.start()
    server.stop(signal.SIGQUIT)
    server.start()
    with server.connect() as connection:
        assert connection.execute("select word from kept").fetchall() == [("yes",)]
    assert server.version >= 150000
    server.close()
    assert not server.folder.exists()
