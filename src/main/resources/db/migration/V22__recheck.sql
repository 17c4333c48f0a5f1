-- a scan that is limited to some findings, an address or a domain, laid over the snapshot before it
alter table scan add column recheck_target varchar(200000);
alter table scan add column recheck_base uuid;
