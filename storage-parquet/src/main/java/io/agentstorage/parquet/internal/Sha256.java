// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest that each Java platform has. */
final class Sha256 {
  private Sha256() {}

  static MessageDigest create() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java platform has no SHA-256", e);
    }
  }
}
