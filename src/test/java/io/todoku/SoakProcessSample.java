package io.todoku;

import io.todoku.testing.TodokuApiClient;
import io.todoku.testing.TodokuServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a process holds at one moment.
 *
 * @param heap MiB in use after a collection
 * @param resident MiB of the whole process
 * @param threads of the platform
 * @param files open descriptors
 * @param queue jobs that are due and nobody's; -1 where that is not known
 */
record SoakProcessSample(
    long heap, long resident, long threads, long files, long queue, long cells) {

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  static SoakProcessSample of(TodokuApiClient api, TodokuServer server) throws Exception {
    new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            String.valueOf(server.pid()),
            "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    Map<String, Double> meters = meters(api);
    double queue = sum(meters, "todoku_queue_due");
    return new SoakProcessSample(
        (long) sum(meters, "jvm_memory_used_bytes{area=\"heap\"") >> 20,
        resident(server),
        (long) sum(meters, "jvm_threads_live_threads"),
        (long) sum(meters, "process_files_open_files"),
        Double.isNaN(queue) ? -1 : (long) queue,
        (long) sum(meters, "todoku_cells_running"));
  }

  /** All meters, each with its labels. */
  static Map<String, Double> meters(TodokuApiClient api) throws Exception {
    return api.metrics()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.lastIndexOf(' ')),
                line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)),
                Double::sum));
  }

  /** Of all meters that begin like this. */
  static double sum(Map<String, Double> meters, String prefix) {
    return meters.entrySet().stream()
        .filter(meter -> meter.getKey().startsWith(prefix))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private static long resident(TodokuServer server) throws Exception {
    Path status = Path.of("/proc/" + server.pid() + "/status");
    Matcher found = RESIDENT.matcher(Files.exists(status) ? Files.readString(status) : "");
    return found.find() ? Long.parseLong(found.group(1)) >> 10 : -1;
  }
}
