package io.todoku.encryption;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the keys are: in a file or, if one is set, in a list. The first key encrypts; the others
 * decrypt what was encrypted before.
 *
 * @param keyFile a key in each line; null: {@code encryption.key} beside the file of an H2
 *     database, which is created when it is missing
 * @param keys each 32 random bytes in Base64
 */
@ConfigurationProperties("todoku.encryption")
record EncryptionSettings(@Nullable Path keyFile, @DefaultValue List<String> keys) {}
