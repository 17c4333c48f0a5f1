alter table app_user add column if not exists admitted boolean default true not null;
