-- counts how often a problem began, and how many of those the ticket has answered; a delivery never
-- writes the first, so that a problem that begins again while its ticket is being closed is seen
alter table ticket add column requests integer default 0 not null;
alter table ticket add column handled_requests integer default 0 not null;
