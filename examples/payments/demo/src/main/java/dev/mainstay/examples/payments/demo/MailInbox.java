package dev.mainstay.examples.payments.demo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An SMTP server whose mail stays in memory. */
public final class MailInbox implements Part {
  private final int port;
  private @Nullable GreenMail server;

  /**
   * A mail that arrived.
   *
   * @param deliveryId the header {@code Mainstay-Delivery}, else the message id, or empty
   */
  public record Mail(Instant arrived, String to, String subject, String deliveryId, String text) {}

  /** An inbox on a port of 127.0.0.1. */
  public MailInbox(int port) {
    this.port = port;
  }

  @Override
  public String name() {
    return "mail";
  }

  @Override
  public String address() {
    return "smtp://127.0.0.1:" + port;
  }

  @Override
  public String description() {
    return "receives the on-call engineer's mail";
  }

  @Override
  public synchronized void start() {
    if (server == null) {
      GreenMail created = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
      try {
        created.start();
      } catch (IllegalStateException e) {
        throw new DemoException("mail inbox cannot listen on port " + port, e);
      }
      server = created;
    }
  }

  @Override
  public synchronized void stop() {
    if (server != null) {
      server.stop();
      server = null;
    }
  }

  /** The mails so far, the oldest first. */
  public synchronized List<Mail> mails() {
    List<Mail> mails = new ArrayList<>();
    if (server != null) {
      for (MimeMessage message : server.getReceivedMessages()) {
        mails.add(mail(message));
      }
    }
    return mails;
  }

  private static Mail mail(MimeMessage message) {
    try {
      Date received = message.getReceivedDate();
      String id = message.getHeader("Mainstay-Delivery", null);
      String messageId = message.getMessageID();
      return new Mail(
          received == null ? Instant.EPOCH : received.toInstant(),
          String.valueOf(message.getAllRecipients()[0]),
          String.valueOf(message.getSubject()),
          id == null ? (messageId == null ? "" : messageId) : id,
          GreenMailUtil.getBody(message));
    } catch (MessagingException e) {
      throw new DemoException("a mail cannot be read", e);
    }
  }
}
