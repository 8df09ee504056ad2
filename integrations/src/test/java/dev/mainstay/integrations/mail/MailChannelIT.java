package dev.mainstay.integrations.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.mainstay.design.Organisation.Smtp;
import dev.mainstay.integrations.Pages;
import dev.mainstay.response.Address;
import dev.mainstay.response.ChannelException;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailChannelIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Address ANNA = new Address(Address.Kind.EMAIL, "anna@example.org");

  private static MailChannel channel(int port, Duration timeout) {
    return new MailChannel(
        () -> Optional.of(new Smtp("127.0.0.1", port, "mainstay@example.org")), timeout);
  }

  private static ChannelException failure(MailChannel channel, Address address) {
    return catchThrowableOfType(ChannelException.class, () -> channel.send(Pages.to(address)));
  }

  @Test
  void deliversThePageAsMail() throws Exception {
    var mailbox = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mailbox.start();
    try {
      channel(mailbox.getSmtp().getPort(), TIMEOUT).send(Pages.to(ANNA));

      MimeMessage mail = mailbox.getReceivedMessages()[0];
      assertThat(mail.getMessageID())
          .isEqualTo("<0f9e6a1c-0000-3000-8000-000000000001@mainstay.invalid>");
      assertThat(mail.getSubject()).startsWith("[P0] database-down").contains("– é (INC-7)");
      assertThat(mail.getFrom()[0]).hasToString("mainstay@example.org");
      assertThat(mail.getAllRecipients()[0]).hasToString("anna@example.org");
      assertThat(mail.getContent().toString()).startsWith("anna, you are on call");
      assertThat(mail.getSentDate()).isEqualTo(Date.from(Instant.parse("2026-03-02T10:00:00Z")));
      assertThat(mail.getHeader("References"))
          .containsExactly("<INC-7.payment-api@mainstay.invalid>");
    } finally {
      mailbox.stop();
    }
  }

  @Test
  void aClosedPortMayOpenAgain() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    ChannelException failure = failure(channel(port, TIMEOUT), ANNA);

    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure).hasMessage("mail server 127.0.0.1:%d cannot be reached", port);
  }

  @Test
  void aServerThatDoesNotGreetIsGivenUpInTime() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ChannelException failure =
          failure(channel(silent.getLocalPort(), Duration.ofMillis(50)), ANNA);

      assertThat(failure.isRetryable()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"421,true", "450,true", "499,true", "500,false", "550,false"})
  void refusalsAreFinalFrom500(int code, boolean retryable) throws Exception {
    try (var refusing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server = Thread.ofVirtual().start(() -> refuse(refusing, code));

      ChannelException failure = failure(channel(refusing.getLocalPort(), TIMEOUT), ANNA);

      assertThat(failure.isRetryable()).isEqualTo(retryable);
      assertThat(failure).hasMessageEndingWith("answered " + code);
      server.join();
    }
  }

  /** A mail server that takes everything but the recipient. */
  private static void refuse(ServerSocket listening, int code) {
    try (Socket socket = listening.accept();
        var in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      answer(socket, "220 ready");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        answer(socket, line.startsWith("RCPT") ? code + " no" : "250 ok");
        if (line.startsWith("QUIT")) {
          return;
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void answer(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  @Test
  void withoutAMailServerOrAnAddressThePageIsRefused() {
    var none = new MailChannel(Optional::empty, TIMEOUT);
    assertThat(failure(none, ANNA).isRetryable()).isFalse();
    assertThat(failure(none, ANNA)).hasMessage("no mail server in the organisation");

    ChannelException failure =
        failure(channel(1, TIMEOUT), new Address(Address.Kind.EMAIL, "nobody"));
    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure).hasMessage("mail address: nobody (expected: name@host)");
  }
}
