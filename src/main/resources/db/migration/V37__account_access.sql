-- the newest test of the access to an account: which actions its role allows
create table access_test (
    account_id  varchar(12)     primary key references account (id) on delete cascade,
    tested_at   timestamp(6) with time zone not null,
    result      varchar(400000) not null
);

-- the external id that the roles of a client's accounts require; made once, the same for all of them
create table client_external_id (
    client       varchar(200) primary key,
    external_id  varchar(64)  not null,
    created_at   timestamp(6) with time zone not null
);
