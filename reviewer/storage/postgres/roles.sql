-- What belongs to the whole server or database rather than to the schema. Run as whoever sets the database up.

do $$
declare
    wanted text;
begin
    foreach wanted in array array['reviewer_owner', 'reviewer_reviewer', 'reviewer_lead', 'reviewer_intake'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            execute format('create role %I nologin', wanted);
        end if;
    end loop;
    if not pg_has_role(current_user, 'reviewer_owner', 'usage') then
        execute format('grant reviewer_owner to %I', current_user);
    end if;
    -- No TEMP: nobody shadows a table or a function by one of their own.
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to reviewer_reviewer, reviewer_lead, reviewer_intake',
                   current_database());
    if (select rolsuper from pg_roles where rolname = current_user) then
        -- Large objects know no policies and no limit; nothing here uses them.
        revoke execute on function lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) from public;
    end if;
end $$;

create schema if not exists reviewer authorization reviewer_owner;
