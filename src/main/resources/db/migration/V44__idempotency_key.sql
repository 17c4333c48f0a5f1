-- what a request with an Idempotency-Key did, so that the same sent again does it once; the answer
-- is encrypted because it can hold a secret that is shown once
create table idempotency_key (
    id           uuid          primary key,
    owner        varchar(64)   not null,
    request_key  varchar(255)  not null,
    request_hash varchar(64)   not null,
    status       int,
    location     varchar(2000),
    content_type varchar(200),
    answer       varchar(1000000),
    kept         boolean       not null,
    expires_at   timestamp(6) with time zone not null,
    unique (owner, request_key)
);
create index idempotency_key_by_end on idempotency_key (expires_at);
