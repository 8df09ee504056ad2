package dev.mainstay.response;

/** Carries a page to a person. Called on a thread that may wait; must give up in bounded time. */
@FunctionalInterface
public interface Channel {
  /**
   * Returns when the peer has taken responsibility for the message. It may be called again with an
   * equal message when the outcome of an earlier call is not known; the delivery id stays the same,
   * so that the peer can tell.
   *
   * @throws ChannelException when the peer did not take it
   */
  void send(PageMessage message) throws ChannelException;
}
