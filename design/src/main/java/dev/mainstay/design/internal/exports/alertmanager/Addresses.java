package dev.mainstay.design.internal.exports.alertmanager;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Whether an address may be written into a file that many can read. */
final class Addresses {
  private static final Pattern SECRET_KEY =
      Pattern.compile(
          "(^|&)[^=]*(token|secret|key|sig|password|auth)[^=]*=", Pattern.CASE_INSENSITIVE);

  private Addresses() {}

  /** It carries credentials, a query that looks like one, or belongs to a chat's secret hooks. */
  static boolean hasSecret(String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      return true;
    }
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    return uri.getRawUserInfo() != null
        || (uri.getRawQuery() != null && SECRET_KEY.matcher(uri.getRawQuery()).find())
        || host.equals("hooks.slack.com")
        || host.endsWith("webhook.office.com");
  }
}
