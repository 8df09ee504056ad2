package dev.mainstay.design.internal.keys;

/** The reference of all keys, in Markdown. */
public final class KeyPage {
  private KeyPage() {}

  public static String text() {
    var page =
        new StringBuilder(
            """
            # The keys of a design file

            All keys with their values and defaults. `*` stands for a name, `[]` for an item of a list. [The design
            file](../design-file.md) shows them at work; the [JSON Schema](design.schema.json) tells editors the same. This
            page is generated from the readers; a test fails when it is out of step.

            """);
    page.append("## A service\n\n");
    table(page, Keys.SERVICE);
    page.append("\n## The organisation\n\n");
    table(page, Keys.ORGANISATION);
    return page.toString();
  }

  private static void table(StringBuilder page, Keys keys) {
    page.append("| key | meaning | value | default |\n|---|---|---|---|\n");
    for (Keys.Found key : keys.all()) {
      String absent = keys.absentInWords(key.path());
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  key.path(),
                  cell(keys.description(key.path()).orElse("")),
                  cell(Keys.inWords(key.shape())),
                  key.required() ? "required" : cell(absent)));
    }
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("*", "\\*");
  }
}
