-- which account holds which public address: a name in one account's zone may lead to another account
create table held_address (
    account_id  varchar(12)  not null references account (id) on delete cascade,
    address     varchar(45)  not null,
    primary key (account_id, address)
);
