-- one name for one thing, from the column to the page (see CONTRIBUTING, Vocabulary)
alter table attestation rename column said_by to author;
alter table start_turn rename to cluster_lock;
alter table scan_cell rename column dark to stage_failed;
alter table account_scan rename to running_scan;
alter table known_finding rename to finding_state;
alter table finding_state rename column about to resource_json;
alter table finding_state rename column known_verdict to last_known_verdict;
alter table finding_state rename column known_at to last_known_at;
alter table runbook rename column next_at to next_observation_at;
alter table runbook rename column asked_at to observation_requested_at;
alter table runbook rename column seen_at to observed_at;
