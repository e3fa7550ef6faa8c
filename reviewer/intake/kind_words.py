"""How people name resumes and letters, and how both begin and end, in many languages. Data, kept apart from the rules.

Alternatives are divided by commas, lower case, Latin letters without accents; `*` stands for any ending of a word.
"""

import re
import unicodedata

_SPECIAL = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "ı": "i", "ß": "ss", "đ": "d", "’": "'"})


def plain(text: str) -> str:
    """Lower case, Latin letters without accents; as these patterns want it."""
    text = unicodedata.normalize("NFD", text.casefold().translate(_SPECIAL))
    return unicodedata.normalize("NFC", re.sub("(?<=[a-z])[\u0300-\u036f]+", "", text))


def _pattern(words: str, tail: str = "") -> re.Pattern[str]:
    """A pattern for any of these; where a script has spaces, whole words only."""
    parts = [re.escape(part).replace(r"\*", r"\w*") for part in re.split(r",\s+", words.strip())]
    return re.compile(
        rf"(?:(?<![^\W\d_])(?:{'|'.join(part for part in parts if part.isascii() or _spaced(part))})(?!\w)"
        rf"|{'|'.join([part for part in parts if not _spaced(part)] or ['(?!)'])}){tail}"
    )


def _spaced(word: str) -> bool:
    """Whether a word is of a script that has spaces and only simple endings: below the Semitic scripts and the rest."""
    return all(ord(c) < 0x590 for c in word)


RESUME_NAMES = _pattern(
    """
resume, resumes, resumen, rezyume, rezume, rezumat, cv, cvs, curricul*, vita, vitae, kurikulum, lebenslauf*,
werdegang, biodata, levensloop, zyciorys*, zivotopis*, eletrajz*, oneletrajz*, ansioluettelo, meritforteckning,
ozgecmis*, резюме, автобиография, 履歴書, 職務経歴書, 简历, 簡歷, 履历, 履歷, 이력서, السيرة, קורות
"""
)
LETTER_NAMES = _pattern(
    """
cover, coverletter*, letter, letters, anschreiben*, bewerbungsschreiben, begleitschreiben, motivation*,
motivacion*, motivacni, list motyw*, lettre, lettres, carta, lettera, presentazione, presentacion, apresentacao,
begeleidende, sollicitatiebrief, motivatie*, ansogning, soknad*, brev, kiserolevel, hakemus, niyet mekt*,
on yazi, pismo, письмо, сопроводительн*, мотивац*, statement, 送付状, 添え状, 志望動機, 求职信, 求職信,
자기소개서, رسالة, מכתב
"""
)
OTHER_NAMES = _pattern(
    """
certificat*, zertifikat*, zeugnis*, transcript, transcripts, diplom*, portfolio, reference, references,
referenzen, recommendation*, photo, foto, passport, degree, publication, publications, grades, notenspiegel,
attestation*, диплом*, сертификат*, 成績, 証明書, 证书
"""
)

SECTIONS = _pattern(
    """
experience, work experience, professional experience, relevant experience, employment history, work history,
employment, education, education and training, skills, technical skills, key skills, core skills,
skills and tools, summary, profile, professional summary, projects, selected projects, open source, languages,
certification, certifications, publications, awards, interests, references, objective, achievements,
technologies, berufserfahrung, ausbildung, kenntnisse, sprachen, werdegang, fahigkeiten, experiences,
experience professionnelle, experiences professionnelles, formation, formations, competences, langues,
experiencia, experiencia laboral, experiencia profesional, educacion, habilidades, idiomas, formacion,
formacion academica, formacao, formacao academica, experiencia profissional, esperienza, esperienze,
esperienze professionali, esperienza lavorativa, istruzione, istruzione e formazione, competenze, опыт,
опыт работы, образование, навыки, ключевые навыки, языки, doswiadczenie, doswiadczenie zawodowe, wyksztalcenie,
umiejetnosci, ervaring, werkervaring, opleiding, opleidingen, 学歴, 職歴, 学歴・職歴, 資格, 教育, 教育背景,
教育经历, 工作经历, 工作经验, 项目经验, 技能, 경력, 학력, الخبرة, الخبرات, التعليم, ניסיון, ניסיון תעסוקתי,
השכלה
"""
)
SALUTATIONS = _pattern(
    """
dear, hello, hi, greetings, to whom it may concern, to the hiring, sehr geehrte*, guten tag, lieber, liebe,
liebes, hallo, madame, monsieur, bonjour, estimad*, muy senor*, a quien corresponda, prezad*, caro, cara,
gentil*, spett*, egregi*, beste, geachte, szanown*, vazen*, tisztelt, kedves, уважаем*, здравствуйте,
добрый день, шановн*, sayin, hyva, hej, kjære, kaere, السادة, 尊敬的, 您好, 拝啓, 拝啟, 안녕하세요, לכבוד, שלום
"""
)
CLOSINGS = _pattern(
    """
yours, sincerely, best, kind, warm, with best, with kind, many thanks, thank you, regards, mit freundlich*,
viele gru*, beste gru*, freundliche gru*, cordialement, veuillez agreer, bien a vous, atentamente, saludos,
un saludo, un cordial saludo, atenciosamente, cordiali saluti, distinti saluti, met vriendelijke, z powazaniem,
s pozdravem, s uctou,
с уважением, з повагою, saygilarimla, med vanlig*,
terveisin, ystavallisin terveisin, udvozlettel, tisztelettel, hilsen, med venlig*, 敬具, 此致, 敬礼, 감사합니다, בברכה,
مع التحية
""",
    ".{0,40}",
)
FIRST_PERSON = _pattern(
    """
i, i'm, i've, my, me, ich, mein*, je, j'ai, mon, ma, yo, mi, meu, minha, io, mio, ik, mijn, я, мой, мне, мою,
ja, mam
"""
)
