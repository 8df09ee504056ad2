package dev.mainstay.delivery;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpResponseWriter;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The pieces of a body as they come, optionally written on; the end is a piece of its own. */
final class Chunks implements Subscriber<HttpObject> {
  static final String END = "(end)";

  final LinkedBlockingQueue<String> pieces = new LinkedBlockingQueue<>();
  private final @Nullable HttpResponseWriter echo;

  Chunks(@Nullable HttpResponseWriter echo) {
    this.echo = echo;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(HttpObject object) {
    if (object instanceof HttpData data && !data.isEmpty()) {
      pieces.add(data.toStringUtf8());
      if (echo != null) {
        var unused = echo.tryWrite(data);
      }
    }
  }

  @Override
  public void onError(Throwable failure) {
    pieces.add(failure.toString());
    if (echo != null) {
      echo.close(failure);
    }
  }

  @Override
  public void onComplete() {
    pieces.add(END);
    if (echo != null) {
      echo.close();
    }
  }
}
