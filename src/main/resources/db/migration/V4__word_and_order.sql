-- why a person says that an address sends, or does not
alter table role_override add column reason varchar(1000) default '' not null;

-- what was stored last counts, whatever a file says of its times
alter table scan add column stored_at timestamp(6) with time zone default timestamp with time zone '2000-01-01 00:00:00+00' not null;
create index scan_by_storing on scan (account_id, stored_at);
