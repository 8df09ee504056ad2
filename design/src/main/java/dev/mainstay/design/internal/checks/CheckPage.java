package dev.mainstay.design.internal.checks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A check's page of explanation, the resource {@code CODE.md} beside its class: some prose, then
 * {@code ## Fails} and {@code ## Mended}, each with a design in a block of YAML. A block without
 * {@code apiVersion} is the body of a service; a block of Markdown behind it is the text of the
 * runbook {@code book}.
 */
public final class CheckPage {
  private static final Pattern EXAMPLES =
      Pattern.compile(
          ".*^## Fails\\n+```yaml\\n(.*?)^```\\n+(?:```markdown\\n(.*?)^```\\n+)?"
              + "## Mended\\n+```yaml\\n(.*?)^```\\n*(?:```markdown\\n(.*?)^```\\n*)?",
          Pattern.DOTALL | Pattern.MULTILINE);

  private final String text;
  private final Example failing;
  private final Example mended;

  private CheckPage(String text, Example failing, Example mended) {
    this.text = text;
    this.failing = failing;
    this.mended = mended;
  }

  /**
   * A design.
   *
   * @param runbook the text of the runbook {@code book}, or null when it does not matter
   */
  public record Example(String design, @Nullable String runbook) {
    /** The design as the text of a file. */
    public String file() {
      return design.contains("apiVersion:")
          ? design
          : "apiVersion: mainstay/v1\nkind: Service\nname: shop-api\nsummary: Answers\n" + design;
    }
  }

  public static CheckPage of(Check check) {
    return find(check)
        .orElseThrow(
            () -> new IllegalStateException("no page for " + check.code() + " beside its class"));
  }

  /** The check's page; empty when it has none, which a test forbids. */
  public static Optional<CheckPage> find(Check check) {
    String name = check.code() + ".md";
    try (InputStream in = check.getClass().getResourceAsStream(name)) {
      if (in == null) {
        return Optional.empty();
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Matcher match = EXAMPLES.matcher(text);
      if (!match.matches()) {
        throw new IllegalStateException(
            name + ": expected ## Fails and ## Mended with yaml blocks");
      }
      return Optional.of(
          new CheckPage(
              text,
              new Example(match.group(1), match.group(2)),
              new Example(match.group(3), match.group(4))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole page as Markdown. */
  public String text() {
    return text;
  }

  /** A design in which the check finds something. */
  public Example failing() {
    return failing;
  }

  /** The same design put right. */
  public Example mended() {
    return mended;
  }
}
