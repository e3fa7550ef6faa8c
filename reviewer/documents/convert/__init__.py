"""The worker's converters: docx, doc, rtf and txt to PDF and to text. Never imported by the program itself."""
