package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExplanationsTest {
  @Test
  void everyCodeInTheSourcesIsExplained() throws Exception {
    Path sources = Examples.ROOT.resolve("design/src/main/java");
    Pattern code = Pattern.compile("\"(MS-[A-Z]\\d{3})\"");
    try (Stream<Path> files = Files.walk(sources)) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".java"))
                  .flatMap(file -> code.matcher(Examples.read(file)).results())
                  .map(match -> match.group(1))
                  .distinct())
          .hasSizeGreaterThan(40)
          .allSatisfy(found -> assertThat(Explanations.of(found)).isPresent());
    }
  }

  @Test
  void codesAreUniqueAndInAnyCase() {
    assertThat(Explanations.codes()).doesNotHaveDuplicates();
    assertThat(Explanations.of("ms-t001")).isEqualTo(Explanations.of("MS-T001"));
    assertThat(Explanations.of("MS-T999")).isEmpty();
  }
}
