package io.todoku.archive;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.todoku.snapshot.AccountNetwork;
import io.todoku.snapshot.SnapshotFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stores what each account shows of the transit gateways that it shares with others. */
@Component
public class AccountNetworkStore {

  private final JdbcClient database;
  private final PieceTable pieces;
  private final Cache<Version, AccountNetwork> cache =
      Caffeine.newBuilder().maximumSize(2_000).build();

  AccountNetworkStore(JdbcClient database) {
    this.database = database;
    this.pieces = new PieceTable(database, "account_network_piece", "account_id");
  }

  /** A stored network: the checksum changes with its content. */
  private record Version(String accountId, long checksum) {}

  /** Stores what the newest snapshot shows, in place of what an earlier one did. */
  @Transactional
  public void replace(AccountNetwork network) {
    String account = network.accountId();
    database.sql("delete from account_network where account_id = ?").param(account).update();
    if (!network.isEmpty()) {
      byte[] bytes = SnapshotFile.writePart(network);
      database
          .sql("insert into account_network (account_id, checksum) values (?, ?)")
          .params(account, checksum(bytes))
          .update();
      pieces.save(bytes, account);
    }
  }

  /** The networks of all other accounts; empty where the account itself shares none. */
  List<AccountNetwork> ofOthers(String accountId) {
    Map<String, Long> checksums = checksums();
    return !checksums.containsKey(accountId)
        ? List.of()
        : checksums.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(accountId))
            .sorted(Map.Entry.comparingByKey())
            .flatMap(entry -> read(new Version(entry.getKey(), entry.getValue())).stream())
            .toList();
  }

  /** Empty where another node replaces it in this moment. */
  private Optional<AccountNetwork> read(Version version) {
    AccountNetwork cached = cache.getIfPresent(version);
    if (cached != null) {
      return Optional.of(cached);
    }
    Optional<byte[]> bytes = pieces.read(version.accountId());
    Optional<AccountNetwork> network =
        bytes.map(stored -> SnapshotFile.readPart(stored, AccountNetwork.class));
    if (bytes.isPresent() && checksum(bytes.get()) == version.checksum()) {
      cache.put(version, network.get());
    }
    return network;
  }

  private static long checksum(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return checksum.getValue();
  }

  /** A checksum of each account's network, by account id; accounts that share none are left out. */
  public Map<String, Long> checksums() {
    return database
        .sql("select account_id, checksum from account_network")
        .query((row, _) -> new Version(row.getString(1), row.getLong(2)))
        .list() // a stream would keep its connection until it is closed
        .stream()
        .collect(Collectors.toMap(Version::accountId, Version::checksum));
  }
}
