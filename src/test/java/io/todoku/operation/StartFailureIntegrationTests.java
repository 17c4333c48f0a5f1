package io.todoku.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.todoku.testing.TodokuServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that cannot start logs in one line what is wrong, where, and what to do. */
class StartFailureIntegrationTests {

  @TempDir Path dir;

  private String logOf(String... arguments) {
    Throwable stopped = catchThrowable(() -> TodokuServer.start(dir, Map.of(), arguments).close());
    assertThat(stopped).as("it did not start").isNotNull();
    return String.valueOf(stopped.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "--todoku.accounts[0].id=1234567890123, todoku.accounts[0]: account id",
    "--todoku.accounts[0].id=011111111111 --todoku.accounts[1].id=011111111111, stands there twice",
    "--todoku.accounts[0].id=011111111111 --todoku.accounts[0].schedule=daily,"
        + " todoku.accounts[0].schedule",
    "--todoku.history.keep-count=0, todoku.history.keep-count",
    "--todoku.scan.trys=2, todoku.scan.trys",
    "--todoku.acounts[0].id=111111111111, todoku.acounts",
    "--todoku.dns.resolvers=1.1.1.1:0, todoku.dns.resolvers",
    "--todoku.dns.blocklists=nowhere, todoku.dns.blocklists",
    "--todoku.probe.allowed-networks=10.0.0.0/99, todoku.probe.allowed-networks",
    "--todoku.probe.port=70000, todoku.probe.port",
    "--todoku.probe.imap-port=0, todoku.probe.imap-port",
    "--todoku.probe.relay-recipient=nobody, todoku.probe.relay-recipient",
    "--todoku.api-token=x, todoku.api-token can be guessed",
    "--todoku.encryption.keys=c2hvcnQ=, todoku.encryption.keys: a key has 5 bytes",
    "--todoku.encryption.key-file=/nowhere/keys, todoku.encryption.key-file (/nowhere/keys)",
    "--todoku.security-contact=nobody, todoku.security-contact",
    "--todoku.public-url=nowhere, todoku.public-url",
    "--todoku.public-url=http://a|b/, todoku.public-url"
  })
  void anInvalidSettingIsNamed(String arguments, String setting) {
    assertThat(logOf(arguments.split(" "))).contains(setting, "Action:").doesNotContain("\tat ");
  }

  @Test
  void aFileThatIsNoDatabaseIsReported() throws Exception {
    Path data = Files.createDirectories(dir.resolve("data"));
    Files.writeString(data.resolve("todoku.mv.db"), "no database ".repeat(1000));

    assertThat(logOf()).contains("The database cannot be opened", "Action:");
  }

  @Test
  void aDataFolderInUseIsReported() throws Exception {
    try (TodokuServer first = TodokuServer.start(dir, Map.of())) {
      assertThat(logOf()).contains("Another Todoku uses this data folder");
      assertThat(first.log()).contains("Sign in once");
    }
  }
}
