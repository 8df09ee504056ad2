package dev.mainstay.integrations.mail;

import dev.mainstay.design.Organisation.Smtp;
import dev.mainstay.response.Channel;
import dev.mainstay.response.ChannelException;
import dev.mainstay.response.PageMessage;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailConnectException;

/**
 * Sends a page as a plain text mail. Its {@code Message-ID} is made from the delivery id, so that a
 * page sent twice is one mail to the reader; all mails of an incident form a thread. An SMTP answer
 * of 5xx is final, everything else may work later. Thread-safe.
 */
public final class MailChannel implements Channel {
  private static final String DOMAIN = "@mainstay.invalid>";

  private final Supplier<Optional<Smtp>> server;
  private final Duration timeout;

  /**
   * @param server asked for every mail, so that a new design takes effect; empty when none is named
   * @param timeout of connecting, and of each answer of the server
   */
  public MailChannel(Supplier<Optional<Smtp>> server, Duration timeout) {
    this.server = server;
    this.timeout = timeout;
  }

  @Override
  public void send(PageMessage message) throws ChannelException {
    Smtp smtp =
        server
            .get()
            .orElseThrow(() -> ChannelException.permanent("no mail server in the organisation"));
    MimeMessage mail = mail(message, smtp);
    try {
      Transport.send(mail);
    } catch (MessagingException e) {
      throw problem(e, "mail server %s:%d".formatted(smtp.host(), smtp.port()));
    }
  }

  private MimeMessage mail(PageMessage message, Smtp smtp) throws ChannelException {
    try {
      var mail = new PageMail(session(smtp), "<" + message.deliveryId() + DOMAIN);
      String incident = message.about().incident();
      mail.setFrom(new InternetAddress(smtp.from(), true));
      mail.setRecipients(Message.RecipientType.TO, new Address[] {address(message.address().to())});
      mail.setSubject(oneLine(message.subject()), StandardCharsets.UTF_8.name());
      mail.setText(message.text(), StandardCharsets.UTF_8.name());
      mail.setSentDate(Date.from(message.at()));
      mail.setHeader("Auto-Submitted", "auto-generated");
      mail.setHeader("Mainstay-Delivery", message.deliveryId());
      mail.setHeader("Mainstay-Incident", incident);
      mail.setHeader("References", "<" + incident + "." + message.about().service() + DOMAIN);
      return mail;
    } catch (AddressException e) {
      throw ChannelException.permanent(
          "mail address: %s (expected: name@host)".formatted(message.address().to()));
    } catch (MessagingException e) {
      throw ChannelException.permanent("the mail cannot be written: " + summary(e));
    }
  }

  private Session session(Smtp smtp) {
    String millis = Long.toString(timeout.toMillis());
    var properties = new Properties();
    properties.setProperty("mail.transport.protocol", "smtp");
    properties.setProperty("mail.smtp.host", smtp.host());
    properties.setProperty("mail.smtp.port", Integer.toString(smtp.port()));
    properties.setProperty("mail.smtp.connectiontimeout", millis);
    properties.setProperty("mail.smtp.timeout", millis);
    properties.setProperty("mail.smtp.writetimeout", millis);
    // The default asks DNS for this machine's name, which can take longer than all timeouts.
    properties.setProperty("mail.smtp.localhost", "mainstay.invalid");
    return Session.getInstance(properties);
  }

  private static InternetAddress address(String text) throws AddressException {
    var address = new InternetAddress(text, true);
    address.validate();
    return address;
  }

  private static ChannelException problem(MessagingException problem, String server) {
    return switch (problem) {
      case MailConnectException e -> ChannelException.retryable(server + " cannot be reached");
      case SMTPSendFailedException e -> answered(e.getReturnCode(), server);
      case SendFailedException e -> refused(e, server);
      default -> ChannelException.retryable(server + " broke off: " + summary(problem));
    };
  }

  /** The reason is down the chain: one exception for each address that was refused. */
  private static ChannelException refused(SendFailedException problem, String server) {
    Exception next = problem.getNextException();
    while (next instanceof MessagingException each) {
      if (each instanceof SMTPAddressFailedException address) {
        return answered(address.getReturnCode(), server);
      }
      if (each instanceof SMTPSendFailedException send) {
        return answered(send.getReturnCode(), server);
      }
      if (each instanceof MailConnectException) {
        return ChannelException.retryable(server + " cannot be reached");
      }
      next = each.getNextException();
    }
    return ChannelException.retryable(server + " did not take it: " + summary(problem));
  }

  private static ChannelException answered(int code, String server) {
    String problem = "%s answered %d".formatted(server, code);
    return code >= 500 ? ChannelException.permanent(problem) : ChannelException.retryable(problem);
  }

  private static String summary(MessagingException problem) {
    Throwable cause = problem.getCause() == null ? problem : problem.getCause();
    return cause.getClass().getSimpleName();
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\r\\n]+", " ");
  }

  /** Keeps its own message id, which {@code saveChanges} would otherwise replace. */
  private static final class PageMail extends MimeMessage {
    private final String id;

    PageMail(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
