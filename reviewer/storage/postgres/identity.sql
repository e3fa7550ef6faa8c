-- Who asks. session_user is who logged in: neither SET ROLE nor a search path changes it.

create or replace function me() returns uuid
language sql stable security definer set search_path = reviewer, pg_temp
as $$ select id from person where login = session_user $$;

-- The same for whoever may read no table.
create or replace function whoami() returns person
language sql stable security definer set search_path = reviewer, pg_temp
as $$ select * from person where login = session_user $$;

create or replace function moment(at timestamptz) returns text
language sql stable set search_path = reviewer, pg_temp
as $$ select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;

-- What the caller is called and may do; refuses whoever is no reviewer.
create or replace function caller() returns person
language plpgsql stable set search_path = reviewer, pg_temp
as $$
declare
    who person;
begin
    select * into who from person where login = session_user;
    if not found then
        raise exception 'nobody here has this login' using errcode = 'RV401';
    end if;
    return who;
end $$;

-- How many others have handed in a review of an application, and no more of them than that.
create or replace function others(of_application uuid) returns bigint
language sql stable security definer set search_path = reviewer, pg_temp
as $$
    select count(*) from review
     where application = of_application and reviewer <> me() and submitted_at is not null
$$;
