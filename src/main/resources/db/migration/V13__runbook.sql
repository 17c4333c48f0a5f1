-- a mail server's move: the plan, and what is remembered of it between looks
create table runbook (
    id          uuid           primary key,
    name        varchar(200)   not null,
    account_id  varchar(12)    not null,
    made_at     timestamp(6) with time zone not null,
    made_by     varchar(100)   not null,
    watched     boolean        not null,
    next_at     timestamp(6) with time zone not null,
    asked_at    timestamp(6) with time zone,
    seen_at     timestamp(6) with time zone,
    failure     varchar(500)
);
create index runbook_of_account on runbook (account_id);

-- plan, memory and last sighting, cut so that each piece fits any database
create table runbook_piece (
    runbook_id  uuid         not null references runbook (id) on delete cascade,
    part        varchar(10)  not null,
    place       integer      not null,
    bytes       bytea        not null,
    primary key (runbook_id, part, place)
);
