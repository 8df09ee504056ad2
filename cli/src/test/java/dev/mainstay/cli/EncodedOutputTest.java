package dev.mainstay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EncodedOutputTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private PrintWriter writer(Charset charset) {
    return new PrintWriter(new EncodedOutput(new PrintStream(bytes, false, charset)));
  }

  @Test
  void writesAllAtTheFlush() {
    PrintWriter out = writer(StandardCharsets.UTF_8);
    out.printf("%d ", 1);
    out.append("ä").append('\n');
    assertThat(bytes.size()).isZero();
    out.flush();

    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("1 ä\n");
  }

  @Test
  void writesLongTextsBefore() {
    PrintWriter out = writer(StandardCharsets.UTF_8);
    String text = "line\n".repeat(100_000);
    out.append(text);
    assertThat(bytes.size()).isPositive();
    out.flush();

    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(text);
  }

  @Test
  void keepsTheHalvesOfACharacterTogether() {
    PrintWriter out = writer(StandardCharsets.UTF_8);
    String text = "x".repeat((1 << 16) - 1) + "😀";
    for (int i = 0; i < text.length(); i++) {
      out.append(text.charAt(i));
    }
    out.flush();

    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(text);
  }

  @Test
  void whatTheCharsetLacksBecomesAQuestionMark() {
    PrintWriter out = writer(StandardCharsets.US_ASCII);
    out.append("5 × 1s");
    out.flush();

    assertThat(bytes.toString(StandardCharsets.US_ASCII)).isEqualTo("5 ? 1s");
  }
}
