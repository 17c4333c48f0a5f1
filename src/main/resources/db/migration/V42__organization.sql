-- an AWS organization that accounts are added from: how to list it, and by which rules its accounts
-- are added
create table organization (
    id                 varchar(40)    primary key,
    management_account varchar(12)    not null,
    access_kind        varchar(20)    not null,
    role_arn           varchar(300),
    external_id        varchar(1300),
    profile            varchar(200),
    rules              varchar(60000) not null,
    added_by           varchar(200)   not null,
    added_at           timestamp(6) with time zone not null,
    listed_at          timestamp(6) with time zone not null,
    attempted_at       timestamp(6) with time zone not null,
    failure            varchar(20000),
    gaps               varchar(60000) not null
);

-- the accounts of the last listing, and those that an earlier one had
create table organization_account (
    organization_id varchar(40)     not null references organization (id) on delete cascade,
    account_id      varchar(12)     not null,
    status          varchar(1100)   not null,
    listed          varchar(400000) not null,
    first_listed_at timestamp(6) with time zone not null,
    left_at         timestamp(6) with time zone,
    declined_by     varchar(200),
    primary key (organization_id, account_id)
);
create index organization_account_by_account on organization_account (account_id);
