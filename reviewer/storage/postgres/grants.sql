-- Reading is granted, writing never: it goes through the functions, which check and keep a trace.

revoke all on schema reviewer from public;
revoke all on all tables in schema reviewer from public, reviewer_reviewer, reviewer_lead, reviewer_intake;
revoke all on all sequences in schema reviewer from public, reviewer_reviewer, reviewer_lead, reviewer_intake;
revoke all on all functions in schema reviewer from public, reviewer_reviewer, reviewer_lead, reviewer_intake;

grant usage on schema reviewer to reviewer_reviewer, reviewer_lead, reviewer_intake;

grant select on alembic_version, compatibility to reviewer_reviewer, reviewer_lead, reviewer_intake;
grant select on person, track, rubric, candidate, application, blob, document, application_text, answer, flag,
                review, read_mark, operation, opening, comment, feed, claim
   to reviewer_reviewer, reviewer_lead;

-- What is applied for is public.
grant select on track, rubric to reviewer_intake;

grant execute on function me(), whoami() to reviewer_reviewer, reviewer_lead, reviewer_intake;
grant execute on function search_count(tsquery, integer), others(uuid), moment(timestamptz),
                          apply(uuid, uuid, text, timestamptz, integer, jsonb), claim(uuid)
   to reviewer_reviewer, reviewer_lead;
grant execute on function known(bytea[]), keep_blob(bytea), receive_all(jsonb) to reviewer_intake, reviewer_lead;
