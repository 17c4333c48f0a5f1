create table app_user (
    id uuid not null primary key,
    name varchar(64) not null unique,
    password_hash varchar(255) not null,
    role varchar(32) not null,
    created_at timestamp(6) with time zone not null
);
