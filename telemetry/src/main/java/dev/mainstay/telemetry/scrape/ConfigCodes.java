package dev.mainstay.telemetry.scrape;

/** Codes of problems, which mean the same wherever something is read. */
final class ConfigCodes {
  static final String TWICE = "MS-F002";
  static final String UNKNOWN_KEY = "MS-F004";
  static final String MISSING = "MS-F005";
  static final String OTHER_KIND = "MS-F006";
  static final String FORM = "MS-F007";
  static final String EXCLUDES = "MS-F008";
  static final String NOT_DONE = "MS-F018";

  private ConfigCodes() {}
}
