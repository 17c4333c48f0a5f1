-- when an account was last seen to have a shared cause, and when any was last seen not to have it
-- any more: an account that is no longer scanned does not keep a cause open for ever
alter table shared_cause_account add column seen_at timestamp(6) with time zone;
update shared_cause_account set seen_at = current_timestamp;
alter table shared_cause_account alter column seen_at set not null;
alter table shared_cause add column cleared_at timestamp(6) with time zone;
