create index if not exists passkey_challenge_by_end on passkey_challenge (expires_at);
