"""Names, e-mail addresses and phone numbers out of texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.intake import contact, names
from tests.intake.made import LETTER, RESUME


def test_that_a_plain_resume_says_who_wrote_it() -> None:
    assert contact.read(RESUME) == contact.Contact(
        "Nadia Quillfeather", "nadia.quillfeather@example.org", "+44 20 7946 0123"
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Curriculum Vitae\nNADIA O'QUILL-FEATHER\nEngineer", "Nadia O'Quill-Feather"),
        ("RESUME\n\nMaría José de la Brizna\nPhone: 1", "María José de la Brizna"),
        ("Software Engineer\nNew York\nNadia Q. Feather\nnadia.feather99@example.org", "Nadia Q. Feather"),
        ("N A D I A   F E A T H E R\nDeveloper", "Nadia Feather"),
        ("NADIA\nFEATHER\nn.feather@example.org", "Nadia Feather"),
        ("Name: Ludo van Bramen\nBorn 1990", "Ludo van Bramen"),
        ("Dr. Nadia Feather, PhD\nChemist", "Nadia Feather"),
        ("Feather, Nadia\nnadia.feather@example.org", "Nadia Feather"),
        ("Nadia Feather | Backend developer | Leeds", "Nadia Feather"),
        ("Leeds, England\nSKILLS\nC++\tNadia Feather\nn.feather@example.org", "Nadia Feather"),
        ("林晓禾\n电话：020 7946 0123", "林晓禾"),
        ("氏名：森野 ひなた\n1990年", "森野 ひなた"),
        ("Резюме\nНадежда Перова\nИнженер", "Надежда Перова"),
        ("نادية الريشي\nمهندسة", "نادية الريشي"),
    ],
)
def test_that_the_name_is_found(text: str, name: str) -> None:
    assert contact.read(text).name == name


@pytest.mark.parametrize(
    "text",
    [
        "Curriculum Vitae\nLebenslauf\nProfile\nWork Experience",
        "Experience\n2019-2024 Bramblewick",
        "Senior Software Engineer\nDistributed Systems",
        "Brno, Czechia\nx@example.org",
        "履歴書\n職務経歴書",
        "",
    ],
)
def test_that_no_heading_is_a_name(text: str) -> None:
    assert contact.read(text).name is None


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("Email:nadia@example.orgPhone 1", "nadia@example.org"),
        ("E-MAIL: NADIA@EXAMPLE.ORG", "NADIA@EXAMPLE.ORG"),
        ("nadia+jobs@mail.example.co.uk.", "nadia+jobs@mail.example.co.uk"),
        ("nadia@example.org", "nadia@example.org"),  # full width
        ("Nadia Feather\nboss@example.com\nnadia.feather@example.org", "nadia.feather@example.org"),
        ("no at sign here", None),
        ("@handle and x@y", None),
    ],
)
def test_that_the_email_is_found(text: str, email: str | None) -> None:
    assert contact.read(text).email == email


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("Tel. 020 7946 0123", "020 7946 0123"),
        ("+49 (0)30 5550 0142 · Berlin", "+49 (0)30 5550 0142"),
        ("(212) 555-0199", "(212) 555-0199"),
        ("Mobile: 5550142", "5550142"),
        ("手机：138 0013 8000", "138 0013 8000"),
        ("2015 - 2019 Tallow\n2019 – 2024 Finch", None),
        ("01.02.2019 - 03.04.2020", None),
        ("born 12.05.1990", None),
        ("ISBN 978-3-16-148410-0", None),
        ("ID 1234567890", None),
        ("handled 1000000000000000000000 requests", None),
    ],
)
def test_that_the_phone_number_is_found(text: str, phone: str | None) -> None:
    assert contact.read(text).phone == phone


def test_that_a_letter_is_signed() -> None:
    assert names.signed(LETTER) == "Nadia Quillfeather"
    assert names.signed("Dear team,\nI am nobody.") is None


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("03-nadia-feather", "Nadia Feather"),
        ("NadiaFeatherResume2026.pdf", "Nadia Feather"),
        ("Nadia_Feather_CV (1).pdf", "Nadia Feather"),
        ("resume.pdf", None),
        ("Curriculum Vitae.docx", None),
        ("0001", None),
    ],
)
def test_that_a_file_may_bear_the_name(file: str, name: str | None) -> None:
    assert names.from_file(file) == name


def test_that_an_email_may_bear_the_name() -> None:
    assert names.from_email("nadia_feather99@example.org") == "Nadia Feather"
    assert names.from_email("nf@example.org") is None


@given(st.text(max_size=300))
def test_that_any_text_is_read(text: str) -> None:
    found = contact.read(text, (text[:20],))
    assert found.name is None or found.name.strip()
    names.signed(text)
    names.from_file(text)
    names.from_email(text)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text", ["a@" * 10_000, "1 " * 10_000, "A-" * 10_000, "+" * 20_000, "A b\t" * 5_000, "(" * 20_000]
)
def test_that_no_text_takes_long(text: str) -> None:
    contact.read(text)
    names.signed(text)
