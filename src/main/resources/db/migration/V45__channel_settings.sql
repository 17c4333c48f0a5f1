-- the fields of a channel beside its target, as JSON, encrypted because tokens are among them
alter table channel add column settings varchar(10000);

-- the ticket of a finding in the tracker of a channel; one, however often it fails
create table ticket (
    id            uuid         primary key,
    channel_id    uuid         not null references channel (id) on delete cascade,
    account_id    varchar(12)  not null references account (id) on delete cascade,
    rule          varchar(100) not null,
    resource      varchar(500) not null,
    state         varchar(20)  not null,
    occurrence    integer      not null,
    ticket_key    varchar(100),
    notified      varchar(100),
    attempted_at  timestamp(6) with time zone,
    claimed_until timestamp(6) with time zone,
    created_at    timestamp(6) with time zone not null,
    changed_at    timestamp(6) with time zone not null,
    unique (channel_id, account_id, rule, resource)
);

-- a finding as a channel last sent it to AWS Security Hub
create table exported_finding (
    channel_id  uuid           not null references channel (id) on delete cascade,
    account_id  varchar(12)    not null references account (id) on delete cascade,
    rule        varchar(100)   not null,
    resource    varchar(500)   not null,
    finding     varchar(40000) not null,
    archived    boolean        not null,
    sent_at     timestamp(6) with time zone not null,
    primary key (channel_id, account_id, rule, resource)
);
