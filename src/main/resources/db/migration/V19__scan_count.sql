-- the verdicts of required rules after each scan, without what was waived then: derived from
-- snapshots as finding_state is, so that courses over time need no snapshot
create table scan_count (
    run_id        uuid         not null,
    account_id    varchar(12)  not null,
    fine_count    integer      not null,
    warn_count    integer      not null,
    unknown_count integer      not null,
    fail_count    integer      not null,
    primary key (run_id, account_id),
    foreign key (run_id, account_id) references scan (run_id, account_id) on delete cascade
);
create index scan_count_by_account on scan_count (account_id);

-- derives the histories again, which fills it
update account_judgement set catalogue = '';
