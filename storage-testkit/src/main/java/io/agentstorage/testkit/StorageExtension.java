// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import io.agentstorage.core.Database;
import io.agentstorage.core.store.ResourceStore;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gives each test a fresh database in a fresh folder, closes and deletes them after it, and fails the test if it left a
 * connection, a statement or a transaction open. Immutable: the tests of a class, or of many, may share one and run at
 * the same time.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final StorageExtension STORAGE =
 *     StorageExtension.opening(folder -> SqliteDatabase.open(folder.resolve("agent.db")));
 *
 * @Test
 * void storesPods(ResourceStore store) { … }
 * }</pre>
 *
 * <p>Test methods, and those that run before and after each of them, may have parameters of these types: {@link Database}
 * or the class that is opened, {@link ResourceStore}, and {@link Path} for the folder. All methods of one test get the
 * same ones. The database is opened when first asked for.
 */
public final class StorageExtension implements AfterEachCallback, ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(StorageExtension.class);

  private final Opener opener;
  private final Clock clock;
  private final boolean checkingLeaks;
  private final boolean tracing;

  /** Opens a database for a test. */
  @FunctionalInterface
  public interface Opener {

    /**
     * Opens a database that is empty.
     *
     * @param folder an empty folder, for the test alone
     * @return the open database; the extension closes it
     * @throws Exception if it cannot be opened; the test then fails with it
     */
    Database open(Path folder) throws Exception;
  }

  private StorageExtension(Opener opener, Clock clock, boolean checkingLeaks, boolean tracing) {
    this.opener = opener;
    this.clock = clock;
    this.checkingLeaks = checkingLeaks;
    this.tracing = tracing;
  }

  /**
   * An extension that checks for leaks, and whose stores have the clock of the system.
   *
   * @param opener opens the database of a test
   * @return the extension
   */
  public static StorageExtension opening(Opener opener) {
    return new StorageExtension(opener, Clock.systemUTC(), true, false);
  }

  /**
   * Gives stores another clock.
   *
   * @param newClock such as a {@link TestClock}
   * @return a changed copy
   */
  public StorageExtension withClock(Clock newClock) {
    return new StorageExtension(opener, newClock, checkingLeaks, tracing);
  }

  /**
   * Says of each leak also where it was opened. That makes each use of a connection slower.
   *
   * @return a changed copy
   */
  public StorageExtension tracingLeaks() {
    return new StorageExtension(opener, clock, checkingLeaks, true);
  }

  /**
   * Leaves out the check for leaks: for a test that leaks on purpose, or a database that cannot tell.
   *
   * @return a changed copy
   */
  public StorageExtension withoutLeakCheck() {
    return new StorageExtension(opener, clock, false, tracing);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return context.getTestMethod().isPresent()
        && (Database.class.isAssignableFrom(type)
            || type == ResourceStore.class
            || (type == Path.class && !parameter.isAnnotated(TempDir.class)));
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    TestStorage storage = storage(context);
    if (type == Path.class) {
      return storage.folder();
    }
    Object given = type == ResourceStore.class ? storage.store() : storage.database();
    if (!type.isInstance(given)) {
      throw new ParameterResolutionException(
          "the test asks for a "
              + type.getName()
              + ", and the extension opens a "
              + given.getClass().getName());
    }
    return given;
  }

  private TestStorage storage(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            this,
            self -> TestStorage.create(opener, clock, checkingLeaks, tracing),
            TestStorage.class);
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    TestStorage storage = context.getStore(NAMESPACE).remove(this, TestStorage.class);
    if (storage != null) {
      storage.end();
    }
  }
}
