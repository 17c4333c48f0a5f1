package io.todoku.installation.web;

import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.operation.OnlineBackup;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Copies of an H2 database while the server works, for a job that keeps them elsewhere. */
@RestController
@RouteAccess(value = UserRole.ADMINISTRATOR, scope = DataScope.EVERY_CLIENT)
@RequestMapping("/api/v1/backups")
class BackupApi {

  private static final Logger log = LoggerFactory.getLogger(BackupApi.class);

  private final OnlineBackup backup;

  BackupApi(OnlineBackup backup) {
    this.backup = backup;
  }

  /**
   * @param file on the machine of the server, a ZIP with the file of the database
   * @param bytes its size
   */
  record BackupJson(String file, long bytes) {}

  @Audited("backup.make")
  @PostMapping
  BackupJson make() {
    try {
      return backup
          .make()
          .map(made -> new BackupJson(made.file().toString(), made.bytes()))
          .orElseThrow(() ->
              new ResponseStatusException(
                  HttpStatus.CONFLICT,
                  "the database is not an H2 file: back it up by its own tools or by todoku"
                      + " export"));
    } catch (IOException failure) {
      log.error("The database was not backed up", failure);
      throw new ResponseStatusException(
          HttpStatus.SERVICE_UNAVAILABLE, "the backup cannot be written, see the server log");
    }
  }
}
