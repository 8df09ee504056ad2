package dev.mainstay.delivery;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Locale;

/** What a proxy changes in headers: RFC 9110, sections 7.6.1 (hop-by-hop) and 7.6.3 (Via). */
final class Headers {
  private static final String VIA = "mainstay";
  private static final List<AsciiString> HOP_BY_HOP =
      List.of(
          HttpHeaderNames.CONNECTION,
          AsciiString.cached("keep-alive"),
          AsciiString.cached("proxy-connection"),
          HttpHeaderNames.PROXY_AUTHENTICATE,
          HttpHeaderNames.PROXY_AUTHORIZATION,
          HttpHeaderNames.TE,
          HttpHeaderNames.TRANSFER_ENCODING,
          HttpHeaderNames.UPGRADE);
  private static final AsciiString FORWARDED_FOR = AsciiString.cached("x-forwarded-for");
  private static final AsciiString FORWARDED_PROTO = AsciiString.cached("x-forwarded-proto");
  private static final AsciiString FORWARDED_HOST = AsciiString.cached("x-forwarded-host");

  private Headers() {}

  /**
   * @param caller address of the caller
   * @param protocol it spoke, {@code 1.1} or {@code 2.0}
   */
  static RequestHeaders toInstance(RequestHeaders headers, String caller, String protocol) {
    RequestHeadersBuilder out = headers.toBuilder();
    for (String named : headers.getAll(HttpHeaderNames.CONNECTION)) {
      for (String name : named.split(",")) {
        if (!name.isBlank()) {
          out.remove(name.strip().toLowerCase(Locale.ROOT));
        }
      }
    }
    HOP_BY_HOP.forEach(out::remove);
    out.remove(HttpHeaderNames.EXPECT);
    String before = headers.get(FORWARDED_FOR);
    out.set(FORWARDED_FOR, before == null ? caller : before + ", " + caller);
    if (!headers.contains(FORWARDED_PROTO)) {
      out.set(FORWARDED_PROTO, "http");
    }
    String authority = headers.authority();
    if (authority != null && !headers.contains(FORWARDED_HOST)) {
      out.set(FORWARDED_HOST, authority);
    }
    out.add(HttpHeaderNames.VIA, protocol + " " + VIA);
    return out.build();
  }

  static ResponseHeaders toCaller(ResponseHeaders headers) {
    ResponseHeadersBuilder out = headers.toBuilder();
    HOP_BY_HOP.forEach(out::remove);
    out.add(HttpHeaderNames.VIA, "1.1 " + VIA);
    return out.build();
  }
}
