package dev.mainstay.examples.payments.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaperIT {
  @TempDir private Path folder;
  private final int port = FreePorts.any();
  private Process foreign;

  @BeforeEach
  void startAProcessOfSomebodyElse() throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sleep", "600");
    builder.environment().put(DataFolder.MARK, folder + "-of-somebody-else");
    foreign = builder.start();
  }

  @AfterEach
  void leaveNothing() {
    foreign.destroyForcibly();
    Leftovers.end(() -> Leftovers.of(DataFolder.open(folder)), Duration.ZERO);
  }

  @Test
  void endsEverythingOfTheRunWhenTheSupervisorIsKilled() throws IOException {
    DataFolder data = DataFolder.open(folder);
    Process supervisor = supervisor("reaper");
    // Redis, PostgreSQL, the stubborn shell with its sleep, the orphan.
    assertThat(PaymentSystem.soon(() -> Leftovers.of(data).size() >= 5)).isTrue();

    supervisor.destroyForcibly();

    assertThat(PaymentSystem.soon(() -> Leftovers.of(data).isEmpty())).isTrue();
    assertThat(PaymentSystem.soon(() -> FreePorts.isFree(port) && FreePorts.isFree(port + 1)))
        .isTrue();
    assertThat(PaymentSystem.soon(() -> !reaperRuns())).isTrue();
    assertThat(foreign.isAlive()).isTrue();
  }

  @Test
  void leftoversOfARunWithoutReaperAreFoundByTheNext() throws IOException {
    Process supervisor = supervisor("none");
    supervisor.destroyForcibly().onExit().join();

    DataFolder next = DataFolder.open(folder);
    assertThat(Leftovers.ofRun(next)).isEmpty();
    assertThat(PaymentSystem.soon(() -> Leftovers.of(next).size() >= 5)).isTrue();
    Leftovers.end(() -> Leftovers.of(next), Duration.ofSeconds(2));

    assertThat(Leftovers.of(next)).isEmpty();
    assertThat(FreePorts.isFree(port)).isTrue();
    assertThat(FreePorts.isFree(port + 1)).isTrue();
    assertThat(foreign.isAlive()).isTrue();
  }

  @Test
  void doesNothingWhenToldThatAllWasEndedInOrder() throws IOException {
    DataFolder data = DataFolder.open(folder);
    Reaper reaper = new Reaper(data);
    reaper.start();
    ChildProcess kept = ChildProcess.start(data, "kept", List.of("sleep", "600"), Map.of());
    long pid = reaper.pid();

    reaper.close();

    assertThat(PaymentSystem.soon(() -> ProcessHandle.of(pid).isEmpty())).isTrue();
    assertThat(kept.isAlive()).isTrue();
    kept.kill();
  }

  @Test
  void aRunFileNamesAProcessOnlyWithItsStart() {
    ProcessHandle self = ProcessHandle.current();
    long started = self.info().startInstant().orElseThrow().toEpochMilli();
    assertThat(Leftovers.named(self.pid() + " " + started + "\n")).contains(self);
    assertThat(Leftovers.named(self.pid() + " " + (started - 60_000))).isEmpty();
    assertThat(Leftovers.named(String.valueOf(self.pid()))).isEmpty();
    assertThat(Leftovers.named("")).isEmpty();
  }

  private boolean reaperRuns() {
    return ProcessHandle.allProcesses()
        .anyMatch(process ->
            process
                .info()
                .commandLine()
                .filter(line -> line.contains(folder.toString()))
                .isPresent());
  }

  private Process supervisor(String reaper) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledSupervisor.class.getName(),
                folder.toString(),
                String.valueOf(port),
                reaper)
            .redirectErrorStream(true)
            .start();
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    while (line != null && !line.equals("started")) {
      System.out.println(line);
      line = output.readLine();
    }
    assertThat(line).isEqualTo("started");
    return process;
  }
}
