-- which client gets a report every month, and by which way
create table report_schedule (
    id          uuid          primary key,
    client      varchar(200)  not null,
    month_day   integer       not null,
    at_hour     integer       not null,
    zone        varchar(64)   not null,
    language    varchar(10)   not null,
    formats     varchar(50)   not null,
    recipients  varchar(500)  not null,
    bucket      varchar(100)  not null,
    prefix      varchar(500)  not null,
    region      varchar(40)   not null,
    role_arn    varchar(600)  not null,
    external_id varchar(1300) not null,
    keep_months integer       not null,
    enabled     boolean       not null,
    next_at     timestamp(6) with time zone not null,
    created_at  timestamp(6) with time zone not null
);

-- one time of a schedule: its report is made once, and then delivered until it has arrived
create table report_run (
    id           uuid         primary key,
    schedule_id  uuid         not null references report_schedule (id) on delete cascade,
    due_at       timestamp(6) with time zone not null,
    state        varchar(20)  not null,
    subject      varchar(500),
    mail_text    varchar(100000),
    attempts     integer      not null,
    next_at      timestamp(6) with time zone not null,
    give_up_at   timestamp(6) with time zone not null,
    error_key    varchar(200),
    error_detail varchar(1000),
    made_at      timestamp(6) with time zone,
    mailed_at    timestamp(6) with time zone,
    stored_at    timestamp(6) with time zone,
    unique (schedule_id, due_at)
);

create table report_run_file (
    run_id    uuid    not null references report_run (id) on delete cascade,
    report_id uuid    not null references sent_report (id) on delete cascade,
    place     integer not null,
    primary key (run_id, report_id)
);
create index report_run_file_of_report on report_run_file (report_id);
