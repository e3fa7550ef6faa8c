"""Reading rtf: our own reader, for no wheel keeps its formatting. It makes a docx, and the text beside it.

Kept: runs, paragraphs, tabs, list marks as they were written, tables with widths, borders, shading and merged cells,
pictures (png, jpeg), links, headers, footers, the page, footnotes in the line, text in shapes. What is not known is
left out.
"""

from reviewer.documents.convert.rtf.reader import Read, read

__all__ = ["Read", "read"]
