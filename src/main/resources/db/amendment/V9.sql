create table if not exists start_turn (
    id  integer  not null primary key
);
insert into start_turn (id) select 1 where not exists (select 1 from start_turn);
