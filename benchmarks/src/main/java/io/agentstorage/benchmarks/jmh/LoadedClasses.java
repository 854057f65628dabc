// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** Which classes this JVM has loaded, by its own diagnostic command {@code VM.class_hierarchy}. */
final class LoadedClasses {
  private LoadedClasses() {}

  /** Whether a class is loaded whose name begins like this. */
  static boolean any(String prefix) {
    try {
      Object text =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "vmClassHierarchy",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
      return String.valueOf(text).contains("--" + prefix);
    } catch (JMException e) {
      throw new IllegalStateException("the JVM does not tell its classes", e);
    }
  }
}
