-- Taking applications in. Whoever hands them in reads nothing back but which of them are new.

create or replace function known(fingerprints bytea[]) returns setof bytea
language sql stable security definer set search_path = reviewer, pg_temp
as $$ select fingerprint from application where fingerprint = any (fingerprints) $$;

-- Bytes of a document, before the application that has it; the same bytes are kept once.
create or replace function keep_blob(p_data bytea) returns void
language plpgsql security definer set search_path = reviewer, pg_temp
as $$
begin
    perform caller();
    if length(p_data) > 26214400 then
        raise exception 'more than 25 MB' using errcode = 'RV417';
    end if;
    insert into blob (sha256, size, data) values (sha256(p_data), length(p_data), p_data) on conflict do nothing;
end $$;

-- One application; its identifier, or null where it is there already.
create or replace function receive(p jsonb) returns uuid
language plpgsql security definer set search_path = reviewer, pg_temp
as $$
declare
    who person := caller();
    new_candidate uuid := coalesce((p ->> 'candidate')::uuid, gen_random_uuid());
    new_application uuid := coalesce((p ->> 'application')::uuid, gen_random_uuid());
    of_track text := (select slug from track where slug = p ->> 'track');
    arrived timestamptz := least((p ->> 'received_at')::timestamptz, clock_timestamp());
    operation_id uuid := coalesce((p ->> 'operation')::uuid, gen_random_uuid());
begin
    if exists (select from application where fingerprint = decode(p ->> 'fingerprint', 'hex')) then
        return null;
    end if;
    insert into candidate (id, name, email, phone, folded)
    values (new_candidate, p ->> 'name', p ->> 'email', p ->> 'phone', p ->> 'folded');
    begin
        insert into application (id, candidate, headline, location, workplace, applied_track, track, source,
                                 received_at, flag_bits, version, fingerprint)
        values (new_application, new_candidate, p ->> 'headline', p ->> 'location', p ->> 'workplace', of_track,
                of_track, p ->> 'source', arrived,
                (select coalesce(sum(flag_bit(f ->> 'kind')), 0) from jsonb_array_elements(p -> 'flags') f
                  where f ->> 'state' <> 'cleared'),
                1, decode(p ->> 'fingerprint', 'hex'));
    exception when unique_violation then
        -- Another hands the same in at this moment.
        if exists (select from application where fingerprint = decode(p ->> 'fingerprint', 'hex')) then
            delete from candidate where id = new_candidate;
            return null;
        end if;
        raise;
    end;
    insert into document (id, application, position, kind, guessed, name, sha256, size, format, trouble, pages)
    select coalesce((d.value ->> 'id')::uuid, gen_random_uuid()), new_application, d.ordinality - 1,
           d.value ->> 'kind', (d.value ->> 'guessed')::boolean::integer, d.value ->> 'name',
           decode(d.value ->> 'sha256', 'hex'), (d.value ->> 'size')::integer, d.value ->> 'format',
           d.value ->> 'trouble', (d.value ->> 'pages')::integer
      from jsonb_array_elements(p -> 'documents') with ordinality d;
    insert into application_text (application, body, words, words_version)
    values (new_application, p ->> 'text', as_words(p ->> 'words'), coalesce((p ->> 'words_version')::integer, 0));
    insert into answer (application, position, question, answer)
    select new_application, a.ordinality - 1, a.value ->> 'question', a.value ->> 'answer'
      from jsonb_array_elements(p -> 'answers') with ordinality a;
    insert into flag (application, kind, state, reasons)
    select new_application, f ->> 'kind', f ->> 'state', plain_reasons(f -> 'reasons', f -> 'reasons')
      from jsonb_array_elements(p -> 'flags') f;
    insert into operation (id, actor, application, code, at, recorded_at, base, payload, before, after)
    values (operation_id, who.id, new_application, 'application.received', arrived, clock_timestamp(), 0, '{}', '{}',
            jsonb_build_object('source', p ->> 'source', 'track', of_track));
    insert into feed (operation, application, aspect, actor)
    values (operation_id, new_application, 'arrived', who.id);
    return new_application;
end $$;

-- Several applications, all or none; who listens is told once.
create or replace function receive_all(arrivals jsonb) returns setof uuid
language plpgsql security definer set search_path = reviewer, pg_temp
as $$
declare
    each jsonb;
    added uuid;
    new_ones uuid[] := '{}';
begin
    if jsonb_array_length(arrivals) > 1000 then
        raise exception 'too many at once' using errcode = 'RV403';
    end if;
    for each in select value from jsonb_array_elements(arrivals) loop
        added := receive(each);
        if added is not null then
            new_ones := new_ones || added;
            return next added;
        end if;
    end loop;
    if cardinality(new_ones) > 0 then
        -- 100 identifiers are 3,700 bytes; a notification takes 7,999.
        perform pg_notify('reviewer',
                          case when cardinality(new_ones) > 100 then '*' else array_to_string(new_ones, ',') end);
    end if;
end $$;
