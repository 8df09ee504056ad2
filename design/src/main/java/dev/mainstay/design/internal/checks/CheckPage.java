package dev.mainstay.design.internal.checks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A check's page of explanation, the resource {@code CODE.md} beside its class: some prose, then
 * {@code ## Fails} and {@code ## Mended}, each with a design in a block of YAML. A block without
 * {@code apiVersion} is the body of a service.
 */
public final class CheckPage {
  private static final Pattern EXAMPLES =
      Pattern.compile(
          ".*^## Fails\\n+```yaml\\n(.*?)^```\\n+## Mended\\n+```yaml\\n(.*?)^```\\n*",
          Pattern.DOTALL | Pattern.MULTILINE);

  private final String text;
  private final String failing;
  private final String mended;

  private CheckPage(String text, String failing, String mended) {
    this.text = text;
    this.failing = failing;
    this.mended = mended;
  }

  public static CheckPage of(Check check) {
    String name = check.code() + ".md";
    try (InputStream in = check.getClass().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no page " + name + " beside " + check.getClass());
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Matcher match = EXAMPLES.matcher(text);
      if (!match.matches()) {
        throw new IllegalStateException(
            name + ": expected ## Fails and ## Mended with yaml blocks");
      }
      return new CheckPage(text, match.group(1), match.group(2));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole page as Markdown. */
  public String text() {
    return text;
  }

  /** A design in which the check finds something. */
  public String failing() {
    return failing;
  }

  /** The same design put right. */
  public String mended() {
    return mended;
  }
}
