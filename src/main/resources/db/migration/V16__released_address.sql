-- an address that an account has released may be another's now: an MX that still leads there is in danger
alter table held_address add column released_at timestamp(6) with time zone;
