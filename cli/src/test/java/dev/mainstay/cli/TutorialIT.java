package dev.mainstay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows {@code docs/tutorial.md} to the letter. A block {@code sh} must succeed, {@code sh fails}
 * must not, {@code sh until} is repeated until it does; {@code output} holds what the block before
 * must have printed, line by line.
 */
final class TutorialIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private record Block(String kind, String text) {}

  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void everyCommandOfTheTutorialDoesWhatItSays(@TempDir Path folder) throws Exception {
    List<Block> blocks = blocks(Files.readString(ROOT.resolve("docs/tutorial.md")));
    assertThat(blocks).hasSizeGreaterThan(10);
    Path script = folder.resolve("tutorial.sh");
    Files.writeString(script, script(blocks, folder));

    var builder =
        new ProcessBuilder("bash", script.toString()).directory(folder.toFile()).inheritIO();
    builder.environment().put("MAINSTAY_NO_BUILD", "1");
    Process process = builder.start();
    assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();

    assertThat(process.exitValue())
        .describedAs("the number of the block that did not do as told, see above")
        .isZero();
    checkOutputs(blocks, folder);
  }

  private static void checkOutputs(List<Block> blocks, Path folder) throws IOException {
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).kind().equals("output")) {
        String printed = Files.readString(folder.resolve("out." + (i - 1)));
        assertThat(printed).contains(blocks.get(i).text().lines().toList());
      }
    }
  }

  private static List<Block> blocks(String markdown) {
    var blocks = new ArrayList<Block>();
    String kind = null;
    var text = new StringBuilder();
    for (String line : markdown.lines().toList()) {
      if (kind == null && (line.startsWith("```sh") || line.equals("```output"))) {
        kind = line.substring(3);
        text.setLength(0);
      } else if (kind != null && line.equals("```")) {
        blocks.add(new Block(kind, text.toString()));
        kind = null;
      } else if (kind != null) {
        text.append(line).append('\n');
      }
    }
    return blocks;
  }

  private static String script(List<Block> blocks, Path folder) {
    var script =
        new StringBuilder(
            """
            mainstay() { '%s' "$@"; }
            told() { echo "block $1 did not do as told:"; cat "$2"; exit "$1"; }
            end() {
              for pid in $(jobs -p); do pkill -TERM -P "$pid"; kill "$pid"; done 2>/dev/null
              wait
            }
            trap end EXIT
            """
                .formatted(ROOT.resolve("mainstay")));
    for (int i = 0; i < blocks.size(); i++) {
      Path out = folder.resolve("out." + i);
      String block = blocks.get(i).text();
      script.append(
          switch (blocks.get(i).kind()) {
            case "sh" -> "{\n" + block + "} > '" + out + "' 2>&1 || told " + i + " '" + out + "'\n";
            case "sh fails" ->
                "{\n" + block + "} > '" + out + "' 2>&1 && told " + i + " '" + out + "'\n";
            case "sh until" ->
                "n=0\nuntil {\n"
                    + block
                    + "} > '"
                    + out
                    + "' 2>&1; do n=$((n + 1)); [ $n -lt 100 ] || told "
                    + i
                    + " '"
                    + out
                    + "'; sleep 0.3; done\n";
            default -> "";
          });
    }
    return script.append("exit 0\n").toString();
  }
}
