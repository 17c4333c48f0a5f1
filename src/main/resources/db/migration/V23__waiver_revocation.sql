-- A waiver that somebody revoked stays for the history of its finding.
alter table waiver add column revoked_at timestamp(6) with time zone;
alter table waiver add column revoked_by varchar(200);
