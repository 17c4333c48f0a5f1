-- a run scans one account or many; each account's part of it is one row
create table scan (
    run_id       uuid         not null,
    account_id   varchar(12)  not null references account (id) on delete cascade,
    started_at   timestamp(6) with time zone not null,
    finished_at  timestamp(6) with time zone,
    state        varchar(20)  not null,
    snapshot     bytea,
    primary key (run_id, account_id)
);
create index scan_by_account on scan (account_id, finished_at);

create table first_seen (
    account_id  varchar(12)  not null references account (id) on delete cascade,
    rule        varchar(100) not null,
    resource    varchar(500) not null,
    verdict     varchar(20)  not null,
    seen_at     timestamp(6) with time zone not null,
    primary key (account_id, rule, resource)
);
