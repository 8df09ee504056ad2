package dev.mainstay.cli;

/** For people or for programs. */
enum TextOrJson {
  TEXT,
  JSON;

  static final class Converter extends Words<TextOrJson> {
    Converter() {
      super("format", TextOrJson.class);
    }
  }
}
