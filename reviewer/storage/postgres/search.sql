-- The words of applications, as the program's normaliser makes them: the database's own would take C++ for C.

alter table application_text add column if not exists words tsvector;
alter table application_text add column if not exists words_version integer not null default 0;
create index if not exists ix_application_text_words on application_text using gin (words);
create index if not exists ix_application_text_unindexed on application_text (words_version) where words_version = 0;

-- How many applications have some words, counted up to a limit. The index is used whatever the planner thinks.
create or replace function search_count(wanted tsquery, most integer) returns integer
language sql stable set search_path = reviewer, pg_temp set enable_seqscan = off set enable_indexscan = off
as $$ select count(*)::integer from (select from application_text where words @@ wanted limit most + 1) found $$;

-- Words of a text; what is longer than a tsvector can be is cut.
create or replace function as_words(normalised text) returns tsvector
language sql immutable set search_path = reviewer, pg_temp
as $$ select to_tsvector('simple', left(normalised, 400000)) $$;
