"""Reading rtf: our own reader, for no wheel keeps its formatting. It makes a docx, which holds the text as well.

Kept: runs, paragraphs, tabs, numbers and bullets of lists, tables with widths, borders, shading, merged cells and
tables inside of cells, pictures (png, jpeg, bitmaps, the largest bitmap of a metafile), text boxes, lines and filled
boxes at their places, links, headers, footers, sections with columns, footnotes. What is not known is left out; what is
marked as hidden is told of and not drawn.
"""

from reviewer.documents.convert.rtf.reader import Read, read

__all__ = ["Read", "read"]
