package dev.mainstay.integrations.webhook;

import dev.mainstay.response.PageMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON that a webhook gets.
 *
 * <pre>{@code
 * {"apiVersion": "mainstay.page/v1", "deliveryId": "…",
 *  "kind": "triggered" | "escalated" | "updated" | "resolved",
 *  "at": "2026-03-02T10:00:00Z", "person": "anna", "subject": "…", "text": "…",
 *  "incident": {"id": "INC-7", "service": "payment-api", "severity": "P0", "title": "…",
 *               "suspectedDeployment": "DEP-3" | null, "link": "http://…" | null},
 *  "alerts": [{"name": "database-down", "severity": "P0", "state": "firing" | "resolved",
 *              "reason": "…", "impact": "…", "runbook": "database-down"}]}
 * }</pre>
 */
final class WebhookBody {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private WebhookBody() {}

  static byte[] json(PageMessage message) {
    PageMessage.About about = message.about();
    var incident =
        fields(
            "id", about.incident(),
            "service", about.service(),
            "severity", about.severity().name(),
            "title", about.title(),
            "suspectedDeployment", about.suspectedDeployment(),
            "link", about.link());
    List<Map<String, @Nullable Object>> alerts =
        about.alerts().stream().map(WebhookBody::alert).toList();
    return JSON.writeValueAsBytes(
        fields(
            "apiVersion", "mainstay.page/v1",
            "deliveryId", message.deliveryId(),
            "kind", message.kind().name().toLowerCase(Locale.ROOT),
            "at", message.at().toString(),
            "person", message.person(),
            "subject", message.subject(),
            "text", message.text(),
            "incident", incident,
            "alerts", alerts));
  }

  private static Map<String, @Nullable Object> alert(PageMessage.Alert alert) {
    return fields(
        "name", alert.name(),
        "severity", alert.severity().name(),
        "state", alert.firing() ? "firing" : "resolved",
        "reason", alert.reason(),
        "impact", alert.impact(),
        "runbook", alert.runbook());
  }

  private static Map<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return fields;
  }
}
