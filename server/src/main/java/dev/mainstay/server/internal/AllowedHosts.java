package dev.mainstay.server.internal;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what pages of others ask for in the name of whoever has the console open. A page may lead
 * its own name to this machine and then counts as the console's neighbour, so requests are answered
 * that call the server by its address, by {@code localhost}, or by a name that was allowed; and
 * changes only for pages from there. A server that listens beyond this machine is called by names
 * that it cannot know: it answers all until it is told some.
 */
final class AllowedHosts {
  private static final Set<HttpMethod> READS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  // Of version 4, or of version 6 in its brackets; a browser shows a name as no such thing.
  private static final Pattern ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}|\\[[0-9a-f:.]+]");

  private final String listening;
  private final Set<String> names;
  private final boolean any;

  /**
   * What is answered.
   *
   * @param listening the address to listen on
   * @param names that are allowed beside it, in lower case
   */
  AllowedHosts(String listening, Set<String> names) {
    this.listening = listening.toLowerCase(Locale.ROOT);
    this.names = names;
    this.any = names.isEmpty() && !isLoopback(listening);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Answers in place of {@code delegate} what is refused. */
  HttpResponse serve(HttpService delegate, ServiceRequestContext ctx, HttpRequest request)
      throws Exception {
    String authority = request.authority();
    String refused =
        refusal(authority, request.headers().get(HttpHeaderNames.ORIGIN), request.method());
    return refused == null
        ? delegate.serve(ctx, request)
        : HttpApi.problem(HttpStatus.FORBIDDEN, "MS-X403", refused);
  }

  /** What is wrong with a request, or null. */
  @Nullable String refusal(@Nullable String authority, @Nullable String origin, HttpMethod method) {
    if (!isAllowed(authority)) {
      return "host: "
          + authority
          + " (expected: an address, localhost, or a name that --allowed-host tells)";
    }
    if (origin == null || READS.contains(method) || origin.endsWith("://" + authority)) {
      return null;
    }
    return isAllowedOrigin(origin)
        ? null
        : "origin: "
            + origin
            + " (expected: the console's own, "
            + authority
            + ", or a name that --allowed-host tells)";
  }

  private boolean isAllowed(@Nullable String authority) {
    if (any || authority == null) {
      return true;
    }
    String name = host(authority);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || ADDRESS.matcher(name).matches()
        || name.equals(listening)
        || names.contains(name);
  }

  /** Without the port, and without the dot that may end a whole name. */
  private static String host(String authority) {
    int port = authority.lastIndexOf(':');
    boolean hasPort = port > authority.lastIndexOf(']');
    String host = (hasPort ? authority.substring(0, port) : authority).toLowerCase(Locale.ROOT);
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private boolean isAllowedOrigin(String origin) {
    int scheme = origin.indexOf("://");
    return scheme > 0 && names.contains(host(origin.substring(scheme + 3)));
  }
}
