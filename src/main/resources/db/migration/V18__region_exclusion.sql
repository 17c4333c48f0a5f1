-- a Region that the organization has closed, and that a person leaves out
create table region_exclusion (
    account_id  varchar(12)  not null references account (id) on delete cascade,
    region      varchar(40)  not null,
    author      varchar(100) not null,
    created_at  timestamp(6) with time zone not null,
    primary key (account_id, region)
);
