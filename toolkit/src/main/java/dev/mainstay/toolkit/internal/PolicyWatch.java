package dev.mainstay.toolkit.internal;

import dev.mainstay.toolkit.ConfigurationException;
import dev.mainstay.toolkit.Policy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the policy in force. {@link #poll} reads the source again and applies a changed document
 * whole; a source that cannot be read, or a document that is not valid, leaves the policy as it is
 * and is logged once per reason.
 */
public final class PolicyWatch {
  private static final Logger log = LoggerFactory.getLogger(PolicyWatch.class);

  private final PolicySource source;
  private final String service;
  private final List<Consumer<Policy>> listeners = new CopyOnWriteArrayList<>();
  private volatile Policy policy;
  private String text;
  private String complaint = "";

  /**
   * Reads the first policy.
   *
   * @param service the name the policy must be for; empty accepts any
   * @throws ConfigurationException when there is no valid one
   */
  public PolicyWatch(PolicySource source, String service) {
    this.source = source;
    this.service = service;
    this.text = source.read();
    this.policy = valid(text);
  }

  public Policy policy() {
    return policy;
  }

  /** The listener hears of each later policy, in the order of application. */
  public void onChange(Consumer<Policy> listener) {
    listeners.add(listener);
  }

  public synchronized void poll() {
    try {
      String now = source.read();
      if (now.equals(text)) {
        complaint = "";
        return;
      }
      Policy changed = valid(now);
      text = now;
      complaint = "";
      policy = changed;
      listeners.forEach(listener -> listener.accept(changed));
      log.atInfo()
          .addKeyValue("event", "policy.applied")
          .addKeyValue("source", source.place())
          .log("changed policy applied");
    } catch (ConfigurationException e) {
      String reason = String.join("; ", e.problems());
      if (!reason.equals(complaint)) {
        complaint = reason;
        log.atWarn()
            .addKeyValue("event", "policy.refused")
            .addKeyValue("source", source.place())
            .log("policy not reloaded, the one before stays in force: {}", reason);
      }
    }
  }

  private Policy valid(String document) {
    Policy read = PolicyReader.read(source.place(), document);
    if (!service.isEmpty() && !read.service().equals(service)) {
      throw new ConfigurationException(
          source.place(),
          List.of("service: \"" + read.service() + "\" (expected: \"" + service + "\")"));
    }
    return read;
  }
}
