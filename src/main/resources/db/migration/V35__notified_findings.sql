-- what people were last told of a finding; one that is fine, or of which nobody was told, has none
create table notified_finding (
    account_id    varchar(12)   not null references account (id) on delete cascade,
    rule          varchar(100)  not null,
    resource      varchar(500)  not null,
    resource_json varchar(4000) not null,
    problem       varchar(20),
    unknown_notified  varchar(10)   not null,
    primary key (account_id, rule, resource)
);
insert into notified_finding
select account_id, rule, resource, resource_json,
    case when verdict in ('FAIL', 'WARN') then verdict
         when verdict = 'UNKNOWN' and last_known_verdict in ('FAIL', 'WARN') then last_known_verdict
    end,
    case when verdict = 'UNKNOWN' then 'SILENTLY' else 'NO' end
from finding_state
where verdict in ('FAIL', 'WARN', 'UNKNOWN');

-- since when people are told of an account; null before its first scan
alter table account_judgement add column notified_since timestamp(6) with time zone;
update account_judgement set notified_since = current_timestamp
where exists (select 1 from finding_state f where f.account_id = account_judgement.account_id);

-- what is to be observed once more before people are told of it
create table pending_news (
    account_id varchar(12) primary key references account (id) on delete cascade,
    since      timestamp(6) with time zone not null,
    recheck_id uuid
);

-- what keeps Todoku itself from observing, and the accounts in which it hides what was known
create table shared_cause (
    id       varchar(300) primary key,
    kind     varchar(30)  not null,
    subject  varchar(250) not null,
    began_at timestamp(6) with time zone not null,
    notified boolean      not null,
    accounts integer      not null
);
create table shared_cause_account (
    cause_id   varchar(300) not null references shared_cause (id) on delete cascade,
    account_id varchar(12)  not null references account (id) on delete cascade,
    primary key (cause_id, account_id)
);

-- channels that are told what is no longer known are told when it is known again; those of all
-- clients are told of the causes that accounts share
update channel set kinds = kinds || ',known' where kinds like '%unknown%';
update channel set kinds = kinds || ',outage,recovered'
where kinds like '%unknown%' and client is null;
