package dev.mainstay.delivery;

import com.linecorp.armeria.client.WebClient;
import java.util.concurrent.atomic.AtomicInteger;

/** An instance as the gateway sees it. The fields without a modifier are guarded by its table. */
final class Backend {
  private final Instance instance;
  private final WebClient client;
  private final AtomicInteger inFlight = new AtomicInteger();

  volatile boolean ready;
  volatile boolean draining;

  Backend(Instance instance, WebClient client) {
    this.instance = instance;
    this.client = client;
  }

  Instance instance() {
    return instance;
  }

  WebClient client() {
    return client;
  }

  AtomicInteger inFlight() {
    return inFlight;
  }
}
