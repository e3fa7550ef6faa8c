create table search_place (
    place integer primary key,
    application blob not null unique references application (id),
    version integer not null
) strict
;;
create virtual table search using fts5 (words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0")
;;
