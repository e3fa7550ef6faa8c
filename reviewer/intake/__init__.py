"""Foreign shapes to domain values: folders, descriptions of applications, tracks. Opens no document and no database."""
