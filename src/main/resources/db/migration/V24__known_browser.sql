-- browsers in which a user has signed in: the SHA-256 of each cookie, in hexadecimal
create table known_browser (
    token_hash    varchar(64)  not null,
    user_id       uuid         not null references app_user (id) on delete cascade,
    last_used_at  timestamp(6) with time zone not null,
    primary key (token_hash, user_id)
);
create index known_browser_by_user on known_browser (user_id);
create index known_browser_by_use on known_browser (last_used_at);
