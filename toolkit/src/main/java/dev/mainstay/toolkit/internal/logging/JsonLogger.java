package dev.mainstay.toolkit.internal.logging;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/** A logger whose fields ({@code addKeyValue}) stay fields. */
final class JsonLogger extends AbstractLogger implements LoggingEventAware {
  private static final long serialVersionUID = 1L;

  JsonLogger(String name) {
    this.name = name;
  }

  @Override
  public void log(LoggingEvent event) {
    if (!JsonLog.enabled(event.getLevel())) {
      return;
    }
    Object @Nullable [] arguments = event.getArgumentArray();
    String message =
        arguments == null
            ? event.getMessage()
            : MessageFormatter.basicArrayFormat(event.getMessage(), arguments);
    List<KeyValuePair> fields = event.getKeyValuePairs();
    JsonLog.write(
        event.getLevel(),
        name,
        message == null ? "" : message,
        fields == null ? null : new ArrayList<>(fields),
        event.getThrowable());
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      @Nullable String message,
      Object @Nullable [] arguments,
      @Nullable Throwable error) {
    String text =
        message == null
            ? ""
            : arguments == null ? message : MessageFormatter.basicArrayFormat(message, arguments);
    JsonLog.write(level, name, text, null, error);
  }

  @Override
  public boolean isTraceEnabled() {
    return JsonLog.enabled(Level.TRACE);
  }

  @Override
  public boolean isTraceEnabled(Marker marker) {
    return isTraceEnabled();
  }

  @Override
  public boolean isDebugEnabled() {
    return JsonLog.enabled(Level.DEBUG);
  }

  @Override
  public boolean isDebugEnabled(Marker marker) {
    return isDebugEnabled();
  }

  @Override
  public boolean isInfoEnabled() {
    return JsonLog.enabled(Level.INFO);
  }

  @Override
  public boolean isInfoEnabled(Marker marker) {
    return isInfoEnabled();
  }

  @Override
  public boolean isWarnEnabled() {
    return JsonLog.enabled(Level.WARN);
  }

  @Override
  public boolean isWarnEnabled(Marker marker) {
    return isWarnEnabled();
  }

  @Override
  public boolean isErrorEnabled() {
    return JsonLog.enabled(Level.ERROR);
  }

  @Override
  public boolean isErrorEnabled(Marker marker) {
    return isErrorEnabled();
  }
}
