package dev.mainstay.delivery;

import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A request's body that can be offered to several connections until one of them takes the first
 * bytes: the caller's stream is touched no sooner.
 */
final class OnceBody implements Publisher<HttpObject> {
  private final HttpRequest request;
  private boolean begun;

  OnceBody(HttpRequest request) {
    this.request = request;
  }

  /** Whether anything of it may have been sent. */
  synchronized boolean begun() {
    return begun;
  }

  private synchronized boolean begin() {
    boolean first = !begun;
    begun = true;
    return first;
  }

  @Override
  public void subscribe(Subscriber<? super HttpObject> subscriber) {
    subscriber.onSubscribe(new Lazy(subscriber));
  }

  private final class Lazy implements Subscription, Subscriber<HttpObject> {
    private final Subscriber<? super HttpObject> subscriber;
    private @Nullable Subscription source;
    private long asked;
    private boolean started;
    private boolean cancelled;

    Lazy(Subscriber<? super HttpObject> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void request(long n) {
      Subscription to;
      boolean start = false;
      synchronized (this) {
        if (cancelled) {
          return;
        }
        to = source;
        if (to == null) {
          asked = asked + n < 0 ? Long.MAX_VALUE : asked + n;
          start = !started;
          started = true;
        }
      }
      if (to != null) {
        to.request(n);
      } else if (start) {
        if (begin()) {
          request.subscribe(this);
        } else {
          subscriber.onError(new IllegalStateException("the body was sent already"));
        }
      }
    }

    @Override
    public void cancel() {
      Subscription to;
      synchronized (this) {
        cancelled = true;
        to = source;
      }
      if (to != null) {
        to.cancel();
      }
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      long n;
      boolean stop;
      synchronized (this) {
        source = subscription;
        n = asked;
        stop = cancelled;
      }
      if (stop) {
        subscription.cancel();
      } else {
        subscription.request(n);
      }
    }

    @Override
    public void onNext(HttpObject object) {
      subscriber.onNext(object);
    }

    @Override
    public void onError(Throwable failure) {
      subscriber.onError(failure);
    }

    @Override
    public void onComplete() {
      subscriber.onComplete();
    }
  }
}
