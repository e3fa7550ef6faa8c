-- The records that operations change: the present state of each, and how another is put in its place. The states are
-- those of domain/effects.py, and so is what an operation leaves; tests hold the two against each other.

create or replace function present(record text, subject jsonb, of_application uuid, who person) returns jsonb
language plpgsql set search_path = reviewer, pg_temp
as $$
declare
    found_row jsonb;
begin
    case record
    when 'track' then
        return (select jsonb_build_object('track', track) from application where id = of_application);
    when 'decision' then
        return (
            select jsonb_build_object('decision', case when a.outcome is not null then jsonb_build_object(
                       'outcome', a.outcome, 'reason', a.reason, 'by', a.decided_by, 'by_name', p.name,
                       'at', moment(a.decided_at)) end)
              from application a left join person p on p.id = a.decided_by
             where a.id = of_application);
    when 'flag' then
        select jsonb_build_object('kind', kind, 'state', state, 'reasons', reasons) into found_row
          from flag where application = of_application and kind = subject #>> '{flag,kind}';
        return jsonb_build_object('flag', coalesce(found_row, jsonb_build_object(
                   'kind', subject #>> '{flag,kind}', 'state', null, 'reasons', '[]'::jsonb)));
    when 'document' then
        select jsonb_build_object('id', id, 'kind', kind, 'guessed', guessed = 1) into found_row
          from document
         where application = of_application and id = (subject #>> '{document,id}')::uuid;
        if found_row is null then
            raise exception 'no such document' using errcode = 'RV405';
        end if;
        return jsonb_build_object('document', found_row);
    when 'review' then
        select jsonb_build_object(
                   'card', jsonb_build_object('track', track, 'rubric_version', rubric_version, 'ratings', ratings,
                                              'recommendation', recommendation, 'note', note),
                   'submitted_at', moment(submitted_at)) into found_row
          from review where application = of_application and reviewer = who.id;
        return case when found_row is null then subject else jsonb_build_object('review', found_row) end;
    when 'evidence' then
        select each into found_row
          from review, jsonb_array_elements(evidence) each
         where application = of_application and reviewer = who.id
           and each ->> 'id' = subject #>> '{evidence,id}';
        return jsonb_build_object('evidence', jsonb_build_object('id', subject #> '{evidence,id}', 'given', found_row));
    when 'opening' then
        select jsonb_build_object('kind', kind, 'reason', reason) into found_row
          from opening where application = of_application and person = who.id;
        return jsonb_build_object('opening', found_row);
    when 'comment' then
        select text into found_row from comment
         where id = (subject #>> '{comment,id}')::uuid and application = of_application and author = who.id;
        return jsonb_build_object('comment', jsonb_build_object('id', subject #> '{comment,id}', 'text', found_row));
    end case;
end $$;

create or replace function flag_bit(kind text) returns integer
language sql immutable set search_path = reviewer, pg_temp
as $$ select case kind when 'bot_traffic' then 1 when 'agency' then 2 when 'duplicate' then 4
                       when 'hidden_text' then 8 when 'unreadable_document' then 16 end $$;

-- Whether somebody may see what others rated an application.
create or replace function opened(of_application uuid, who person) returns boolean
language sql stable set search_path = reviewer, pg_temp
as $$ select exists (select from opening where application = of_application and person = who.id) $$;

-- A scorecard as it may be kept; refuses what no window would send.
create or replace function check_card(card jsonb) returns void
language plpgsql immutable set search_path = reviewer, pg_temp
as $$
begin
    if jsonb_typeof(card -> 'ratings') is distinct from 'object'
       or jsonb_typeof(card -> 'note') is distinct from 'string'
       or length(card ->> 'note') > 20000
       or octet_length((card -> 'ratings')::text) > 20000
       or exists (select from jsonb_each(card -> 'ratings') rating
                   where rating.value not in ('1'::jsonb, '2'::jsonb, '3'::jsonb, '4'::jsonb, '5'::jsonb)) then
        raise exception 'no scorecard' using errcode = 'RV403';
    end if;
end $$;

-- A passage as it may be kept; what a window would not send is refused, what it does not know is left out.
create or replace function checked_passage(given jsonb) returns jsonb
language plpgsql immutable set search_path = reviewer, pg_temp
as $$
declare
    kept jsonb;
begin
    select jsonb_object_agg(key, value) into kept from jsonb_each(given)
     where key in ('id', 'track', 'rubric_version', 'criterion', 'document', 'quote', 'prefix', 'suffix', 'page',
                   'start', 'end');
    if (select count(*) from jsonb_object_keys(kept)) <> 11
       or (kept ->> 'id')::uuid::text <> kept ->> 'id'
       or jsonb_typeof(kept -> 'criterion') <> 'string' or length(kept ->> 'criterion') not between 1 and 200
       or jsonb_typeof(kept -> 'document') <> 'string' or kept ->> 'document' !~ '^[0-9a-f]{64}$'
       or jsonb_typeof(kept -> 'quote') <> 'string' or length(kept ->> 'quote') not between 1 and 1000
       or kept ->> 'quote' !~ '[^[:space:]]'
       or jsonb_typeof(kept -> 'prefix') <> 'string' or length(kept ->> 'prefix') > 32
       or jsonb_typeof(kept -> 'suffix') <> 'string' or length(kept ->> 'suffix') > 32
       or (kept ->> 'page')::integer < 0 or (kept ->> 'start')::integer < 0
       or (kept ->> 'end')::integer <= (kept ->> 'start')::integer
       or (kept ->> 'rubric_version')::integer < 1 then
        raise exception 'no passage' using errcode = 'RV403';
    end if;
    return kept;
end $$;

create or replace function put(record text, state jsonb, of_application uuid, who person) returns void
language plpgsql set search_path = reviewer, pg_temp
as $$
declare
    decision jsonb := nullif(state -> 'decision', 'null'::jsonb);
    flagged jsonb := state -> 'flag';
    said jsonb := state -> 'document';
    card jsonb := state #> '{review,card}';
    given jsonb := nullif(state #> '{evidence,given}', 'null'::jsonb);
    kept jsonb;
begin
    case record
    when 'track' then
        update application set track = state ->> 'track', version = version + 1 where id = of_application;
    when 'decision' then
        update application
           set outcome = decision ->> 'outcome', reason = decision ->> 'reason',
               decided_by = (decision ->> 'by')::uuid, decided_at = (decision ->> 'at')::timestamptz,
               version = version + 1
         where id = of_application;
    when 'flag' then
        if flagged ->> 'state' is null then
            delete from flag where application = of_application and kind = flagged ->> 'kind';
        else
            insert into flag (application, kind, state, reasons)
            values (of_application, flagged ->> 'kind', flagged ->> 'state', flagged -> 'reasons')
            on conflict (application, kind) do update set state = excluded.state, reasons = excluded.reasons;
        end if;
        update application
           set version = version + 1,
               flag_bits = (select coalesce(sum(flag_bit(kind)), 0) from flag
                             where application = of_application and flag.state <> 'cleared')
         where id = of_application;
    when 'document' then
        update document set kind = said ->> 'kind', guessed = (said ->> 'guessed')::boolean::integer
         where id = (said ->> 'id')::uuid and application = of_application;
        update application set version = version + 1 where id = of_application;
    when 'review' then
        perform check_card(card);
        insert into review (id, application, reviewer, track, rubric_version, ratings, recommendation, note,
                            submitted_at, version)
        values (gen_random_uuid(), of_application, who.id, card ->> 'track', (card ->> 'rubric_version')::integer,
                card -> 'ratings', (card ->> 'recommendation')::numeric, card -> 'note',
                (state #>> '{review,submitted_at}')::timestamptz, 1)
        on conflict (application, reviewer) do update
           set first = case when review.first is null and opened(of_application, who)
                            then present('review', null, of_application, who) -> 'review' else review.first end,
               track = excluded.track, rubric_version = excluded.rubric_version, ratings = excluded.ratings,
               recommendation = excluded.recommendation, note = excluded.note, submitted_at = excluded.submitted_at,
               version = review.version + 1;
    when 'evidence' then
        select evidence into kept from review where application = of_application and reviewer = who.id;
        if kept is null and given is null then
            return;
        end if;
        select coalesce(jsonb_agg(each order by each ->> 'id'), '[]'::jsonb) into kept
          from (select each from jsonb_array_elements(coalesce(kept, '[]')) each
                 where each ->> 'id' <> state #>> '{evidence,id}'
                union all
                select given where given is not null) every;
        update review set evidence = kept, version = version + 1
         where application = of_application and reviewer = who.id;
        if not found then
            insert into review (id, application, reviewer, track, rubric_version, ratings, recommendation, note,
                                submitted_at, version, evidence)
            values (gen_random_uuid(), of_application, who.id, given ->> 'track',
                    (given ->> 'rubric_version')::integer, '{}', null, '""', null, 1, kept);
        end if;
    when 'opening' then
        insert into opening (person, application, kind, reason, at)
        values (who.id, of_application, state #>> '{opening,kind}', state #>> '{opening,reason}', clock_timestamp())
        on conflict do nothing;
    when 'comment' then
        if state #>> '{comment,text}' is null then
            delete from comment where id = (state #>> '{comment,id}')::uuid and author = who.id;
        else
            insert into comment (id, application, author, text)
            values ((state #>> '{comment,id}')::uuid, of_application, who.id, state #> '{comment,text}');
        end if;
    end case;
end $$;
