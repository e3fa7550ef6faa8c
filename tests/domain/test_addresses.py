"""Where addresses lead, and that nobody is deceived about it."""

import pytest

from reviewer.domain.addresses import Doubt, address, in_text


@pytest.mark.parametrize(
    ("uri", "target", "shown"),
    [
        ("https://example.org", "https://example.org", "example.org"),
        ("HTTPS://Example.ORG/Milla?x=1#y", "https://example.org/Milla?x=1#y", "example.org/Milla?x=1#y"),
        ("http://example.org:8080/", "http://example.org:8080/", "example.org:8080"),
        ("https://müller.example/ä", "https://xn--mller-kva.example/%C3%A4", "müller.example/ä"),
        ("mailto:milla@example.org", "mailto:milla@example.org", "milla@example.org"),
        ("mailto:milla@example.org?bcc=other@example.net&body=x", "mailto:milla@example.org", "milla@example.org"),
        ("https://example.org/%2e%2e/x", "https://example.org/%2e%2e/x", "example.org/%2e%2e/x"),
    ],
)
def test_that_what_is_opened_is_what_is_shown(uri: str, target: str, shown: str) -> None:
    found = address(uri)
    assert found is not None
    assert (found.target, found.shown, found.doubts) == (target, shown, ())


@pytest.mark.parametrize(
    ("uri", "text", "host", "doubts"),
    [
        ("https://example.com@evil.example/x", "", "evil.example", {Doubt.NAME_BEFORE_HOST}),
        ("https://me:secret@evil.example", "", "evil.example", {Doubt.NAME_BEFORE_HOST}),
        ("https://ex\N{CYRILLIC SMALL LETTER A}mple.org", "", "xn--exmple-4nf.org", {Doubt.OTHER_LETTERS}),
        ("https://xn--exmple-4nf.org", "", "xn--exmple-4nf.org", {Doubt.OTHER_LETTERS}),
        ("https://пример.example", "", "xn--e1afmkfd.example", {Doubt.OTHER_LETTERS}),
        ("https://evil.example", "www.linkedin.com/in/milla", "evil.example", {Doubt.OTHER_TEXT}),
        ("https://evil.example", "github.com", "evil.example", {Doubt.OTHER_TEXT}),
        ("mailto:other@evil.example", "milla@example.org", "other@evil.example", {Doubt.OTHER_TEXT}),
        ("http://127.0.0.1/", "", "127.0.0.1", {Doubt.NUMBER}),
        ("http://2130706433/", "", "2130706433", {Doubt.NUMBER}),
        ("http://[::1]/", "", "::1", {Doubt.NUMBER}),
    ],
)
def test_that_what_may_deceive_is_said(uri: str, text: str, host: str, doubts: set[Doubt]) -> None:
    found = address(uri, text)
    assert found is not None
    assert found.host == host
    assert set(found.doubts) == doubts
    assert "@" not in found.target or found.mail


@pytest.mark.parametrize("text", ["My page", "example.org", "www.example.org", "https://example.org/other", "Milla"])
def test_that_a_text_that_names_the_same_place_or_none_raises_no_doubt(text: str) -> None:
    found = address("https://example.org/milla", text)
    assert found is not None
    assert found.doubts == ()


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "ftp://example.org",
        "https:",
        "https:///x",
        "https://good.example\\@evil.example",
        "https://exa mple.org",
        "https://example.org/\u202egpj.exe",
        "https://example.org:99999/",
        "https://-/",
        "https://" + "a" * 300,
        "https://example.org/" + "a" * 3000,
        "mailto:nobody",
        "mailto:a@example.org,b@example.org",
        "mailto:a%0abcc:x@example.org",
        "smb://example.org/share",
    ],
)
def test_that_the_rest_is_not_followed(uri: str) -> None:
    assert address(uri) is None


@pytest.mark.parametrize(
    ("word", "uri", "said"),
    [
        ("(https://example.org/x).", "https://example.org/x", "https://example.org/x"),
        ("milla@example.org,", "mailto:milla@example.org", "milla@example.org"),
        ("E-mail:milla@example.org", "mailto:milla@example.org", "milla@example.org"),
        ("github.com/milla", "https://github.com/milla", "github.com/milla"),
        ("www.example.org", "https://www.example.org", "www.example.org"),
        ("https://example.org/D_(language)", "https://example.org/D_(language)", "https://example.org/D_(language)"),
    ],
)
def test_that_addresses_are_found_in_a_text(word: str, uri: str, said: str) -> None:
    found = in_text(word)
    assert found is not None
    assert (found[0], word[found[1] : found[2]]) == (uri, said)


@pytest.mark.parametrize(
    "word", ["ASP.NET/MVC", "Node.js", "B.Sc.", "e.g.", "10.5/12", "and/or", "@milla", "C++17.", ""]
)
def test_that_other_words_are_none(word: str) -> None:
    assert in_text(word) is None
