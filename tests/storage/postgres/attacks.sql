-- What somebody with psql and a login of their own might try. Each comes to nothing: the database refuses it, or
-- tells nothing (no row, or nulls alone), or lets it through and nothing changes by it.
--
-- -- login, what is expected: what is tried
-- :app and the like are filled in by the test.

-- rob, nothing: ratings
select ratings from review where reviewer <> me()

-- rob, nothing: recommendation
select recommendation from review where reviewer <> me()

-- rob, nothing: note
select note from review where reviewer <> me()

-- rob, nothing: evidence
select evidence from review where reviewer <> me()

-- rob, nothing: whole rows
select r from review r where reviewer <> me()

-- rob, nothing: by key
select 1 from review where id = ':review'

-- rob, nothing: a count
select 1 from review where reviewer <> me() having count(*) > 0

-- rob, nothing: a mean
select avg(recommendation) from review where reviewer <> me()

-- rob, nothing: a sum over a window
select sum(recommendation) over () from review where reviewer <> me()

-- rob, nothing: an order
select application from review where reviewer <> me() order by recommendation

-- rob, nothing: a join
select 1 from application a join review r on r.application = a.id and r.reviewer <> me()

-- rob, nothing: a lateral join
select x from application a, lateral (select 1 as x from review where application = a.id and reviewer <> me()) y

-- rob, nothing: a subquery
select 1 where exists (select from review where reviewer = ':ria')

-- rob, nothing: operations of a review
select payload from operation where actor = ':ria' and code like 'review%'

-- rob, nothing: what a review left
select after from operation where after ? 'review'

-- rob, nothing: what a review found
select before from operation where before ? 'review'

-- rob, nothing: an undo of a review
select * from operation where actor = ':ria' and code = 'operation.undone' and after ? 'review'

-- rob, nothing: passages pointed at
select after from operation where after ? 'evidence'

-- rob, nothing: a draft
select * from review where submitted_at is null and reviewer <> me()

-- rob, nothing: news of a draft
select * from feed where aspect = 'review' and actor <> me()

-- rob, nothing: comments of others
select text from comment where author <> me()

-- rob, nothing: that there are comments
select 1 from comment where author <> me() having count(*) > 0

-- rob, nothing: the payload of a comment
select payload from operation where code = 'comment.made' and actor <> me()

-- rob, nothing: what a comment left
select after from operation where after ? 'comment' and actor <> me()

-- rob, nothing: what taking a comment back found
select before from operation where before ? 'comment' and actor <> me()

-- rob, nothing: news of a comment
select * from feed where aspect = 'comment' and actor <> me()

-- rob, refused: a comment by hand
insert into comment (id, application, author, text) values (':new', ':app', me(), '"x"')

-- rob, refused: a comment as another
insert into comment (id, application, author, text) values (':new', ':app', ':ria', '"x"')

-- rob, refused: changing a comment
update comment set text = '"x"'

-- rob, refused: removing a comment
delete from comment

-- rob, refused: taking a comment of another back
select apply(':new', ':app', 'operation.undone', now(), 0, '{"operation": ":riacomment"}')

-- rob, refused: a comment that says nothing
select apply(':new', ':app', 'comment.made', now(), 0, '{"text": " "}')

-- rob, refused: a comment that is too long
select apply(':new', ':app', 'comment.made', now(), 0, jsonb_build_object('text', repeat('x', 4001)))

-- rob, refused: a comment that is no text
select apply(':new', ':app', 'comment.made', now(), 0, '{"text": {"x": 1}}')

-- rob, refused: a comment without a text
select apply(':new', ':app', 'comment.made', now(), 0, '{}')

-- rob, refused: putting a comment by an owner's function
select reviewer.put('comment', '{"comment": {"id": ":new", "text": "x"}}', ':app', (select p from person p where login = 'ria'))

-- rob, nothing: read marks of others
select * from read_mark where reviewer <> me()

-- rob, nothing: openings of others
select * from opening where person <> me()

-- rob, nothing: statistics
select most_common_vals from pg_stats where schemaname = 'reviewer' and tablename = 'review' and most_common_vals is not null

-- rob, nothing: statistics of operations
select histogram_bounds from pg_stats where schemaname = 'reviewer' and tablename = 'operation' and histogram_bounds is not null

-- rob, nothing: extended statistics
select * from pg_stats_ext where schemaname = 'reviewer'

-- rob, nothing: statements of others
select query from pg_stat_activity where usename = 'ria' and query <> ''  and query not like '<insufficient%'

-- rob, nothing: row security off
set row_security = off; select ratings from review where reviewer <> me()

-- rob, nothing: a cursor
declare c cursor with hold for select ratings from review where reviewer <> me(); fetch all in c

-- rob, nothing: a prepared statement
prepare p as select ratings from review where reviewer <> me(); execute p

-- rob, nothing: xml of a query
select (xpath('//row', query_to_xml('select ratings from reviewer.review where reviewer <> reviewer.me()', true, false, '')))[1]

-- rob, refused: raw statistics
select * from pg_statistic

-- rob, refused: a file of the server
select pg_read_file('postgresql.conf')

-- rob, refused: a folder of the server
select pg_ls_dir('.')

-- rob, refused: copy from a program
copy person from program 'id'

-- rob, refused: copy to a program
copy person to program 'cat'

-- rob, refused: copy to a file
copy person to '/tmp/people'

-- rob, refused: copy into a table
copy review from stdin

-- rob, refused: page contents
create extension pageinspect

-- rob, refused: another database by link
create extension dblink

-- rob, refused: the passwords
select rolpassword from pg_authid

-- rob, refused: an error that tells
select 1 / 0 from review where reviewer <> me() union all select apply(':new', ':app', 'review.saved', now(), 0, '{"card": 1}') is null::int

-- rob, refused: logical decoding
select pg_create_logical_replication_slot('s', 'test_decoding')

-- rob, refused: a log of the server
select pg_current_logfile(), pg_read_file(pg_current_logfile())

-- rob, refused: sizes by an owner's function
select reviewer.present('review', null, ':app', (select p from person p where login = 'ria'))

-- rob, refused: an owner's function that puts
select reviewer.put('track', '{"track": null}', ':app', (select p from person p where login = 'rob'))

-- rob, refused: whether another sees
select opened(':app', (select p from person p where login = 'ria'))

-- rob, refused: another's review
update review set ratings = '{}' where reviewer = ':ria'

-- rob, refused: own review past the function
update review set note = '"x"'

-- rob, refused: a review in another's name
insert into review select gen_random_uuid(), ':app2', ':ria', 'backend', 1, '{}', 4, '"x"', now(), 1, '[]', null

-- rob, refused: a review past the function
insert into review select gen_random_uuid(), ':app2', me(), 'backend', 1, '{}', 4, '"x"', now(), 1, '[]', null

-- rob, refused: deleting a review
delete from review

-- rob, refused: emptying reviews
truncate review cascade

-- rob, refused: submitting back-dated
update review set submitted_at = '2020-01-01'

-- rob, refused: un-submitting
update review set submitted_at = null

-- rob, refused: moving without a trace
update application set track = 'reasonml', version = version + 1 where id = ':app'

-- rob, refused: moving by a merge
merge into application a using (select 1) x on a.id = ':app' when matched then update set track = 'reasonml'

-- rob, refused: moving by upsert
insert into application select * from application on conflict (id) do update set track = null

-- rob, refused: deciding
update application set outcome = 'advance' where id = ':app'

-- rob, refused: a stale version
update application set version = 1 where id = ':app'

-- rob, refused: deleting an application
delete from application where id = ':app'

-- rob, refused: editing history
update operation set at = '2020-01-01'

-- rob, refused: deleting history
delete from operation

-- rob, refused: emptying history
truncate operation cascade

-- rob, refused: inventing history
insert into operation (id, actor, application, code, at, recorded_at, base, payload, before, after) values (gen_random_uuid(), me(), ':app', 'application.routed', now(), now(), 1, '{}', '{}', '{}')

-- rob, refused: inventing another's history
insert into operation (id, actor, application, code, at, recorded_at, base, payload, before, after) values (gen_random_uuid(), ':ria', ':app', 'application.routed', now(), now(), 1, '{}', '{}', '{}')

-- rob, refused: inventing news
insert into feed (operation, application, aspect, actor) values (gen_random_uuid(), ':app', 'track', me())

-- rob, refused: opening others' reviews
insert into opening values (me(), ':app', 'revealed', '', now())

-- rob, refused: a document's bytes
update blob set data = 'x'

-- rob, refused: a document's name
update document set name = 'x'

-- rob, refused: removing a document
delete from document

-- rob, refused: a flag
update flag set state = 'cleared'

-- rob, refused: a rubric
update rubric set criteria = '[]'

-- rob, refused: a new rubric
insert into rubric values ('backend', 99, '[]')

-- rob, refused: a track
insert into track select 'x', 9, 't', 't', 't', 't', '[]', '[]', 1

-- rob, refused: becoming a lead
update person set lead = 1 where id = me()

-- rob, refused: becoming another
update person set login = 'rob' where login = 'ria'

-- rob, refused: a new person
insert into person values (gen_random_uuid(), 'eve', 'Eve', 1)

-- rob, refused: a claim in another's name
insert into claim values (':ria', ':app', now(), now() + interval '1 year')

-- rob, refused: a read mark in another's name
insert into read_mark values (':ria', ':app', now())

-- rob, refused: the migration
update alembic_version set version_num = '9999'

-- rob, refused: which programs fit
update compatibility set oldest = '9999'

-- rob, refused: taking in
select receive_all('[]')

-- rob, refused: bytes without a document
select keep_blob('x')

-- rob, refused: asking what is known
select known(array['x'::bytea])

-- rob, refused: one arrival past the list
select receive('{}')

-- rob, refused: a decision by a reviewer
select apply(':new', ':app', 'application.decided', now(), 1, '{"outcome": "advance", "reason": null}')

-- rob, refused: recusal by a reviewer
select apply(':new', ':app', 'application.recused', now(), 0, '{"reason": "x"}')

-- rob, refused: revealing before handing in
select apply(':new', ':app', 'review.revealed', now(), 0, '{}')

-- rob, refused: an old version
select apply(':new', ':app', 'application.routed', now(), 0, '{"track": "reasonml"}')

-- rob, refused: a track that is none
select apply(':new', ':app', 'application.routed', now(), 1, '{"track": "x"}')

-- rob, refused: an application that is none
select apply(':new', ':new', 'application.routed', now(), 1, '{"track": "reasonml"}')

-- rob, refused: an arrival
select apply(':new', ':app', 'application.received', now(), 1, '{}')

-- rob, refused: an unknown code
select apply(':new', ':app', 'x', now(), 1, '{}')

-- rob, refused: undoing another's
select apply(':new', ':app', 'operation.undone', now(), 1, '{"operation": ":riasubmitted"}')

-- rob, refused: another's operation's id
select apply(':riasubmitted', ':app', 'application.routed', now(), 1, '{"track": "reasonml"}')

-- rob, refused: a level that is none
select apply(':new', ':app', 'review.saved', now(), 0, '{"card": {"track": "backend", "rubric_version": 1, "ratings": {"ocaml": 9}, "recommendation": null, "note": ""}}')

-- rob, refused: a recommendation that is none
select apply(':new', ':app', 'review.saved', now(), 0, '{"card": {"track": "backend", "rubric_version": 1, "ratings": {}, "recommendation": 9, "note": ""}}')

-- rob, refused: a rubric that is none
select apply(':new', ':app', 'review.saved', now(), 0, '{"card": {"track": "backend", "rubric_version": 77, "ratings": {}, "recommendation": 1, "note": ""}}')

-- rob, refused: a passage that breaks the reader
select apply(':new', ':app', 'evidence.attached', now(), 0, '{"evidence": {"id": "x", "track": "backend", "rubric_version": 1, "criterion": "ocaml"}}')

-- rob, refused: a note without end
select apply(':new', ':app', 'review.saved', now(), 0, jsonb_build_object('card', jsonb_build_object('track', 'backend', 'rubric_version', 1, 'ratings', '{}'::jsonb, 'recommendation', null, 'note', repeat('x', 20001))))

-- rob, refused: a payload without end
select apply(':new', ':app', 'application.routed', now(), 1, jsonb_build_object('track', 'reasonml', 'more', repeat('x', 200000)))

-- rob, refused: reasons that are none
select apply(':new', ':app', 'flag.set', now(), 1, '{"kind": "agency", "state": "open", "reasons": [1]}')

-- rob, refused: a flag that is none
select apply(':new', ':app', 'flag.set', now(), 1, '{"kind": "x", "state": "open", "reasons": []}')

-- rob, refused: a document of another application
select apply(':new', ':app', 'document.kind_set', now(), 1, '{"document": ":document2", "kind": "other"}')

-- rob, refused: being the owner
set role reviewer_owner

-- rob, refused: being a lead
set role reviewer_lead

-- rob, refused: being the superuser
set session authorization postgres

-- rob, refused: a temporary table
create temp table review (x int)

-- rob, refused: a temporary function
create function pg_temp.me() returns uuid language sql as $$ select ':ria'::uuid $$

-- rob, refused: a function
create function reviewer.x() returns int language sql as $$ select 1 $$

-- rob, refused: replacing a function
create or replace function reviewer.me() returns uuid language sql as $$ select ':ria'::uuid $$

-- rob, refused: a table
create table reviewer.x (y int)

-- rob, refused: a table in public
create table public.x (y int)

-- rob, refused: a schema
create schema x

-- rob, refused: a view
create view reviewer.x as select * from reviewer.review

-- rob, refused: a rule
create rule r as on select to review do instead select 1

-- rob, refused: a trigger
create trigger t before update on review for each row execute function refuse()

-- rob, refused: a policy
create policy all_of_them on review for select using (true)

-- rob, refused: no policies
alter table review disable row level security

-- rob, refused: no triggers
alter table operation disable trigger all

-- rob, refused: as a replica
set session_replication_role = replica

-- rob, refused: an extension
create extension hstore

-- rob, refused: a role
create role eve login superuser

-- rob, refused: more rights
alter role rob superuser

-- rob, refused: passing the policies
alter role rob bypassrls

-- rob, refused: membership
grant reviewer_lead to rob

-- rob, refused: a setting of the server
alter system set log_statement = 'all'

-- rob, refused: ending another
select pg_terminate_backend(pid) from pg_stat_activity where usename = 'postgres' limit 1; select pg_reload_conf()

-- rob, refused: a large object
select lo_create(0)

-- rob, refused: a large object of bytes
select lo_from_bytea(0, 'x')

-- rob, refused: a lock of everybody
begin; lock table review in access exclusive mode

-- rob, refused: a lock that stops writing
begin; lock table application in exclusive mode

-- rob, refused: a publication
create publication p for table review

-- rob, refused: a subscription
create subscription s connection '' publication p

-- rob, refused: an event trigger
create event trigger t on ddl_command_start execute function refuse()

-- rob, refused: a foreign server
create foreign data wrapper w

-- rob, refused: a cast
create cast (uuid as text) without function

-- rob, refused: an owner's table
alter table review owner to rob

-- rob, refused: analysing with a function of one's own
create operator === (leftarg = jsonb, rightarg = jsonb, procedure = jsonb_eq)

-- rob, refused: the sequence of the news
select setval('reviewer.feed_place_seq', 1)

-- rob, refused: selecting to write
select * from application for update

-- rob, refused: selecting reviews to lock
select * from review for share

-- rob, harmless: an empty search path
set search_path = ''; select reviewer.apply(':new', ':app', 'application.read', now(), 1, '{}')

-- rob, harmless: another search path
set search_path = public, reviewer; select reviewer.me()

-- rob, harmless: a flood of notifications
select pg_notify('reviewer', repeat('x', 7000)) from generate_series(1, 200)

-- rob, harmless: a forged notification
notify reviewer, '00000000-0000-0000-0000-000000000000'

-- rob, harmless: listening
listen reviewer; unlisten *

-- rob, harmless: no time limit
set statement_timeout = 0

-- rob, harmless: another application name
set application_name = 'ria'

-- rob, harmless: a grant of what one has not
grant all on review to ria

-- rob, harmless: another's setting
select set_config('session.user', 'ria', false)

-- form, refused: intake reads application
select * from application

-- form, refused: intake reads candidate
select * from candidate

-- form, refused: intake reads document
select * from document

-- form, refused: intake reads blob
select * from blob

-- form, refused: intake reads application_text
select * from application_text

-- form, refused: intake reads answer
select * from answer

-- form, refused: intake reads flag
select * from flag

-- form, refused: intake reads review
select * from review

-- form, refused: intake reads operation
select * from operation

-- form, refused: intake reads person
select * from person

-- form, refused: intake reads read_mark
select * from read_mark

-- form, refused: intake reads opening
select * from opening

-- form, refused: intake reads feed
select * from feed

-- form, refused: intake reads claim
select * from claim

-- form, refused: intake applies
select apply(':new', ':app', 'application.routed', now(), 1, '{"track": "reasonml"}')

-- form, refused: intake counts reviews
select others(':app')

-- form, refused: intake claims
select claim(':app')

-- form, refused: intake writes an application
insert into application default values

-- form, refused: intake updates
update application set track = null

-- form, refused: intake deletes
delete from candidate

-- form, refused: intake hands in what is damaged
select receive_all('[{"name": "x"}]')

-- form, refused: intake hands in bytes of another name
insert into blob values ('\x00', 1, 'x')

-- form, refused: intake hands in more than 25 MB
select keep_blob(convert_to(repeat('x', 26214401), 'UTF8'))

-- form, refused: intake becomes a reviewer
set role reviewer_reviewer

-- lea, nothing: a lead reads ratings
select ratings from review where reviewer <> me()

-- lea, nothing: a lead reads operations
select after from operation where after ? 'review' and actor <> me()

-- lea, nothing: a lead takes a mean
select avg(recommendation) from review where reviewer <> me()

-- lea, refused: a lead writes a review of another
update review set ratings = '{}'

-- lea, refused: a lead decides without a trace
update application set outcome = 'reject', reason = 'other'

-- lea, refused: a lead removes history
delete from operation

-- lea, refused: a lead makes a lead
update person set lead = 1

-- lea, refused: a lead becomes the owner
set role reviewer_owner

-- lea, refused: a lead undoes another's review
select apply(':new', ':app', 'operation.undone', now(), 1, '{"operation": ":riasubmitted"}')

-- lea, refused: a lead recuses without a reason
select apply(':new', ':app', 'application.recused', now(), 0, '{"reason": "  "}')

-- lea, nothing: a lead reads comments
select text from comment where author <> me()

-- lea, nothing: a lead reads what a comment left
select after from operation where after ? 'comment' and actor <> me()

-- lea, refused: a lead takes another's comment back
select apply(':new', ':app', 'operation.undone', now(), 0, '{"operation": ":riacomment"}')

-- form, refused: intake reads comments
select * from comment

-- form, refused: intake comments
select apply(':new', ':app', 'comment.made', now(), 0, '{"text": "x"}')
