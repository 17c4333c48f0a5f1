-- what is to be done and when, for whichever node comes first (the table of the db-scheduler library)
create table scheduled_tasks (
    task_name             varchar(100)  not null,
    task_instance         varchar(250)  not null,
    task_data             bytea,
    execution_time        timestamp(6) with time zone not null,
    picked                boolean       not null,
    picked_by             varchar(100),
    last_success          timestamp(6) with time zone,
    last_failure          timestamp(6) with time zone,
    consecutive_failures  integer,
    last_heartbeat        timestamp(6) with time zone,
    version               bigint        not null,
    priority              smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_by_time on scheduled_tasks (execution_time);
create index scheduled_tasks_by_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_by_priority on scheduled_tasks (priority desc, execution_time);
