package dev.mainstay.server.internal;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.ServerCacheControl;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.encoding.EncodingService;
import com.linecorp.armeria.server.file.FileService;
import com.linecorp.armeria.server.file.HttpFile;
import dev.mainstay.server.internal.http.ByMethod;
import java.time.Duration;

/** The console's files: hashed ones for ever, every other address is the one page. */
final class ConsoleFiles {
  private static final String ROOT = "/dev/mainstay/console";
  private static final String POLICY =
      "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
          + " frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

  private ConsoleFiles() {}

  static void install(ServerBuilder server) {
    ClassLoader classes = ConsoleFiles.class.getClassLoader();
    var assets =
        FileService.builder(classes, ROOT + "/assets")
            .cacheControl(
                ServerCacheControl.builder().cachePublic().maxAge(Duration.ofDays(365)).build())
            .build();
    var page =
        HttpFile.builder(classes, ROOT.substring(1) + "/index.html")
            .cacheControl(ServerCacheControl.REVALIDATED)
            .build()
            .asService();
    var files =
        FileService.builder(classes, ROOT)
            .cacheControl(ServerCacheControl.REVALIDATED)
            .build()
            .orElse(page);
    server.serviceUnder("/assets/", decorated(assets));
    server.serviceUnder("/", decorated(files));
  }

  private static HttpService decorated(HttpService files) {
    return new ByMethod(HttpApi::refusal)
        .on(HttpMethod.GET, files)
        .decorate(EncodingService.newDecorator())
        .decorate((delegate, ctx, request) -> {
          ctx.mutateAdditionalResponseHeaders(headers ->
              headers
                  .set("content-security-policy", POLICY)
                  .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
                  .set(HttpHeaderNames.REFERRER_POLICY, "same-origin"));
          return delegate.serve(ctx, request);
        });
  }
}
