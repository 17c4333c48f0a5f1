-- how much of an account a scan could collect; null for those of an older release
alter table scan add column outcome varchar(20);

-- what is known of each finding over all scans: derived from snapshots, see account_judgement
create table known_finding (
    account_id     varchar(12)   not null references account (id) on delete cascade,
    rule           varchar(100)  not null,
    resource       varchar(500)  not null,
    about          varchar(4000) not null,
    verdict        varchar(20)   not null,
    first_seen     timestamp(6) with time zone not null,
    changed_at     timestamp(6) with time zone not null,
    known_verdict  varchar(20),
    known_at       timestamp(6) with time zone,
    hidden         boolean       not null,
    primary key (account_id, rule, resource)
);
drop table first_seen;

-- by which catalogue of rules they were derived: another one derives them anew
create table account_judgement (
    account_id  varchar(12)  primary key references account (id) on delete cascade,
    catalogue   varchar(64)  not null
);
