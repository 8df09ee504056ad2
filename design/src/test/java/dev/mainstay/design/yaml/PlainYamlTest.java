package dev.mainstay.design.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.SourceText;
import dev.mainstay.kernel.Lines;
import dev.mainstay.kernel.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fast reader gives, the whole parser gives too; of what is unusual it gives nothing. */
class PlainYamlTest {
  private static final Path EXAMPLES = Path.of("../examples");

  /** Where the two could part: whatever starts, ends or separates something. */
  private static final List<String> PARTS =
      List.of(
          "a",
          "b: ",
          "c:",
          "key: value",
          "- ",
          "-",
          ": ",
          ":",
          " ",
          "  ",
          "    ",
          "\n",
          "\n  ",
          "\n- ",
          "\n  - ",
          "{",
          "}",
          "[",
          "]",
          ", ",
          ",",
          "{ a: 1, b: [x, y] }",
          "'",
          "\"",
          "'q'",
          "\"d\"",
          "# c",
          " # c",
          "#",
          "\n---\n",
          "---",
          "...",
          "%",
          "~",
          "null",
          "99.9 %",
          "-1",
          "?",
          "? ",
          "|",
          ">",
          "&x",
          "*x",
          "!t",
          "@",
          "`",
          "\\",
          "é",
          "…",
          "\u00a0",
          "\t",
          "\r",
          "\u2028",
          "😀",
          "http://x/y",
          "rate(a{b=\"c\"}) > 5/s",
          "x.y",
          "/p",
          "''",
          "\"\"",
          "=");

  private static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml") && !file.toString().contains("target"))
          .sorted()
          .toList();
    }
  }

  private static Optional<List<Node>> plain(String text) {
    return PlainYaml.read(new Lines("file.yaml", text), text);
  }

  private static boolean isSame(String text) {
    Optional<List<Node>> plain = plain(text);
    if (plain.isEmpty()) {
      return false;
    }
    List<Problem> problems = new ArrayList<>();
    var source = new SourceText("file.yaml", text);
    List<Node> whole = Yaml.readWhole(source, new Lines("file.yaml", text), problems::add);
    assertThat(problems).as(text).isEmpty();
    assertThat(plain.get()).as(text).isEqualTo(whole);
    return true;
  }

  @Test
  void mostExamplesArePlainAndReadAlike() throws IOException {
    List<Path> plain = new ArrayList<>();
    for (Path file : examples()) {
      if (isSame(Files.readString(file))) {
        plain.add(file);
      }
    }
    assertThat(plain).hasSizeGreaterThan(examples().size() / 2);
  }

  @Test
  void changedExamplesReadAlike() throws IOException {
    var random = new Random(7);
    int plain = 0;
    for (Path file : examples()) {
      String text = Files.readString(file);
      for (int i = 0; i < 200; i++) {
        var changed = new StringBuilder(text);
        for (int change = random.nextInt(3); change >= 0; change--) {
          int from = random.nextInt(changed.length());
          int to = Math.min(changed.length(), from + random.nextInt(4));
          changed.replace(from, to, PARTS.get(random.nextInt(PARTS.size())));
        }
        plain += isSame(changed.toString()) ? 1 : 0;
      }
    }
    assertThat(plain).isPositive();
  }

  @Test
  void textsOfRandomPartsReadAlike() {
    int plain = 0;
    for (int seed = 0; seed < 60_000; seed++) {
      var random = new Random(seed);
      var text = new StringBuilder();
      for (int part = random.nextInt(12); part >= 0; part--) {
        text.append(PARTS.get(random.nextInt(PARTS.size())));
      }
      plain += isSame(text.toString()) ? 1 : 0;
    }
    assertThat(plain).isGreaterThan(500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: 1",
        "a: 1\nb: 2\n",
        "# c\n---\na: 1 # c\n---\nb:\n",
        "a:\n- 1\n- b: 2\n  c: 3\nd: 4",
        "a:\n  - { b: [], c: {}, d: 'e: f' }\n\n  # c\n  - \"x\"\n",
        "  a: b c\n  d: -1\n"
      })
  void plainTextsAreRead(String text) {
    assertThat(isSame(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a: 1\na: 2",
        "a: &x 1",
        "a: |\n  b",
        "a: b\n  c",
        "a: b: c",
        "a: { b: 1,\n  c: 2 }",
        "a: { b: 1, }",
        "a: 'b",
        "a: \"\\n\"",
        "a:\t1",
        "a: 1\n b: 2",
        "null: 1",
        "a: 1\n...\n"
      })
  void whatIsUnusualIsLeftToTheWholeParser(String text) {
    assertThat(plain(text)).isEmpty();
  }
}
