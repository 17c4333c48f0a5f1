-- an address may be overruled for sending, for receiving, or for the domains that it sends for
alter table role_override alter column sends drop not null;
alter table role_override add column receives boolean;
alter table role_override add column domains varchar(4000) default '' not null;
