package dev.mainstay.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DocumentationTest {
  private static final Path EXAMPLE =
      Path.of("src/test/java/dev/mainstay/toolkit/example/Greetings.java");

  @Test
  void theExampleInTheDocumentationIsTheTestedOne() throws IOException {
    String snippet = Files.readString(EXAMPLE).split("// snippet\n", -1)[1];

    assertThat(Files.readString(Path.of("../docs/toolkit.md")))
        .contains("```java\n" + snippet + "```\n");
  }
}
