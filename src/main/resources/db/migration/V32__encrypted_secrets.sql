-- an encrypted text is longer: a nonce, a tag and Base64 come to it, and each character may have three bytes
alter table channel alter column target set data type varchar(10000);
alter table channel alter column secret set data type varchar(2000);
