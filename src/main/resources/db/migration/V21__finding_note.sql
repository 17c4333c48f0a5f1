-- what people write about a finding, for those who come after them; it stays across scans
create table finding_note (
    id          uuid          primary key,
    account_id  varchar(12)   not null references account (id) on delete cascade,
    rule        varchar(100)  not null,
    resource    varchar(500)  not null,
    note        varchar(1000) not null,
    author      varchar(200)  not null,
    created_at  timestamp(6) with time zone not null
);
create index finding_note_by_finding on finding_note (account_id, rule, resource);
