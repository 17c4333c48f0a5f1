-- a user of an identity provider is who the provider (issuer) says by its own identifier (subject), never by the name;
-- both are null for a user who signs in with a password
alter table app_user add column issuer varchar(500);
alter table app_user add column subject varchar(255);
alter table app_user add constraint app_user_by_subject unique (issuer, subject);
