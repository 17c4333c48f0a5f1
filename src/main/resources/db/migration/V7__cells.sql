-- a scan that an older release left unfinished cannot be gone on with
update scan set state = 'FAILED', finished_at = coalesce(finished_at, stored_at) where state = 'RUNNING';

-- one scan of an account at a time, whichever node is asked
create table account_scan (
    account_id   varchar(12)  primary key references account (id) on delete cascade,
    run_id       uuid         not null,
    foreign key (run_id, account_id) references scan (run_id, account_id) on delete cascade
);

-- the pieces of a scan that are collected by themselves; the id is also that of the job
create table scan_cell (
    id           varchar(200) primary key,
    run_id       uuid         not null,
    account_id   varchar(12)  not null,
    source       varchar(20)  not null,
    region       varchar(40)  not null,
    state        varchar(20)  not null,
    dark         boolean      not null,
    node         varchar(100),
    starts       integer      not null,
    failures     integer      not null,
    started_at   timestamp(6) with time zone,
    finished_at  timestamp(6) with time zone,
    foreign key (run_id, account_id) references scan (run_id, account_id) on delete cascade
);
create index scan_cell_by_scan on scan_cell (run_id, account_id);

-- what a cell brought home: JSON, compressed by gzip, until the snapshot is made of it
create table cell_piece (
    cell_id      varchar(200) not null references scan_cell (id) on delete cascade,
    place        integer      not null,
    bytes        bytea        not null,
    primary key (cell_id, place)
);
