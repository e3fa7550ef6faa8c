-- Tables that an embedded database has no use for. Nobody but the owner writes to them.

-- What was applied, in the order of the transactions that did it: what a client that was away has to read again.
create table if not exists feed (
    place bigint generated always as identity primary key,
    xid xid8 not null default pg_current_xact_id(),
    operation uuid not null,
    application uuid not null references application (id),
    aspect text not null,
    actor uuid not null references person (id)
);
create index if not exists ix_feed_xid on feed (xid);

-- Who is reading what. A claim blocks nobody, and ends by itself.
create table if not exists claim (
    person uuid primary key references person (id),
    application uuid not null references application (id),
    since timestamptz not null,
    until timestamptz not null
);
create index if not exists ix_claim_application on claim (application);

-- The oldest program that may work with these tables, by the newest migration that it knows.
create table if not exists compatibility (
    one boolean primary key default true check (one),
    oldest text not null
);
