-- Which rows somebody sees. Reviews of others only once one's own is handed in and the others' were revealed, or whoever
-- decides has said that they will not rate.
--
-- (select me()) is asked once a statement; me() alone once a row, which takes a hundred times as long.

alter table review enable row level security;
alter table operation enable row level security;
alter table read_mark enable row level security;
alter table opening enable row level security;
alter table comment enable row level security;
alter table feed enable row level security;

drop policy if exists own on review;
create policy own on review for select using (reviewer = (select me()));
drop policy if exists opened on review;
create policy opened on review for select using (
    submitted_at is not null
    and exists (select from opening where opening.application = review.application and person = (select me())));

drop policy if exists own on opening;
create policy own on opening for select using (person = (select me()));

drop policy if exists own on read_mark;
create policy own on read_mark for select using (reviewer = (select me()));

-- A comment must not colour a review that is still to be written.
drop policy if exists own on comment;
create policy own on comment for select using (author = (select me()));
drop policy if exists opened on comment;
create policy opened on comment for select using (
    exists (select from opening where opening.application = comment.application and person = (select me())));

-- What was done within a review is seen by whoever may see that review.
drop policy if exists seen on operation;
create policy seen on operation for select using (
    (select me()) is not null
    and (actor = (select me())
         or not after ?| array['review', 'evidence', 'comment']
         or after ? 'comment'
            and exists (select from opening where opening.application = operation.application
                                              and person = (select me()))
         or exists (select from review where review.application = operation.application
                                         and review.reviewer = operation.actor)));

drop policy if exists seen on feed;
create policy seen on feed for select using (
    (select me()) is not null
    and (actor = (select me())
         or aspect not in ('review', 'evidence', 'comment')
         or aspect = 'comment'
            and exists (select from opening where opening.application = feed.application
                                              and person = (select me()))));
