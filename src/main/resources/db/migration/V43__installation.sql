-- which installation this database belongs to and where it was when it last worked, so that a
-- restored copy is recognised; the one row is made at the first start
create table installation (
    id            integer       not null primary key,
    token         uuid          not null,
    place         varchar(2000) not null,
    name          varchar(100),
    quiet_reason  varchar(20),
    quiet_since   timestamp(6) with time zone
);
