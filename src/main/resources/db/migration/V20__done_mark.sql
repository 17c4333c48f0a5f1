-- that a person has done what a finding asks for: a note beside it until a scan finds it fine
create table done_mark (
    account_id  varchar(12)  not null references account (id) on delete cascade,
    rule        varchar(100) not null,
    resource    varchar(500) not null,
    author      varchar(200) not null,
    marked_at   timestamp(6) with time zone not null,
    primary key (account_id, rule, resource)
);
