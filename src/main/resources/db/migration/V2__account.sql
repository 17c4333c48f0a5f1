create table account (
    id            varchar(12)   primary key,
    name          varchar(200)  not null,
    client        varchar(200)  not null,
    environment   varchar(20)   not null,
    access_kind   varchar(20)   not null,
    role_arn      varchar(300),
    external_id   varchar(1300),
    profile       varchar(200),
    regions       varchar(2000) not null,
    mail_domains  varchar(8000) not null,
    configured    boolean       not null
);

create table attestation (
    id          uuid          primary key,
    account_id  varchar(12)   not null references account (id) on delete cascade,
    rule        varchar(100)  not null,
    region      varchar(40),
    state       varchar(20)   not null,
    on_date     date          not null,
    said_by     varchar(200)  not null,
    case_id     varchar(100),
    note        varchar(2000),
    recorded_at timestamp(6) with time zone not null,
    expires     date
);
create index attestation_by_account on attestation (account_id, recorded_at);

create table waiver (
    id          uuid          primary key,
    account_id  varchar(12)   not null references account (id) on delete cascade,
    rule        varchar(100)  not null,
    resource    varchar(500)  not null,
    reason      varchar(2000) not null,
    author      varchar(200)  not null,
    created_at  timestamp(6) with time zone not null,
    expires     date          not null
);
create index waiver_by_account on waiver (account_id, created_at);

create table role_override (
    account_id  varchar(12)   not null references account (id) on delete cascade,
    address     varchar(64)   not null,
    sends       boolean       not null,
    author      varchar(200)  not null,
    created_at  timestamp(6) with time zone not null,
    primary key (account_id, address)
);
