// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Walks through a cluster, making one application at a time: that is all that is in memory. Not thread-safe. */
final class SampleIterator implements Iterator<SampleObject> {
  /** How many applications namespaces have: most few, some many. */
  private static final int[] APPS = {1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 4, 5, 8, 14};

  private final long size;
  private final long seed;
  private final Batch batch;
  private final Nodes nodes;
  private long handedOut;
  private long nextSpace;
  private long nextApp;
  private Space space;
  private int appsLeft;
  private int roleAt;
  private Iterator<SampleObject> part;

  SampleIterator(long seed, long size, LabelMix mix) {
    this.seed = seed;
    this.size = size;
    this.batch = new Batch(seed, mix);
    this.nodes = new Nodes(batch);
    this.space = Space.ofPlatform("default");
    new Platform(batch, nodes).add();
    this.part = batch.take().iterator();
  }

  @Override
  public boolean hasNext() {
    return handedOut < size;
  }

  @Override
  public SampleObject next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the cluster has only " + size + " objects");
    }
    while (!part.hasNext()) {
      part = makeNext().iterator();
    }
    handedOut++;
    return part.next();
  }

  private List<SampleObject> makeNext() {
    if (appsLeft == 0) {
      Dice dice = new Dice(seed, Part.NAMESPACE, nextSpace);
      space = Space.of(seed, nextSpace++, dice);
      appsLeft = dice.pick(APPS);
      roleAt = dice.below(Words.ROLES.length);
      Spaces.add(batch, space, dice);
    } else {
      addApp();
    }
    return batch.take();
  }

  private void addApp() {
    // One node for two applications is about fifty pods on each.
    if (nextApp % 2 == 0) {
      nodes.add();
    }
    // 7 has no factor in common with the number of roles, so none comes twice in a namespace.
    roleAt = (roleAt + 7) % Words.ROLES.length;
    String role = Words.ROLES[roleAt];
    Dice dice = new Dice(seed, Part.APP, nextApp++);
    Apps.add(new App(batch, space, space.product() + "-" + role, role, dice), nodes.count());
    appsLeft--;
  }
}
