// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import org.jspecify.annotations.Nullable;

/**
 * A namespace and who pays for it.
 *
 * @param name its name
 * @param product what its applications are part of, and the start of their names
 * @param env the environment
 * @param team the team, null where nobody labelled it: what a cost analyst looks for
 * @param costCenter the cost centre, null likewise
 * @param owner a person, for annotations
 */
record Space(
    String name,
    String product,
    String env,
    @Nullable String team,
    @Nullable String costCenter,
    String owner) {

  private static final int NAMES = Words.PRODUCTS.length * Words.ENVIRONMENTS.length;

  /** The namespace of this number; each number has a name of its own. */
  static Space of(long seed, long index, Dice dice) {
    // 77 has no factor in common with the number of names, so all are used before one gets a
    // number.
    int at = (int) ((Long.remainderUnsigned(Dice.mix(seed), NAMES) + index % NAMES * 77) % NAMES);
    String product = Words.PRODUCTS[at % Words.PRODUCTS.length];
    String env = Words.ENVIRONMENTS[at / Words.PRODUCTS.length];
    String name = product + "-" + env + (index < NAMES ? "" : "-" + (index / NAMES + 1));
    String[] team = Words.TEAMS[at % Words.PRODUCTS.length / 4];
    boolean labelled = index % 7 != 3;
    boolean paid = labelled || dice.percent(50);
    return new Space(
        name,
        product,
        env,
        labelled ? team[0] : null,
        paid ? team[1] : null,
        dice.pick(Words.OWNERS));
  }

  /** A namespace of the platform itself. */
  static Space ofPlatform(String name) {
    return new Space(name, name, "prod", "platform", "cc-9000", "Platform – Bereitschaft");
  }

  /** These labels, and those that say who pays. */
  Tags charge(Tags labels) {
    Tags charged = labels.with("env", env);
    if (team != null) {
      charged = charged.with("team", team);
    }
    return costCenter == null ? charged : charged.with("cost-center", costCenter);
  }
}
