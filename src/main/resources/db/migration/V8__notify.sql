-- whom to tell what, and by which way
create table channel (
    id          uuid          primary key,
    name        varchar(200)  not null,
    kind        varchar(20)   not null,
    target      varchar(2000) not null,
    secret      varchar(200),
    client      varchar(200),
    kinds       varchar(200)  not null,
    language    varchar(2)    not null,
    digest      boolean       not null,
    digest_hour integer       not null,
    zone        varchar(64)   not null,
    enabled     boolean       not null,
    created_at  timestamp(6) with time zone not null
);

-- what is to be sent, written in the transaction of the change that it tells of
create table outbox (
    id           uuid            primary key,
    channel_id   uuid            not null references channel (id) on delete cascade,
    notice_id    uuid,
    notice       varchar(1000000),
    digest_id    uuid,
    client       varchar(200)    not null,
    state        varchar(20)     not null,
    attempts     integer         not null,
    next_at      timestamp(6) with time zone not null,
    give_up_at   timestamp(6) with time zone not null,
    last_error   varchar(4000),
    created_at   timestamp(6) with time zone not null,
    delivered_at timestamp(6) with time zone,
    unique (channel_id, notice_id)
);
create index outbox_by_channel on outbox (channel_id, created_at);
create index outbox_by_state on outbox (state, next_at);
create index outbox_by_digest on outbox (digest_id);
