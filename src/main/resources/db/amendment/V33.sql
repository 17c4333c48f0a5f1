create index if not exists snapshot_origin_by_account on snapshot_origin (account_id);
