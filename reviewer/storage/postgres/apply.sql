-- One operation: its effect, the row that says so, and the news of it, in one statement of its author.

create or replace function record_of(code text) returns text
language sql immutable set search_path = reviewer, pg_temp
as $$ select case code
    when 'application.routed' then 'track'
    when 'application.decided' then 'decision'
    when 'flag.set' then 'flag'
    when 'document.kind_set' then 'document'
    when 'review.saved' then 'review'
    when 'review.submitted' then 'review'
    when 'evidence.attached' then 'evidence'
    when 'evidence.removed' then 'evidence'
    when 'review.revealed' then 'opening'
    when 'application.recused' then 'opening'
    when 'comment.made' then 'comment' end $$;

create or replace function subject(code text, payload jsonb) returns jsonb
language sql immutable set search_path = reviewer, pg_temp
as $$ select case record_of(code)
    when 'flag' then jsonb_build_object('flag', jsonb_build_object('kind', payload -> 'kind'))
    when 'document' then jsonb_build_object('document', jsonb_build_object('id', payload -> 'document'))
    when 'evidence' then jsonb_build_object('evidence', jsonb_build_object(
             'id', case code when 'evidence.attached' then payload #> '{evidence,id}' else payload -> 'evidence' end))
    when 'review' then jsonb_build_object('review', jsonb_build_object(
             'card', jsonb_build_object('track', payload #> '{card,track}',
                                        'rubric_version', payload #> '{card,rubric_version}',
                                        'ratings', '{}'::jsonb, 'recommendation', null, 'note', ''),
             'submitted_at', null)) end $$;

-- The card of a payload with nothing else in it.
create or replace function plain_card(card jsonb) returns jsonb
language sql immutable set search_path = reviewer, pg_temp
as $$ select jsonb_build_object('track', card ->> 'track', 'rubric_version', (card ->> 'rubric_version')::integer,
                                'ratings', card -> 'ratings', 'recommendation', (card ->> 'recommendation')::integer,
                                'note', card -> 'note') $$;

create or replace function plain_reasons(reasons jsonb, before jsonb) returns jsonb
language plpgsql immutable set search_path = reviewer, pg_temp
as $$
begin
    if jsonb_typeof(reasons) is distinct from 'array' or octet_length(reasons::text) > 20000
       or exists (select from jsonb_array_elements(reasons) each where jsonb_typeof(each) <> 'string') then
        raise exception 'no reasons' using errcode = 'RV403';
    end if;
    return case when jsonb_array_length(reasons) = 0 then before else reasons end;
end $$;

create or replace function checked_comment(said jsonb) returns jsonb
language plpgsql immutable set search_path = reviewer, pg_temp
as $$
begin
    if jsonb_typeof(said) is distinct from 'string' or length(said #>> '{}') not between 1 and 4000
       or said #>> '{}' !~ '[^[:space:]]' then
        raise exception 'no comment' using errcode = 'RV403';
    end if;
    return said;
end $$;

create or replace function after(code text, payload jsonb, before jsonb, who person) returns jsonb
language sql stable set search_path = reviewer, pg_temp
as $$ select case code
    when 'application.routed' then jsonb_build_object('track', payload ->> 'track')
    when 'application.decided' then jsonb_build_object('decision', case when payload ->> 'outcome' is not null then
             jsonb_build_object('outcome', payload ->> 'outcome', 'reason', payload ->> 'reason', 'by', who.id,
                                'by_name', who.name, 'at', moment(clock_timestamp())) end)
    when 'flag.set' then jsonb_build_object('flag', jsonb_build_object(
             'kind', payload ->> 'kind', 'state', coalesce(payload ->> 'state', ''),
             'reasons', plain_reasons(payload -> 'reasons', before #> '{flag,reasons}')))
    when 'document.kind_set' then jsonb_build_object('document', jsonb_build_object(
             'id', before #> '{document,id}', 'kind', payload ->> 'kind', 'guessed', false))
    when 'review.saved' then jsonb_build_object('review', jsonb_build_object(
             'card', plain_card(payload -> 'card'), 'submitted_at', before #> '{review,submitted_at}'))
    when 'review.submitted' then jsonb_build_object('review', jsonb_build_object(
             'card', plain_card(payload -> 'card'),
             'submitted_at', before #> '{review,submitted_at}'))
    when 'evidence.attached' then jsonb_build_object('evidence', jsonb_build_object(
             'id', before #> '{evidence,id}', 'given', checked_passage(payload -> 'evidence')))
    when 'evidence.removed' then jsonb_build_object('evidence', jsonb_build_object(
             'id', before #> '{evidence,id}', 'given', null))
    when 'review.revealed' then jsonb_build_object('opening', jsonb_build_object('kind', 'revealed', 'reason', ''))
    when 'application.recused' then jsonb_build_object('opening', jsonb_build_object(
             'kind', 'recused', 'reason', payload ->> 'reason'))
    when 'comment.made' then jsonb_build_object('comment', jsonb_build_object(
             'id', before #> '{comment,id}', 'text', checked_comment(payload -> 'text'))) end $$;

-- What two states say, without how somebody is called.
create or replace function nameless(state jsonb) returns jsonb
language sql immutable set search_path = reviewer, pg_temp
as $$ select state #- '{decision,by_name}' $$;

create or replace function taken_back(before jsonb, after jsonb) returns jsonb
language sql immutable set search_path = reviewer, pg_temp
as $$ select case
    when after #>> '{review,submitted_at}' is not null and before ? 'review'
         and before #>> '{review,submitted_at}' is null
    then jsonb_build_object('review', jsonb_build_object('card', after #> '{review,card}', 'submitted_at', null))
    else before end $$;

create or replace function apply(
    p_id uuid, p_application uuid, p_code text, p_at timestamptz, p_base integer, p_payload jsonb
) returns jsonb
language plpgsql security definer set search_path = reviewer, pg_temp
as $$
declare
    who person := caller();
    version_there integer;
    record text := record_of(p_code);
    stored operation;
    target operation;
    before jsonb;
    state jsonb;
    review_there review;
    seen text := (select kind from opening where application = p_application and person = who.id);
begin
    select version into version_there from application where id = p_application for update;
    if not found then
        raise exception 'no such application' using errcode = 'RV404';
    end if;
    if p_code = 'application.read' then
        insert into read_mark (reviewer, application, at) values (who.id, p_application, clock_timestamp())
        on conflict do nothing;
        return '{"before": {}, "after": {}, "repeated": false}';
    end if;
    -- Waiting for the lock above may have let the same operation through, sent by a connection that was given up.
    select * into stored from operation where id = p_id;
    if found then
        if stored.actor <> who.id or stored.application <> p_application then
            raise exception 'the operation is another''s' using errcode = 'RV403';
        end if;
        return jsonb_build_object('before', stored.before, 'after', stored.after, 'repeated', true);
    end if;
    if p_code = 'operation.undone' then
        select * into target from operation
         where id = (p_payload ->> 'operation')::uuid and application = p_application;
        if not found or target.code = 'application.received' then
            raise exception 'nothing to undo' using errcode = 'RV410';
        end if;
        if exists (select from operation where undoes = target.id) then
            raise exception 'undone already' using errcode = 'RV411';
        end if;
        record := (select jsonb_object_keys(target.after) limit 1);
        if target.actor <> who.id and (who.lead = 0 or record in ('review', 'evidence', 'comment', 'opening')) then
            raise exception 'the operation is another''s' using errcode = 'RV413';
        end if;
        if record = 'opening' then
            raise exception 'what was seen stays seen' using errcode = 'RV414';
        end if;
        before := present(record, target.after, p_application, who);
        if nameless(before) is distinct from nameless(target.after) then
            raise exception 'changed since' using errcode = 'RV412';
        end if;
        state := taken_back(target.before, target.after);
    elsif record is null then
        raise exception 'no such operation' using errcode = 'RV403';
    else
        if record in ('review', 'evidence') then
            select * into review_there from review where application = p_application and reviewer = who.id;
            version_there := coalesce(review_there.version, 0);
        end if;
        if record not in ('opening', 'comment') and version_there <> p_base then
            raise exception 'changed meanwhile' using errcode = 'RV409';
        end if;
        before := present(record, case record
                              when 'comment' then jsonb_build_object('comment', jsonb_build_object('id', p_id))
                              else subject(p_code, p_payload) end, p_application, who);
        state := after(p_code, p_payload, before, who);
        if p_code = 'review.submitted' then
            -- The server's clock, and never anew: what was handed in was handed in then.
            state := jsonb_set(state, '{review,submitted_at}',
                               to_jsonb(coalesce(before #>> '{review,submitted_at}', moment(clock_timestamp()))));
        end if;
        if record = 'opening' then
            perform check_opening(p_code, p_application, who, state, seen);
            if seen is not null then
                state := before;
            end if;
        end if;
    end if;
    if record = 'decision' and who.lead = 0 then
        raise exception 'a lead decides' using errcode = 'RV406';
    end if;
    if record in ('review', 'evidence') and seen = 'recused' then
        raise exception 'who recused does not rate' using errcode = 'RV407';
    end if;
    if record = 'review' and seen is not null and state #>> '{review,submitted_at}' is null then
        raise exception 'what was seen stays seen' using errcode = 'RV414';
    end if;
    perform put(record, state, p_application, who);
    insert into operation (id, actor, application, code, at, recorded_at, base, payload, before, after, undoes)
    values (p_id, who.id, p_application, p_code, least(p_at, clock_timestamp()), clock_timestamp(), p_base,
            checked_payload(p_payload), before, state, target.id);
    insert into feed (operation, application, aspect, actor)
    values (p_id, p_application, aspect_of(record, before, state), who.id);
    perform pg_notify('reviewer', p_application::text);
    return jsonb_build_object('before', before, 'after', state, 'repeated', false);
end $$;

create or replace function aspect_of(record text, before jsonb, after jsonb) returns text
language sql immutable set search_path = reviewer, pg_temp
as $$ select case when record = 'review'
                       and (before #>> '{review,submitted_at}' is null) <> (after #>> '{review,submitted_at}' is null)
                  then 'submission' else record end $$;

create or replace function checked_payload(payload jsonb) returns jsonb
language plpgsql immutable set search_path = reviewer, pg_temp
as $$
begin
    if jsonb_typeof(payload) is distinct from 'object' or octet_length(payload::text) > 100000 then
        raise exception 'no payload' using errcode = 'RV403';
    end if;
    return payload;
end $$;

create or replace function check_opening(code text, of_application uuid, who person, state jsonb, seen text)
returns void
language plpgsql stable set search_path = reviewer, pg_temp
as $$
begin
    if seen is not null then
        return;
    end if;
    if code = 'review.revealed' then
        if not exists (select from review where application = of_application and reviewer = who.id
                                            and submitted_at is not null) then
            raise exception 'hand yours in first' using errcode = 'RV408';
        end if;
    elsif who.lead = 0 then
        raise exception 'a lead recuses' using errcode = 'RV415';
    elsif coalesce(length(btrim(state #>> '{opening,reason}')), 0) not between 1 and 1000 then
        raise exception 'no reason' using errcode = 'RV403';
    elsif exists (select from review where application = of_application and reviewer = who.id
                                       and submitted_at is not null) then
        raise exception 'who handed in reveals' using errcode = 'RV416';
    end if;
end $$;
