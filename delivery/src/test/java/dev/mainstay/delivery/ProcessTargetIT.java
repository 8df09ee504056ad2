package dev.mainstay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.design.Delivery;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTargetIT {
  @TempDir Path data;
  @TempDir Path designs;
  private ProcessTarget target;
  private final List<Instance> started = new ArrayList<>();

  @BeforeEach
  void open() {
    target = target();
  }

  private ProcessTarget target() {
    return new ProcessTarget(data, service -> designs, service -> "http://127.0.0.1:1/policy");
  }

  @AfterEach
  void end() {
    started.forEach(target::kill);
    started.forEach(instance -> await(() -> !target.alive(instance)));
  }

  private Instance start(String version) throws IOException {
    return start(
        version,
        List.of(
            "java",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            TinyService.class.getName(),
            "${version}:${port}"));
  }

  private Instance start(String version, List<String> command) throws IOException {
    int port = target.freePort(started);
    String id = "tiny-" + (started.size() + 1);
    var process =
        target.start(
            new InstanceTarget.Launch(
                id,
                "tiny",
                version,
                port,
                new Delivery.ProcessTemplate(
                    command, Map.of("GREETING", "v${version}"), null, Duration.ofSeconds(5))));
    var instance = new Instance(id, "tiny", version, started.size() + 1, port, process, false);
    started.add(instance);
    return instance;
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static String get(Instance instance, String path) {
    try (var http = HttpClient.newHttpClient()) {
      while (true) {
        try {
          return http.send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + instance.port() + path))
                      .build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
        } catch (IOException e) {
          LockSupport.parkNanos(20_000_000);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  @Test
  void anInstanceGetsItsEnvironmentAndLeavesItsTraces() throws Exception {
    Instance instance = start("1.0.0");
    assertThat(get(instance, "/env"))
        .contains(
            "PORT=" + instance.port(),
            "MAINSTAY_SERVICE=tiny",
            "MAINSTAY_VERSION=1.0.0",
            "MAINSTAY_INSTANCE=tiny-1",
            "MAINSTAY_POLICY=http://127.0.0.1:1/policy",
            "GREETING=v1.0.0");
    assertThat(Files.readString(data.resolve("run/tiny-1.pid")))
        .isEqualTo(
            instance.process().pid() + " " + instance.process().started().toEpochMilli() + "\n");
    assertThat(Files.readString(data.resolve("logs/tiny-1.log")))
        .contains("starting 1.0.0 with 1.0.0:" + instance.port());

    target.terminate(instance);
    await(() -> !target.alive(instance));
    target.forget(instance);
    assertThat(data.resolve("run/tiny-1.pid")).doesNotExist();
  }

  @Test
  void anotherServerFindsALivingInstanceByIdAndStart() throws Exception {
    Instance instance = start("1");
    assertThat(target().alive(instance)).isTrue();
    var impostor =
        new Instance.OsProcess(
            instance.process().pid(), instance.process().started().minusSeconds(60));
    assertThat(
            target()
                .alive(new Instance("tiny-9", "tiny", "1", 9, instance.port(), impostor, false)))
        .isFalse();
  }

  @Test
  void leftoversAreEndedAndKnownInstancesAreNot() throws Exception {
    Instance known = start("1");
    Instance unknown = start("1");
    Instance unrecorded = start("1");
    Files.delete(data.resolve("run/tiny-3.pid"));
    get(unrecorded, "/readyz");
    assertThat(target().killLeftovers(List.of(known))).isEqualTo(2);
    await(() -> !target.alive(unknown) && !target.alive(unrecorded));
    assertThat(target.alive(known)).isTrue();
    assertThat(data.resolve("run/tiny-2.pid")).doesNotExist();
  }

  @Test
  void processesOfOthersAreLeftAlone() throws Exception {
    var self = ProcessHandle.current();
    Path foreign = data.resolve("run/postgres.pid");
    Files.writeString(
        foreign, self.pid() + " " + self.info().startInstant().orElseThrow().toEpochMilli());
    assertThat(target.killLeftovers(List.of())).isZero();
    assertThat(foreign).exists();
  }

  @Test
  void aCrashIsToldWithItsCodeAndWhereTheLogIs() throws Exception {
    Instance instance = start("crash");
    await(() -> !target.alive(instance));
    assertThat(target.obituary(instance))
        .contains("ended with code 3")
        .contains(data.resolve("logs/tiny-1.log").toString());
  }

  @Test
  void whatCannotBeStartedIsAnErrorThatNamesIt() {
    assertThatThrownBy(() -> start("1", List.of("./no-such-program")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such-program");
    assertThatThrownBy(() -> start("1", List.of()))
        .hasMessage("command: empty (expected: a program and its arguments)");
  }

  @Test
  void aLogIsCutWhenItIsTooLongAndNotBefore() throws Exception {
    Path log = data.resolve("logs/tiny-7.log");
    Files.write(log, new byte[(int) ProcessTarget.MOST_LOG_BYTES]);
    target.tidy();
    assertThat(log).hasSize(ProcessTarget.MOST_LOG_BYTES);
    Files.write(log, new byte[(int) ProcessTarget.MOST_LOG_BYTES + 1]);
    target.tidy();
    assertThat(log).isEmptyFile();
    assertThat(data.resolve("logs/tiny-7.log.1")).hasSize(ProcessTarget.MOST_LOG_BYTES + 1);
  }
}
