-- who did what: entries are only added; each holds the hash of the one before it
create table audit_entry (
    seq           bigint        not null primary key,
    at            timestamp(6) with time zone not null,
    actor         varchar(100)  not null,
    actor_role    varchar(20)   not null,
    address       varchar(100)  not null,
    action        varchar(100)  not null,
    thing         varchar(500)  not null,
    outcome       varchar(20)   not null,
    old_value     varchar(4000) not null,
    new_value     varchar(4000) not null,
    previous_hash varchar(64)   not null,
    hash          varchar(64)   not null
);
create index audit_entry_by_time on audit_entry (at);

-- the last entry, locked while one is added
create table audit_head (
    id   int         not null primary key,
    seq  bigint      not null,
    hash varchar(64) not null
);
insert into audit_head (id, seq, hash) values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
