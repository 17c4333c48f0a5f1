-- whether a cell that probes mail servers contacted none; null where that was not stored yet
alter table scan_cell add column nothing_contacted boolean;
