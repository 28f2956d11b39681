package dev.signet.benchmarks.serving;

import dev.signet.benchmarks.load.Requests;

/**
 * One thing to put load on.
 *
 * @param name what the tables call it
 * @param process the server
 * @param requests what it gets
 */
public record Target(String name, ServerProcess process, Requests requests) {}
