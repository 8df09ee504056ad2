package dev.mainstay.server.internal.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpStatus;

/** How a part of the API says that a request is refused before any page sees it. */
public interface Refusal {
  AggregatedHttpResponse of(HttpStatus status, String message);
}
