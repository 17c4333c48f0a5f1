-- a snapshot was one column; it becomes the only piece of itself
create table if not exists snapshot_piece (
    run_id       uuid         not null,
    account_id   varchar(12)  not null,
    place        integer      not null,
    bytes        bytea        not null,
    primary key (run_id, account_id, place),
    foreign key (run_id, account_id) references scan (run_id, account_id) on delete cascade
);
alter table scan add column if not exists snapshot bytea;
insert into snapshot_piece (run_id, account_id, place, bytes)
    select run_id, account_id, 0, snapshot from scan where snapshot is not null
      and not exists (select 1 from snapshot_piece p where p.run_id = scan.run_id and p.account_id = scan.account_id);
alter table scan drop column snapshot;
