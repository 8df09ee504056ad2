package dev.mainstay.server.internal.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What answers at one address, by the method of the request. HEAD is answered as GET, whose body
 * the HTTP library leaves out; OPTIONS with the methods that there are; all others are refused. A
 * page of another origin that asks what it may do learns the methods and gets no header that would
 * allow it anything.
 */
public final class ByMethod implements HttpService {
  private final Refusal refusal;
  private final Map<HttpMethod, HttpService> services = new EnumMap<>(HttpMethod.class);

  /** An address without methods, which {@link #on} adds before it is asked. */
  public ByMethod(Refusal refusal) {
    this.refusal = refusal;
  }

  public ByMethod on(HttpMethod method, HttpService service) {
    services.put(method, service);
    if (method == HttpMethod.GET) {
      services.put(HttpMethod.HEAD, service);
    }
    return this;
  }

  @Override
  public void serviceAdded(ServiceConfig config) throws Exception {
    for (HttpService service : Set.copyOf(services.values())) {
      service.serviceAdded(config);
    }
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) throws Exception {
    HttpService service = services.get(request.method());
    if (service != null) {
      return service.serve(ctx, request);
    }
    if (request.method() == HttpMethod.OPTIONS) {
      return HttpResponse.of(
          ResponseHeaders.of(HttpStatus.NO_CONTENT, HttpHeaderNames.ALLOW, allowed()));
    }
    AggregatedHttpResponse refused =
        refusal.of(
            HttpStatus.METHOD_NOT_ALLOWED,
            "method: " + request.method() + " (expected: " + allowed() + ")");
    return HttpResponse.of(
        refused.headers().toBuilder().set(HttpHeaderNames.ALLOW, allowed()).build(),
        refused.content());
  }

  private String allowed() {
    var names = new TreeSet<String>();
    services.keySet().forEach(method -> names.add(method.name()));
    names.add(HttpMethod.OPTIONS.name());
    return String.join(", ", names);
  }
}
