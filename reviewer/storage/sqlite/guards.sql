-- What holds in an embedded database whoever writes to it. Statements end with a line of two semicolons.

create trigger blob_is_kept before update on blob begin
    select raise(abort, 'a document is never changed');
end
;;
create trigger operation_is_kept before update on operation begin
    select raise(abort, 'an operation is never changed');
end
;;
create trigger operation_stays before delete on operation begin
    select raise(abort, 'an operation is never removed');
end
;;
create trigger rubric_is_kept before update on rubric begin
    select raise(abort, 'a rubric is never changed');
end
;;
create trigger document_is_kept before update of id, application, position, name, sha256, size, format, trouble, pages on document begin
    select raise(abort, 'only the kind of a document can change');
end
;;
create trigger application_is_kept before update of id, candidate, applied_track, source, received_at, fingerprint on application begin
    select raise(abort, 'what was received never changes');
end
;;
create trigger application_version before update on application when new.version <> old.version + 1 begin
    select raise(abort, 'a change of an application makes its next version');
end
;;
create trigger review_version before update on review when new.version <> old.version + 1 begin
    select raise(abort, 'a change of a review makes its next version');
end
;;
create trigger review_is_ones_own before update of id, application, reviewer on review begin
    select raise(abort, 'a review belongs to its reviewer and application');
end
;;
create trigger opening_stays before delete on opening begin
    select raise(abort, 'what was seen stays seen');
end
;;
create trigger opening_is_kept before update on opening begin
    select raise(abort, 'what was seen stays seen');
end
;;
create trigger comment_is_kept before update on comment begin
    select raise(abort, 'a comment is never changed');
end
;;
