-- Who is reading what: said by each reader every half minute, and over by itself.

create or replace function claim(p_application uuid) returns void
language plpgsql security definer set search_path = reviewer, pg_temp
as $$
declare
    who person := caller();
    before uuid;
begin
    select application into before from claim where person = who.id and until > clock_timestamp();
    if p_application is null then
        delete from claim where person = who.id;
    else
        insert into claim (person, application, since, until)
        values (who.id, p_application, clock_timestamp(), clock_timestamp() + interval '90 seconds')
        on conflict (person) do update
           set application = excluded.application, until = excluded.until,
               since = case when claim.application = excluded.application and claim.until > clock_timestamp()
                            then claim.since else excluded.since end;
    end if;
    if before is distinct from p_application then
        perform pg_notify('reviewer', 'claims:' || concat_ws(',', before, p_application));
    end if;
end $$;
