package dev.mainstay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code mainstay} on machines that lack something. */
class LauncherIT {
  private static final Path LAUNCHER = launcher();

  /** What the script itself needs of any machine. */
  private static final List<String> TOOLS =
      List.of("bash", "env", "dirname", "readlink", "sed", "find", "head", "mktemp", "rm", "touch");

  @TempDir private Path machine;

  private record Ended(int code, String errors) {}

  @BeforeEach
  void bareMachine() throws IOException {
    Files.createDirectories(machine.resolve("bin"));
    Files.createDirectories(machine.resolve("jvm"));
    Files.createDirectories(machine.resolve("home"));
    for (String tool : TOOLS) {
      Files.createSymbolicLink(machine.resolve("bin").resolve(tool), which(tool));
    }
  }

  @Test
  void withoutAJdkItSaysWhatToDo() throws Exception {
    Ended ended = run(Map.of());

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.errors())
        .contains("no JDK 25 or newer found; tried:")
        .contains("fix: install one (for example Temurin 25) and set JAVA_HOME to its folder");
  }

  @Test
  void everyPlaceThatItLookedAtIsNamed() throws Exception {
    Path old = jdk(machine.resolve("jvm/old"), "17.0.2");
    Path empty = Files.createDirectories(machine.resolve("jvm/empty"));
    Path variable = jdk(machine.resolve("elsewhere"), "24.0.1");
    Path sdkman = jdk(machine.resolve("home/.sdkman/candidates/java/21"), "21.0.4");

    Ended ended = run(Map.of("JAVA_HOME", variable.toString()));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.errors())
        .contains(old + " (JDK 17)")
        .contains(empty + " (no JDK there)")
        .contains(variable + " (JDK 24)")
        .contains(sdkman + " (JDK 21)");
  }

  @Test
  void aJdk25IsFoundInEveryUsualPlace() throws Exception {
    for (String place : List.of("jvm/good", "home/.sdkman/candidates/java/25", "elsewhere")) {
      Path good = jdk(machine.resolve(place), "25");

      Ended ended =
          run(place.equals("elsewhere") ? Map.of("JAVA_HOME", good.toString()) : Map.of());

      assertThat(ended.errors()).as(place).doesNotContain("no JDK").contains("ran " + good);
      Files.delete(good.resolve("bin/javac"));
    }
  }

  @Test
  void verifyNeedsABrowser() throws Exception {
    jdk(machine.resolve("jvm/good"), "25");

    Ended ended = run(Map.of("CHROMIUM", "no-such-browser"), "verify");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.errors())
        .contains("no Chromium found; tried: no-such-browser")
        .contains("fix: apt-get install chromium");
  }

  private Ended run(Map<String, String> environment, String... arguments) throws Exception {
    var command = new ArrayList<String>();
    command.add(LAUNCHER.toString());
    command.addAll(List.of(arguments));
    Path errors = machine.resolve("errors");
    var process =
        new ProcessBuilder(command)
            .redirectError(errors.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    process.environment().clear();
    process.environment().put("PATH", machine.resolve("bin").toString());
    process.environment().put("HOME", machine.resolve("home").toString());
    process.environment().put("MAINSTAY_JVM_ROOT", machine.resolve("jvm").toString());
    process.environment().put("MAINSTAY_NO_BUILD", "1");
    process.environment().putAll(environment);
    Process started = process.start();
    assertThat(started.waitFor(1, TimeUnit.MINUTES)).as("the launcher ended").isTrue();
    return new Ended(started.exitValue(), Files.readString(errors));
  }

  /** A folder that looks like a JDK; its java only says where it was run from. */
  private static Path jdk(Path folder, String version) throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    script(folder.resolve("bin/javac"), "echo javac " + version);
    script(folder.resolve("bin/java"), "echo ran " + folder + " >&2");
    return folder;
  }

  private static void script(Path file, String line) throws IOException {
    Files.writeString(file, "#!/usr/bin/env bash\n" + line + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static Path which(String tool) throws IOException {
    var process = new ProcessBuilder("bash", "-c", "command -v " + tool).start();
    try (var out = process.getInputStream()) {
      return Path.of(new String(out.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }

  private static Path launcher() {
    Path here = Path.of("").toAbsolutePath();
    Path root = Files.exists(here.resolve("mainstay")) ? here : here.resolve("..").normalize();
    return root.resolve("mainstay");
  }
}
