"""Telling resumes from cover letters."""

import pytest

from reviewer.domain.document import DocumentKind
from reviewer.intake import kinds
from tests.intake.made import LETTER, RESUME

R, C, X = DocumentKind.RESUME, DocumentKind.COVER_LETTER, DocumentKind.OTHER


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Resume.pdf", R),
        ("JaneDoe_CV.docx", R),
        ("JDCV.pdf", R),
        ("Résumé (final).pdf", R),
        ("CURRICULUM.PDF", R),
        ("Lebenslauf Müller.pdf", R),
        ("životopis.pdf", R),
        ("Życiorys.doc", R),
        ("Özgeçmiş.pdf", R),
        ("резюме.doc", R),
        ("履歴書_山田.docx", R),
        ("cv_and_cover_letter.pdf", R),
        ("CoverLetter.pdf", C),
        ("Anschreiben.pdf", C),
        ("Motivationsschreiben_v2.pdf", C),
        ("lettre de motivation.pdf", C),
        ("Carta de presentación.pdf", C),
        ("List motywacyjny.pdf", C),
        ("сопроводительное письмо.pdf", C),
        ("添え状.pdf", C),
        ("reference letter.pdf", X),
        ("Zeugnisse.pdf", X),
        ("portfolio.pdf", X),
        ("Letterman.pdf", None),
        ("jane doe.pdf", None),
        ("scan0001.pdf", None),
        ("2019 publication list cvut.pdf", X),
    ],
)
def test_that_a_name_tells_the_kind(name: str, kind: DocumentKind | None) -> None:
    assert kinds.by_name(name) is kind


def test_that_a_description_is_no_guess_and_a_name_is_one() -> None:
    told = kinds.tell([("A.pdf", ""), ("resume.pdf", "")], {"a.pdf": C})
    assert [(each.kind, each.guessed) for each in told] == [(C, False), (R, True)]


@pytest.mark.parametrize("turned", [False, True])
def test_that_texts_tell_what_names_do_not(turned: bool) -> None:
    documents = [("1.pdf", RESUME), ("2.pdf", LETTER)]
    told = kinds.tell(documents[::-1] if turned else documents, {})
    assert [each.kind for each in told] == ([C, R] if turned else [R, C])
    assert all(each.guessed for each in told)


@pytest.mark.parametrize(
    ("letter", "resume"),
    [
        (
            "Sehr geehrte Damen und Herren,\nich bewerbe mich bei Ihnen.\nMit freundlichen Grüßen\nOttilie Sandwirt",
            "Ottilie Sandwirt\nBerufserfahrung\n2018 - 2024 Krumm & Söhne\nAusbildung\n2014 - 2018 Studium",
        ),
        (
            "Madame, Monsieur,\nje vous écris pour le poste.\nCordialement,\nLéonie Vautrin",
            "Léonie Vautrin\nFormation\n2012 Master\nCompétences\nOCaml, C\n• 2019 à 2024 : Maison Brindille",
        ),
        (
            "尊敬的招聘经理：\n您好！我想申请贵公司的职位。\n此致\n敬礼",
            "林晓禾\n教育背景\n2014-2018 大学\n工作经历\n2018-2024 公司",
        ),
    ],
)
def test_that_letters_of_other_languages_are_letters(letter: str, resume: str) -> None:
    told = kinds.tell([("1.pdf", letter), ("2.pdf", resume)], {})
    assert [each.kind for each in told] == [C, R]


def test_that_one_document_alone_is_a_resume_unless_it_is_plainly_a_letter() -> None:
    assert kinds.tell([("1.pdf", "")], {})[0].kind is R
    assert kinds.tell([("1.pdf", RESUME)], {})[0].kind is R
    assert kinds.tell([("1.pdf", LETTER)], {})[0].kind is C


def test_that_beside_resume_and_letter_everything_is_something_else() -> None:
    told = kinds.tell([("resume.pdf", RESUME), ("cover.pdf", LETTER), ("1.pdf", RESUME), ("2.pdf", LETTER)], {})
    assert [each.kind for each in told] == [R, C, X, X]


def test_that_two_scans_are_still_a_resume_and_a_letter() -> None:
    assert [each.kind for each in kinds.tell([("scan1.pdf", ""), ("scan2.pdf", "")], {})] == [R, C]
