package dev.mainstay.toolkit.internal;

/** Which release of which service this process is. */
public record Identity(String service, String version, String commit, String instance) {}
