-- when accounts are scanned by themselves: one, those of a client, or all where neither is named
create table scan_schedule (
    id           uuid          primary key,
    account_id   varchar(12)   references account (id) on delete cascade,
    client       varchar(200),
    kind         varchar(20)   not null,
    timing       varchar(120)  not null,
    zone         varchar(60)   not null,
    enabled      boolean       not null,
    configured   boolean       not null,
    next_at      timestamp(6) with time zone not null,
    last_at      timestamp(6) with time zone,
    last_run     uuid,
    created_by   varchar(200)  not null,
    created_at   timestamp(6) with time zone not null,
    check (account_id is null or client is null)
);
create index scan_schedule_by_time on scan_schedule (next_at);
