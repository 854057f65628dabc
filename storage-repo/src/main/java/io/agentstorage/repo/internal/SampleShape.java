// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

/**
 * How many periods and series one statement reads. Each pair of them is one seek, so that what lies between is not read.
 * Powers of two, for jOOQ pads lists to such.
 *
 * @param periods how many periods at the most
 * @param series how many series at the most
 */
record SampleShape(int periods, int series) {
  /** Most of a day of a few series. */
  static final SampleShape DAY = new SampleShape(256, 16);

  /** Many series at one time. */
  static final SampleShape PERIOD = new SampleShape(1, 512);
}
