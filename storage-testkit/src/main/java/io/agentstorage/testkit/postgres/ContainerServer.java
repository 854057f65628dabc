// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.postgres;

import com.github.dockerjava.api.DockerClient;
import io.agentstorage.testkit.internal.StablePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** One in a container. Its data is in the container, so a container that is started again has it. */
final class ContainerServer extends PostgresServer {
  /** Where a limited disk is mounted. */
  private static final String DISK = "/limited";

  /** The user that the server runs as in the image. */
  private static final int UID = 999;

  private final Container container;

  /**
   * Describes one, which is not started yet.
   *
   * @param own whether no other test sees it
   * @param diskBytes the size of a disk for databases; 0 for none
   */
  ContainerServer(boolean own, long diskBytes) {
    super(own);
    String image = System.getProperty("agentstorage.postgres.image", "postgres:18");
    container = new Container(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
    List<String> command = new ArrayList<>(List.of("postgres"));
    settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    container
        .withUsername(USER)
        .withPassword(PASSWORD)
        .withDatabaseName(DATABASE)
        .withEnv("POSTGRES_INITDB_ARGS", "--encoding=UTF8 --locale=C" + (own ? "" : " --no-sync"))
        .withCommand(command.toArray(String[]::new));
    if (own) {
      container.publish();
    } else {
      container.withCreateContainerCmdModifier(
          create -> Objects.requireNonNull(create.getHostConfig()).withAutoRemove(true));
    }
    if (diskBytes > 0) {
      String options = "rw,size=%d,uid=%d,gid=%d,mode=0700".formatted(diskBytes, UID, UID);
      container.withTmpFs(Map.of(DISK, options));
    }
  }

  @Override
  String disk() {
    return DISK;
  }

  static boolean engineAnswers() {
    try {
      return DockerClientFactory.instance().isDockerAvailable();
    } catch (NoClassDefFoundError e) {
      return false; // Testcontainers is optional
    }
  }

  @Override
  public Kind kind() {
    return Kind.CONTAINER;
  }

  @Override
  public String host() {
    return container.getHost();
  }

  @Override
  public int port() {
    return container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT);
  }

  @Override
  void launch() {
    if (container.getContainerId() != null) {
      docker().startContainerCmd(container.getContainerId()).exec();
      return;
    }
    try {
      container.start();
    } catch (ContainerLaunchException e) {
      throw new IllegalStateException(
          "no container of "
              + container.getDockerImageName()
              + " starts; it said: "
              + lastWords()
              + "; -Dagentstorage.postgres=embedded runs without",
          e);
    }
  }

  @Override
  void killNow() {
    end("KILL");
  }

  @Override
  void stopNow() {
    end("INT"); // which ends connections; the engine's own may wait for them
  }

  @Override
  void remove() {
    container.stop();
  }

  /**
   * The engine removes it then, which takes a while where it has hundreds of databases. It does not answer a KILL before
   * the process is gone, which can be longer than a JVM that ends is given.
   */
  @Override
  void leave() {
    docker().killContainerCmd(container.getContainerId()).withSignal("QUIT").exec();
  }

  @Override
  String lastWords() {
    return container.getContainerId() == null ? "nothing" : container.getLogs();
  }

  private void end(String signal) {
    docker().killContainerCmd(container.getContainerId()).withSignal(signal).exec();
    docker()
        .waitContainerCmd(container.getContainerId())
        .start()
        .awaitStatusCode(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static DockerClient docker() {
    return DockerClientFactory.instance().client();
  }

  private static final class Container extends PostgreSQLContainer {
    private Container(DockerImageName image) {
      super(image);
    }

    /** The engine would choose another port each time the container starts. */
    private void publish() {
      try {
        addFixedExposedPort(StablePort.find(), POSTGRESQL_PORT);
      } catch (IOException e) {
        throw new UncheckedIOException("a container cannot be published", e);
      }
    }
  }
}
