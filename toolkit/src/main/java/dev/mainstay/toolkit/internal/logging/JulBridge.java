package dev.mainstay.toolkit.internal.logging;

import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.event.Level;

/** Brings what libraries write to java.util.logging into the same lines. */
public final class JulBridge extends Handler {
  private final SimpleFormatter format = new SimpleFormatter();

  private JulBridge() {}

  /** Replaces the root logger's handlers. */
  public static void install() {
    LogManager.getLogManager().reset();
    Logger.getLogger("").addHandler(new JulBridge());
  }

  @Override
  public void publish(LogRecord record) {
    int severity = record.getLevel().intValue();
    Level level =
        severity >= java.util.logging.Level.SEVERE.intValue()
            ? Level.ERROR
            : severity >= java.util.logging.Level.WARNING.intValue()
                ? Level.WARN
                : severity >= java.util.logging.Level.INFO.intValue() ? Level.INFO : Level.DEBUG;
    if (JsonLog.enabled(level)) {
      String name = record.getLoggerName() == null ? "" : record.getLoggerName();
      JsonLog.write(level, name, format.formatMessage(record), null, record.getThrown());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
