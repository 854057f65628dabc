// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that can be left and taken again. One that the system chooses is among those that it gives to the next client as
 * well, so that somebody else may have it when a server comes back.
 */
public final class StablePort {
  private static final int FIRST = 15_000;

  /** Linux gives 32768 and above to clients, macOS and Windows 49152 and above. */
  private static final int END = 32_000;

  private static final int TRIES = 100;

  private StablePort() {}

  /**
   * A socket that listens on such a port of 127.0.0.1.
   *
   * @return the bound socket
   * @throws IOException if none is free
   */
  public static ServerSocket listen() throws IOException {
    IOException last = null;
    for (int i = 0; i < TRIES; i++) {
      try {
        return listen(ThreadLocalRandom.current().nextInt(FIRST, END));
      } catch (IOException e) {
        last = e; // taken
      }
    }
    throw new IOException("no port from " + FIRST + " to " + END + " is free to listen on", last);
  }

  /**
   * A socket that listens on a port of 127.0.0.1, also where one that is closed now had connections.
   *
   * @param port the port
   * @return the bound socket
   * @throws IOException if it is taken
   */
  public static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * The number of such a port, for a server that binds it itself.
   *
   * @return the number of a port which nobody listened on just now
   * @throws IOException if none is free
   */
  public static int find() throws IOException {
    try (ServerSocket socket = listen()) {
      return socket.getLocalPort();
    }
  }
}
