-- where the snapshot of a scan comes from, if it was imported; one without a row was collected here
create table snapshot_origin (
    run_id       uuid         not null,
    account_id   varchar(12)  not null,
    file_name    varchar(255),
    sha256       varchar(64)  not null,
    byte_count   bigint       not null,
    imported_by  varchar(200) not null,
    imported_at  timestamp(6) with time zone not null,
    from_address varchar(64)  not null,
    primary key (run_id, account_id),
    foreign key (run_id, account_id) references scan (run_id, account_id) on delete cascade
);

-- files that wait for a person to confirm that they replace what is there
create table pending_import (
    id           uuid         primary key,
    file_name    varchar(255),
    sha256       varchar(64)  not null,
    byte_count   bigint       not null,
    imported_by  varchar(200) not null,
    imported_at  timestamp(6) with time zone not null,
    from_address varchar(64)  not null
);

create table pending_import_piece (
    import_id    uuid         not null references pending_import (id) on delete cascade,
    place        integer      not null,
    bytes        bytea        not null,
    primary key (import_id, place)
);
