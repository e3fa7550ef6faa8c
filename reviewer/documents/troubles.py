"""The sentence for each trouble with a document: calm, without blame, and with what to do."""

from reviewer.documents.protocol import Trouble, TroubleCode

_SENTENCES = {
    TroubleCode.NOT_A_DOCUMENT: "This file is not a document that can be shown here; ask the candidate for a PDF.",
    TroubleCode.EMPTY: "This file is empty; ask the candidate to send it again.",
    TroubleCode.TOO_LARGE: "This file is larger than 25 MB and is not opened here; ask for a smaller one.",
    TroubleCode.LOCKED: "This file is protected with a password; ask the candidate for an open copy.",
    TroubleCode.DAMAGED: "This file is damaged and cannot be read; ask the candidate to send it again.",
    TroubleCode.UNSUPPORTED: "This kind of file cannot be shown here; ask the candidate for a PDF.",
    TroubleCode.TIMEOUT: "This file takes too long to open and was stopped; try again, or ask the candidate for a PDF.",
    TroubleCode.MEMORY: "This file needs more memory than a document should; ask the candidate for a simpler PDF.",
    TroubleCode.CRASHED: "This file cannot be shown safely; ask the candidate for a PDF.",
    TroubleCode.MISSING: "This file cannot be fetched just now; try again in a moment.",
}

_KINDS = {
    "html": "This is a web page, not a document; ask the candidate for a PDF.",
    "odt": "This is an OpenDocument text, which cannot be shown here; ask the candidate for a PDF.",
    "pages": "This is an Apple Pages document, which cannot be shown here; ask the candidate for a PDF.",
    "image": "This is a picture, not a document; ask the candidate for a PDF.",
    "zip": "This is an archive; ask the candidate for the documents in it, as PDF.",
    "sheet": "This is a spreadsheet, not a document; ask the candidate for a PDF.",
    "slides": "These are slides, which cannot be shown here; ask the candidate for a PDF.",
    "msg": "This is a saved e-mail; ask the candidate for the document itself.",
    "word6": "This document is from a Word older than 1997 and its text cannot be read; ask the candidate for a PDF.",
    "macword": "This document is from an old Word for the Mac and cannot be shown here; ask the candidate for a PDF.",
    "wordperfect": "This is a WordPerfect document, which cannot be shown here; ask the candidate for a PDF.",
    "works": "This is a Microsoft Works document, which cannot be shown here; ask the candidate for a PDF.",
    "write": "This is a document of Windows Write, which cannot be shown here; ask the candidate for a PDF.",
    "hangul": "This is a Hangul document, which cannot be shown here; ask the candidate for a PDF.",
    "xps": "This is an XPS document, which cannot be shown here; ask the candidate for a PDF.",
    "epub": "This is an e-book, not a document; ask the candidate for a PDF.",
    "postscript": "This is a PostScript file, which cannot be shown here; ask the candidate for a PDF.",
    "xml": "This is a data file, not a document; ask the candidate for a PDF.",
    "drawing": "This is a drawing, which cannot be shown here; ask the candidate for a PDF.",
    "recording": "This is a recording, not a document; ask the candidate for the document itself.",
    "program": "This is a program, not a document, and is not started here; ask the candidate for a PDF.",
    "shortcut": "This only points to a file on the sender's side; ask the candidate for the document itself.",
    "leftover": "This is a file that a computer leaves beside others; ask the candidate for the document itself.",
    "lock": "This is a file that an office program leaves beside an open document; ask the candidate for the document.",
}


def sentence(code: TroubleCode, kind: str = "") -> str:
    """One sentence for people: what is the matter and what to do."""
    return _KINDS.get(kind) or _SENTENCES[code]


def sentence_for(trouble: Trouble) -> str:
    """The sentence of a Trouble."""
    return sentence(trouble.code, trouble.kind)
