"""Foreign shapes to domain values: folders of files, descriptions of applications, tracks. Opens no document and no database."""
