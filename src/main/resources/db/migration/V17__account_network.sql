-- what an account shows of transit gateways that it shares: the mail of a private host is followed to the account that it leaves by
create table account_network (
    account_id  varchar(12)  not null primary key references account (id) on delete cascade,
    checksum    bigint       not null
);

create table account_network_piece (
    account_id  varchar(12)  not null references account_network (account_id) on delete cascade,
    place       integer      not null,
    bytes       bytea        not null,
    primary key (account_id, place)
);
