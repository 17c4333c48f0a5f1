-- a user who was invited has no password until the link of the invitation is used
alter table app_user alter column password_hash drop not null;

-- one-time links by which a user sets a password: the SHA-256 of each token, in hexadecimal
create table password_link (
    token_hash varchar(64) not null primary key,
    user_id    uuid        not null references app_user (id) on delete cascade,
    expires_at timestamp(6) with time zone not null
);
create index password_link_by_user on password_link (user_id);
