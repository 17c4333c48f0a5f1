-- who hands reports over; one row, once somebody has set it in the application
create table letterhead (
    id         integer       primary key,
    company    varchar(200)  not null,
    logo       bytea,
    zone       varchar(60)   not null
);

-- a report as it was made for somebody; it stays when its accounts are removed
create table sent_report (
    id          uuid           primary key,
    made_at     timestamp(6) with time zone not null,
    made_by     varchar(100)   not null,
    sent_to     varchar(500)   not null,
    subject     varchar(500)   not null,
    language    varchar(10)    not null,
    format      varchar(10)    not null,
    zone        varchar(60)    not null,
    note        varchar(4000)  not null,
    release     varchar(60)    not null,
    catalogue   varchar(64)    not null,
    file_name   varchar(300)   not null,
    size        integer        not null
);
create index sent_report_by_time on sent_report (made_at);

create table sent_report_account (
    report_id   uuid          not null references sent_report (id) on delete cascade,
    account_id  varchar(12)   not null,
    place       integer       not null,
    name        varchar(200)  not null,
    run_id      uuid          not null,
    scanned_at  timestamp(6) with time zone not null,
    readiness   varchar(20)   not null,
    primary key (report_id, account_id)
);
create index sent_report_of_account on sent_report_account (account_id);

-- the file itself, cut so that each piece fits any database
create table sent_report_piece (
    report_id   uuid     not null references sent_report (id) on delete cascade,
    place       integer  not null,
    bytes       bytea    not null,
    primary key (report_id, place)
);
