"""The files that make trouble: a scan without text, a damaged one, a locked one."""

import random
from io import BytesIO
from typing import Any

import pymupdf
from PIL import Image, ImageFilter


def scanned(pdf: bytes, when: str) -> bytes:
    """The pages as a flatbed scanner would see them: grey, a little askew, without text."""
    source: Any = pymupdf.open(stream=pdf, filetype="pdf")
    out: Any = pymupdf.open()
    rng = random.Random(11)
    for page in source:
        pixmap = page.get_pixmap(dpi=130, colorspace=pymupdf.csGRAY)
        sheet = Image.frombytes("L", (pixmap.width, pixmap.height), pixmap.samples)
        sheet = sheet.rotate(rng.uniform(0.6, 1.2), resample=Image.Resampling.BICUBIC, fillcolor=226)
        sheet = sheet.filter(ImageFilter.GaussianBlur(0.5)).point(lambda level: int(18 + level * 0.905))
        dust = sheet.load()
        assert dust is not None
        for _ in range(220):
            dust[rng.randrange(sheet.width), rng.randrange(sheet.height)] = rng.randrange(90, 200)
        data = BytesIO()
        sheet.save(data, "JPEG", quality=46, optimize=True)
        new = out.new_page(width=page.rect.width, height=page.rect.height)
        new.insert_image(new.rect, stream=data.getvalue())
    out.set_metadata({"producer": "Scan to PDF 4.2", "creationDate": when, "modDate": when})
    return out.tobytes(garbage=4, deflate=True, no_new_id=1)


def damaged(pdf: bytes) -> bytes:
    """What is left of an upload that broke off early: nothing in it can be repaired into a page."""
    return pdf[: len(pdf) * 2 // 5]


def locked(pdf: bytes) -> bytes:
    """The same, to be opened with a password only."""
    document: Any = pymupdf.open(stream=pdf, filetype="pdf")
    return document.tobytes(
        encryption=pymupdf.PDF_ENCRYPT_RC4_128,
        user_pw="opensesame",
        owner_pw="opensesame",
        garbage=4,
        deflate=True,
        no_new_id=1,
    )
