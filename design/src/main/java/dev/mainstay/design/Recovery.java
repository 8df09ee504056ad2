package dev.mainstay.design;

/** How it comes back from a disaster: objectives, backups, failover. */
public record Recovery() {}
