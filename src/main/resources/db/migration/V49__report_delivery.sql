-- the client that a report was made for, which stays when its accounts go to another one; null: made before it was kept
alter table sent_report add column client varchar(200);
update sent_report set client = (
    select max(s.client) from report_run_file f
    join report_run r on r.id = f.run_id
    join report_schedule s on s.id = r.schedule_id
    where f.report_id = sent_report.id);
alter table sent_report_account add column client varchar(200);

-- whom a run is for, and how many files it made, so that one that a person removes is missed
alter table report_run add column client varchar(200) default '' not null;
update report_run set client = (select s.client from report_schedule s where s.id = report_run.schedule_id);
alter table report_run add column file_count integer default 0 not null;
update report_run set file_count = greatest(1, (select count(*) from report_run_file f where f.run_id = report_run.id))
where made_at is not null;

-- who is told what keeps Todoku from working is told of reports that it gave up, too
update channel set kinds = kinds || ',report' where client is null and kinds like '%outage%';
