"""Words as they are compared, and the wordings with which a text speaks to a machine. Standard library only."""

import re
import unicodedata

# Wordings that people do not use to people. Each stands for a family; letters are compared without case and accents.
_INSTRUCTIONS = re.compile(
    r"(?:ignor\w*|disregard|forget|override|oubli\w*|olvida\w*|vergiss|missachte|negeer|zignoruj|esque[cç]a)\b.{0,40}"
    r"\b(?:previous|prior|above|earlier|preceding|system|precedent\w*|anterior\w*|vorherig\w*|bisherig\w*|vorige"
    r"|poprzedni\w*|precedenti)\b.{0,40}"
    r"\b(?:instruction\w*|prompt\w*|rule\w*|direction\w*|guideline\w*|consigne\w*|instruccion\w*|instrucoes"
    r"|anweisung\w*|instructies|polecen\w*|istruzion\w*|criteria)"
    r"|\b(?:ignore|disregard|forget) all (?:the |your |of (?:the |your ))?(?:instructions|prompts|guidelines)\b"
    r"|\b(?:you are|act as|du bist|tu es|eres|voce e)\b.{0,20}\b(?:an? )?(?:ai|llm|language model|ki|sprachmodell"
    r"|modele de langage|modelo de lenguaje|resume screener|ats)\b"
    r"|\b(?:as an? )?(?:ai|llm|large language model|chatgpt|gpt-?\d|claude|gemini|copilot)\b.{0,40}"
    r"\b(?:must|should|shall|please|rank|rate|score|recommend|evaluat\w*|read\w* this|review\w* this)\b"
    r"|\b(?:system|assistant|developer) ?(?:prompt|message|instruction)s?\b"
    r"|\b(?:rate|rank|score|recommend|classify|mark|advance|select|hire|return|output|respond|say)\b.{0,40}"
    r"\b(?:this|the) (?:candidate|applicant|resume|cv)\b.{0,60}"
    r"\b(?:as (?:an? )?(?:excellent|exceptional|top|best|perfect|outstanding|strong|highly)|10 ?/ ?10|100 ?%"
    r"|highest|first|strongly|immediately|above all)"
    r"|\b(?:this|the) (?:candidate|applicant) is (?:an? |the )?(?:exceptionally|perfect|ideal|best|most|extremely)\b"
    r".{0,30}\b(?:qualified|candidate|match|fit|suited)"
    r"|\[/?inst\]|<\|im_start\|>|<\|?system\|?>|### ?instruction",
    re.IGNORECASE | re.DOTALL,
)
LEAST_LETTERS = 6
"""Letters and digits that hidden text has at least to be told: fewer are slips, marks and fillers of forms."""
_LONGEST = 20_000
_ASCII_KEY = {code: chr(code).lower() if chr(code).isalnum() else None for code in range(128)}
_TAGS = 0xE0000
_WORD = re.compile(r"\w[\w.+#'’-]*")


def plain(text: str) -> str:
    """A text in lower case, without accents and without letters that have no width, spaces made single."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(
        "".join(c for c in apart if not unicodedata.combining(c) and unicodedata.category(c) != "Cf").split()
    )


def key_of(text: str) -> str:
    """The letters and digits of a text alone, as `plain` has them: two texts that say the same have the same."""
    if text.isascii():
        return text.translate(_ASCII_KEY)
    return "".join(c for c in plain(text) if c.isalnum())


def word_count(text: str) -> int:
    """The words of a text."""
    return len(_WORD.findall(text))


def smuggled(text: str) -> str:
    """What is spelt in a text by the tag characters of Unicode, which copy ASCII and are drawn as nothing."""
    return "".join(chr(ord(c) - _TAGS) for c in text if _TAGS + 0x20 <= ord(c) <= _TAGS + 0x7E)


def instruction(text: str) -> str:
    """The part of a text that speaks to a machine that judges candidates, unmistakably; empty where there is none."""
    found = _INSTRUCTIONS.search(plain(text[:_LONGEST]))
    return found.group().strip() if found else ""


def instructs(text: str) -> bool:
    """Whether a text speaks to a machine that judges candidates, unmistakably."""
    return bool(instruction(text))
