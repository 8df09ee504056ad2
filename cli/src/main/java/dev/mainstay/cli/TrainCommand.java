package dev.mainstay.cli;

import dev.mainstay.server.MainstayServer;
import dev.mainstay.server.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code mainstay train}: runs a server once through what every server does, so that the virtual
 * machine can record it for its ahead-of-time cache. The launcher calls it after a build.
 */
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {
  private static final String DESIGN =
      """
      apiVersion: mainstay/v1
      kind: Service
      name: trainee
      summary: Exists to be watched
      telemetry: { every: 100ms, timeout: 50ms, instances: [127.0.0.1:9] }
      objectives:
        availability: { of: http, good: status < 500, slo: 99.9 %, over: 30d }
      """;
  private static final List<String> PATHS =
      List.of(
          "/overview",
          "/services/trainee",
          "/services/trainee/signals",
          "/incidents",
          "/deployments",
          "/journal");

  @Parameters(paramLabel = "FOLDER", description = "An empty folder to work in")
  private Path folder = Path.of(".");

  @Override
  public Integer call() throws IOException {
    Path designs = Files.createDirectories(folder.resolve("ops"));
    Files.writeString(designs.resolve("trainee.yaml"), DESIGN);
    var config = new ServerConfig(designs, folder.resolve("data"), "127.0.0.1", 0);
    try (var server = MainstayServer.start(config)) {
      Api api = new Api();
      PATHS.forEach(path -> api.at(server.address().toString()).get(path));
    }
    return 0;
  }
}
