package io.todoku.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A zone that BIND's own tools have signed.
 *
 * @param file to be served
 * @param anchor the {@code trust-anchors} statement for a resolver that shall validate it
 */
public record SignedZone(Path file, String trustAnchor) {

  private static final Path KEYGEN = Path.of("/usr/bin/dnssec-keygen");
  private static final Path SIGNZONE = Path.of("/usr/bin/dnssec-signzone");

  public static boolean present() {
    return Files.isExecutable(KEYGEN) && Files.isExecutable(SIGNZONE);
  }

  /**
   * @param records in zone-file form, without SOA and NS
   */
  public static SignedZone of(Path dir, String zone, String records)
      throws IOException, InterruptedException {
    Files.createDirectories(dir);
    Path file = dir.resolve(zone + ".zone");
    Files.writeString(
        file,
        "$TTL 300\n@ IN SOA ns. hostmaster. 1 3600 600 86400 60\n@ IN NS ns.\n" + records + "\n");
    run(dir, KEYGEN.toString(), "-q", "-a", "ECDSAP256SHA256", "-f", "KSK", zone);
    run(dir, KEYGEN.toString(), "-q", "-a", "ECDSAP256SHA256", zone);
    run(dir, SIGNZONE.toString(), "-S", "-o", zone, file.toString());
    return new SignedZone(dir.resolve(zone + ".zone.signed"), trustAnchor(dir, zone));
  }

  private static void run(Path dir, String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
  }

  private static String trustAnchor(Path dir, String zone) throws IOException {
    try (var files = Files.list(dir)) {
      for (Path key : files.filter(f -> f.toString().endsWith(".key")).toList()) {
        List<String> ksk =
            Files.readAllLines(key).stream().filter(l -> l.contains("DNSKEY 257 ")).toList();
        if (!ksk.isEmpty()) {
          String[] fields = ksk.getFirst().split("DNSKEY ")[1].split(" ", 4);
          return "trust-anchors { %s. static-key %s %s %s \"%s\"; };\n"
              .formatted(zone, fields[0], fields[1], fields[2], fields[3].replace(" ", ""));
        }
      }
      throw new IOException("no key of " + zone);
    }
  }

  /** The zone with one text replaced after it was signed: its signature does not fit any more. */
  public SignedZone withForgedRecord(String text, String other) throws IOException {
    String signed =
        Files.readAllLines(file).stream()
            .map(line -> line.contains("RRSIG") ? line : line.replace(text, other))
            .collect(Collectors.joining("\n", "", "\n"));
    Files.writeString(file, signed);
    return this;
  }
}
