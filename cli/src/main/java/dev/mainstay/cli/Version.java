package dev.mainstay.cli;

/** Which Mainstay this is. */
final class Version {
  /** As in its package's manifest; {@code development} when it runs from classes. */
  static final String TEXT = text();

  private Version() {}

  private static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
