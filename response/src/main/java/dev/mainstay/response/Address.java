package dev.mainstay.response;

import dev.mainstay.design.Organisation;
import java.net.URI;

/**
 * Where a page goes. Prints without what may be secret in it.
 *
 * @param to a URL or a mail address; a webhook's URL is a credential, show {@link #shown()} instead
 */
public record Address(Kind kind, String to) {
  /** The ways a page can travel. */
  public enum Kind {
    WEBHOOK,
    EMAIL
  }

  public static Address of(Organisation.Channel channel) {
    return switch (channel) {
      case Organisation.Channel.Webhook(String url) -> new Address(Kind.WEBHOOK, url);
      case Organisation.Channel.Email(String address) -> new Address(Kind.EMAIL, address);
    };
  }

  /** The address fit for a log, a journal and a screen: of a URL only scheme, host and port. */
  public String shown() {
    return switch (kind) {
      case EMAIL -> to;
      case WEBHOOK -> maskUrl(to);
    };
  }

  private static String maskUrl(String url) {
    try {
      URI uri = URI.create(url);
      if (uri.getHost() == null || uri.getScheme() == null) {
        return "***";
      }
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      boolean hides =
          (uri.getRawPath() != null && uri.getRawPath().length() > 1)
              || uri.getRawQuery() != null
              || uri.getRawUserInfo() != null;
      return uri.getScheme() + "://" + uri.getHost() + port + (hides ? "/***" : "");
    } catch (IllegalArgumentException e) {
      return "***";
    }
  }

  @Override
  public String toString() {
    return kind + " " + shown();
  }
}
