package dev.mainstay.telemetry.config;

/** Codes of problems, which mean the same wherever something is read. */
public final class ConfigCodes {
  public static final String TWICE = "MS-F002";
  public static final String UNKNOWN_KEY = "MS-F004";
  public static final String MISSING = "MS-F005";
  public static final String OTHER_KIND = "MS-F006";
  public static final String FORM = "MS-F007";
  public static final String EXCLUDES = "MS-F008";
  public static final String NOT_DONE = "MS-F018";

  private ConfigCodes() {}
}
