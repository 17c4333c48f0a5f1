-- what a user may see: every client, or those named; a suspended user cannot sign in
alter table app_user add column every_client boolean default true not null;
alter table app_user add column suspended boolean default false not null;

create table app_user_client (
    user_id uuid         not null references app_user (id) on delete cascade,
    client  varchar(200) not null,
    primary key (user_id, client)
);
