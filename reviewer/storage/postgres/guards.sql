-- What holds whoever writes, functions of this schema and the owner of the tables included.

create or replace function refuse() returns trigger
language plpgsql set search_path = reviewer, pg_temp
as $$
begin
    raise exception '% on % is not allowed', tg_op, tg_table_name using errcode = 'RV403';
end $$;

create or replace function guard_application() returns trigger
language plpgsql set search_path = reviewer, pg_temp
as $$
begin
    if (new.id, new.candidate, new.applied_track, new.source, new.received_at, new.fingerprint)
       is distinct from (old.id, old.candidate, old.applied_track, old.source, old.received_at, old.fingerprint) then
        raise exception 'what was received never changes' using errcode = 'RV403';
    end if;
    if new.version <> old.version + 1 then
        raise exception 'a change of an application makes its next version' using errcode = 'RV409';
    end if;
    return new;
end $$;

create or replace function guard_review() returns trigger
language plpgsql set search_path = reviewer, pg_temp
as $$
begin
    if (new.id, new.application, new.reviewer) is distinct from (old.id, old.application, old.reviewer) then
        raise exception 'a review belongs to its reviewer and application' using errcode = 'RV403';
    end if;
    if new.version <> old.version + 1 then
        raise exception 'a change of a review makes its next version' using errcode = 'RV409';
    end if;
    return new;
end $$;

create or replace function guard_document() returns trigger
language plpgsql set search_path = reviewer, pg_temp
as $$
begin
    if (to_jsonb(new) - '{kind,guessed}'::text[]) is distinct from (to_jsonb(old) - '{kind,guessed}'::text[]) then
        raise exception 'only the kind of a document can change' using errcode = 'RV403';
    end if;
    return new;
end $$;

create or replace function guard_blob() returns trigger
language plpgsql set search_path = reviewer, pg_temp
as $$
begin
    if sha256(new.data) <> new.sha256 or length(new.data) <> new.size then
        raise exception 'the bytes are others' using errcode = 'RV403';
    end if;
    return new;
end $$;

create or replace trigger guard before update on application for each row execute function guard_application();
create or replace trigger guard before update on review for each row execute function guard_review();
create or replace trigger guard before update on document for each row execute function guard_document();
create or replace trigger guard before insert on blob for each row execute function guard_blob();
create or replace trigger stays before update or delete on operation for each row execute function refuse();
create or replace trigger stays before update or delete on feed for each row execute function refuse();
create or replace trigger stays before update or delete on opening for each row execute function refuse();
create or replace trigger stays before update on comment for each row execute function refuse();
create or replace trigger stays before update or delete on rubric for each row execute function refuse();
create or replace trigger stays before update or delete on blob for each row execute function refuse();
create or replace trigger whole before truncate on operation for each statement execute function refuse();
create or replace trigger whole before truncate on feed for each statement execute function refuse();
create or replace trigger whole before truncate on opening for each statement execute function refuse();
create or replace trigger whole before truncate on comment for each statement execute function refuse();
create or replace trigger whole before truncate on rubric for each statement execute function refuse();
create or replace trigger whole before truncate on blob for each statement execute function refuse();
create or replace trigger whole before truncate on review for each statement execute function refuse();

-- Also where triggers are switched off for a session, as a restore of a replica does.
alter table operation enable always trigger stays;
alter table operation enable always trigger whole;
alter table feed enable always trigger stays;
alter table opening enable always trigger stays;
alter table rubric enable always trigger stays;
alter table blob enable always trigger stays;
