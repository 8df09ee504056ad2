package dev.mainstay.toolkit.example;

import dev.mainstay.toolkit.Dependency;
import dev.mainstay.toolkit.MainstayService;
import dev.mainstay.toolkit.Response;
import java.util.Map;

// snippet
public final class Greetings {
  public static void main(String[] args) {
    MainstayService.run(
        System.getenv(),
        service -> {
          Dependency names = service.dependency("names");
          names.check(context -> Names.ping(context.timeout()));
          service.get(
              "/greetings/{id}",
              request -> {
                String id = request.variable("id");
                String name = names.call(c -> Names.of(id, c.timeout()), failure -> "friend");
                return Response.ok(Map.of("greeting", "hello " + name));
              });
        });
  }
}
// snippet
