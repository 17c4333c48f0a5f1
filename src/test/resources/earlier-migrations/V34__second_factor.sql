-- second factors of users: the secret of an authenticator app, encrypted, and the last time step whose
-- code was used, because each code is accepted once; without confirmed_at no code has been entered yet
create table totp_secret (
    id           uuid         not null primary key references app_user (id) on delete cascade,
    secret       varchar(500) not null,
    confirmed_at timestamp(6) with time zone,
    last_step    bigint       not null
);

-- the SHA-256 of each code that is not used yet, in hexadecimal
create table recovery_code (
    user_id   uuid        not null references app_user (id) on delete cascade,
    code_hash varchar(64) not null,
    primary key (user_id, code_hash)
);

-- the credential id is the authenticator's own, in Base64url
create table passkey (
    id                 uuid          not null primary key,
    user_id            uuid          not null references app_user (id) on delete cascade,
    credential_id      varchar(1400) not null unique,
    attestation_object bytea         not null,
    sign_count         bigint        not null,
    user_verified      boolean       not null,
    backup_eligible    boolean       not null,
    backed_up          boolean       not null,
    transports         varchar(200)  not null,
    name               varchar(64)   not null,
    created_at         timestamp(6) with time zone not null,
    last_used_at       timestamp(6) with time zone
);
create index passkey_by_user on passkey (user_id);

-- the random values that authenticators are asked to sign, each accepted once; without a user those
-- of sign-ins by a passkey alone
create table passkey_challenge (
    challenge  varchar(64) not null primary key,
    purpose    varchar(20) not null,
    user_id    uuid references app_user (id) on delete cascade,
    expires_at timestamp(6) with time zone not null
);
