package dev.mainstay.store;

import dev.mainstay.delivery.DeliveryStore;
import dev.mainstay.delivery.Deployment;
import dev.mainstay.delivery.Instance;
import dev.mainstay.kernel.Event;
import dev.mainstay.store.Documents.Selection;
import java.util.List;
import java.util.Optional;

/** Deployments and instances in the database. */
public final class SqlDeliveryStore implements DeliveryStore {
  private static final String UNFINISHED = "UNFINISHED";

  private final Database database;
  private final Documents<Deployment> deployments;
  private final Documents<Instance> instances;

  public SqlDeliveryStore(Database database) {
    this.database = database;
    deployments =
        new Documents<>(
            database,
            new Kind<>(
                "deployment",
                Deployment.class,
                Deployment::id,
                Deployment::service,
                thing -> thing.unfinished() ? UNFINISHED : thing.progress().phase().name(),
                Deployment::number));
    instances =
        new Documents<>(
            database,
            new Kind<>(
                "instance",
                Instance.class,
                Instance::id,
                Instance::service,
                thing -> thing.retiring() ? "retiring" : "serving",
                Instance::number));
  }

  @Override
  public void save(Deployment deployment, List<Event> events) {
    database.change().put(deployments, deployment).append(events).commit();
  }

  @Override
  public void save(Instance instance, List<Event> events) {
    database
        .change()
        .put(instances, instance)
        .counterAtLeast(lastNumber(instance.service()), instance.number())
        .append(events)
        .commit();
  }

  @Override
  public void remove(Instance instance, List<Event> events) {
    database.change().remove(instances, instance.id()).append(events).commit();
  }

  @Override
  public List<Deployment> deployments(int limit) {
    return deployments.list(Selection.ALL.newest(limit));
  }

  @Override
  public List<Deployment> deployments(String service, int limit) {
    return deployments.list(Selection.ALL.of(service).newest(limit));
  }

  @Override
  public List<Deployment> unfinished() {
    return deployments.list(Selection.ALL.in(UNFINISHED));
  }

  @Override
  public List<Deployment> promoted(String service, int limit) {
    return deployments.list(
        Selection.ALL.of(service).in(Deployment.Phase.PROMOTED.name()).newest(limit));
  }

  @Override
  public Optional<Deployment> deployment(long number) {
    return deployments.get("DEP-" + number);
  }

  @Override
  public List<Instance> instances() {
    return instances.list(Selection.ALL);
  }

  @Override
  public long lastInstanceNumber(String service) {
    return database.counter(lastNumber(service));
  }

  private static String lastNumber(String service) {
    return "last/instance/" + service;
  }
}
