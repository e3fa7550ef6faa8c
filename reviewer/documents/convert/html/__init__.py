"""Web pages that Word wrote, or that were written for it, as a docx: text, looks, lists, tables, embedded pictures.

Nothing is fetched: pictures count only when they are in the file. Scripts, forms, frames and objects are left out.
"""

from reviewer.documents.convert.html.reader import read

__all__ = ["read"]
