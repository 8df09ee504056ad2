/**
 * How versions reach callers: the traffic gateway, instances as local processes, canary rollouts
 * and the judge that compares a new version with the one it is to replace.
 *
 * <p>{@link dev.mainstay.delivery.DeliveryPlan} is compiled from designs; {@link
 * dev.mainstay.delivery.Deliveries} is the engine; {@link dev.mainstay.delivery.DeliveryStore}
 * keeps its state; {@link dev.mainstay.delivery.DeliveryEvents} are the facts it publishes.
 */
@NullMarked
package dev.mainstay.delivery;

import org.jspecify.annotations.NullMarked;
