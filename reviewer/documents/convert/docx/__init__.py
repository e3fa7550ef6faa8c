"""Reading docx: bounded unpacking, repairs for what Word tolerates and others do not, and the document's own text."""
