-- API tokens that users have made: the SHA-256 of each token, in hexadecimal; who made it is kept by
-- id too, because a user who is invited later can have the name of one who was removed
create table api_token (
    id             uuid         not null primary key,
    name           varchar(40)  not null,
    prefix         varchar(10)  not null,
    token_hash     varchar(64)  not null unique,
    role           varchar(32)  not null,
    every_client   boolean      not null,
    maker_id       uuid         not null,
    made_by        varchar(64)  not null,
    created_at     timestamp(6) with time zone not null,
    expires_at     timestamp(6) with time zone not null,
    revoked_at     timestamp(6) with time zone,
    last_used_at   timestamp(6) with time zone,
    last_used_from varchar(100)
);
create index api_token_by_maker on api_token (maker_id);

create table api_token_client (
    token_id uuid         not null references api_token (id) on delete cascade,
    client   varchar(200) not null,
    primary key (token_id, client)
);
