// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.fault;

import io.agentstorage.testkit.internal.StablePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A network between a test and a server, that the test can break. It listens on a port of 127.0.0.1, always the same, and
 * forwards what comes in to the server and back. Where the server itself is not there, connections are made and then
 * reset. Thread-safe.
 *
 * <pre>{@code
 * try (TcpProxy proxy = TcpProxy.to("127.0.0.1", 5432)) {
 *   connect("127.0.0.1", proxy.port());
 *   proxy.cut(); // the server is gone
 *   proxy.heal(); // and back
 * }
 * }</pre>
 */
public final class TcpProxy implements AutoCloseable {
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
  private static final int BUFFER_BYTES = 16 * 1024;

  private enum State {
    FORWARDING,
    STALLED,
    CUT,
    CLOSED
  }

  private final InetSocketAddress server;
  private final int port;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<Socket> open = new HashSet<>();
  private State state = State.FORWARDING;
  private ServerSocket listener;
  private Thread acceptor;

  private TcpProxy(InetSocketAddress server, ServerSocket listener) {
    this.server = server;
    this.listener = listener;
    this.port = listener.getLocalPort();
    this.acceptor = accept(listener);
  }

  /**
   * Starts one.
   *
   * @param host where the server is
   * @param port the port of the server
   * @return a proxy that forwards
   * @throws UncheckedIOException if there is no port to listen on
   */
  public static TcpProxy to(String host, int port) {
    try {
      return new TcpProxy(new InetSocketAddress(host, port), StablePort.listen());
    } catch (IOException e) {
      throw new UncheckedIOException("a proxy to " + host + ":" + port + " cannot listen", e);
    }
  }

  /**
   * Where clients connect to instead of to the server.
   *
   * @return an IPv4 address
   */
  public String host() {
    return "127.0.0.1";
  }

  /**
   * The port that clients connect to instead of the server's.
   *
   * @return the same as long as this lives
   */
  public int port() {
    return port;
  }

  /**
   * Resets all connections, as when the other side has crashed, and refuses new ones. When this returns, it holds.
   *
   * @throws IllegalStateException if it is closed
   */
  public void cut() {
    change(State.CUT);
  }

  /**
   * Forwards no more, and closes nothing: as where a cable is pulled, or a server hangs. What is sent meanwhile arrives
   * after {@link #heal()}. New connections are made, and nothing comes back on them. Bytes on their way may still arrive
   * just after this has returned.
   *
   * @throws IllegalStateException if it is closed or cut
   */
  public void stall() {
    change(State.STALLED);
  }

  /**
   * Forwards again: what was held back after a {@link #stall()}, new connections after a {@link #cut()}.
   *
   * @throws IllegalStateException if it is closed
   * @throws UncheckedIOException if somebody else listens on the port now
   */
  public void heal() {
    change(State.FORWARDING);
  }

  /** Resets all connections and ends. Closing again does nothing. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (state != State.CLOSED) {
        change(State.CLOSED);
      }
    } finally {
      lock.unlock();
    }
  }

  private void change(State wanted) {
    lock.lock();
    try {
      if (state == State.CLOSED) {
        throw new IllegalStateException("the proxy to " + server + " is closed");
      }
      if (state == State.CUT && wanted == State.STALLED) {
        throw new IllegalStateException("the proxy to " + server + " is cut: heal() it first");
      }
      if (state == State.CUT && wanted == State.FORWARDING) {
        listener = StablePort.listen(port);
        acceptor = accept(listener);
      }
      state = wanted;
      if (wanted == State.CUT || wanted == State.CLOSED) {
        listener.close();
        awaitAcceptor();
        open.forEach(socket -> close(socket, true));
        open.clear();
      }
      changed.signalAll();
    } catch (IOException e) {
      throw new UncheckedIOException("the port " + port + " of a proxy", e);
    } finally {
      lock.unlock();
    }
  }

  /** The port is taken until the thread that waits for clients has seen that its socket is closed. */
  private void awaitAcceptor() {
    boolean interrupted = false;
    while (acceptor.isAlive()) {
      try {
        acceptor.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread accept(ServerSocket on) {
    return Thread.ofVirtual()
        .name("proxy-" + port)
        .start(
            () -> {
              while (true) {
                Socket client;
                try {
                  client = on.accept();
                } catch (IOException e) {
                  return; // closed
                }
                Thread.ofVirtual().name("proxy-" + port + "-connect").start(() -> connect(client));
              }
            });
  }

  /** Where the server refuses, the client was accepted already: it is reset. */
  private void connect(Socket client) {
    Socket connection = new Socket();
    if (!add(client, connection)) {
      return;
    }
    try {
      connection.connect(server, CONNECT_TIMEOUT_MILLIS);
    } catch (IOException e) {
      end(true, client, connection);
      return;
    }
    Pipe there = new Pipe(client, connection);
    Pipe back = new Pipe(connection, client);
    Thread.ofVirtual().name("proxy-" + port + "-there").start(() -> pump(there, back));
    Thread.ofVirtual().name("proxy-" + port + "-back").start(() -> pump(back, there));
  }

  /** One direction of a connection. */
  private static final class Pipe {
    private final Socket from;
    private final Socket to;
    private volatile boolean ended;

    private Pipe(Socket from, Socket to) {
      this.from = from;
      this.to = to;
    }
  }

  private void pump(Pipe pipe, Pipe other) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      while (true) {
        int count = pipe.from.getInputStream().read(buffer);
        if (!awaitForwarding()) {
          return; // whoever cut it has reset both
        }
        if (count < 0) {
          break;
        }
        pipe.to.getOutputStream().write(buffer, 0, count);
      }
      pipe.ended = true;
      pipe.to.shutdownOutput();
      if (other.ended) {
        end(false, pipe.from, pipe.to);
      }
    } catch (IOException e) {
      // One side has gone without a word, and the other is told in the same way.
      if (awaitForwarding()) {
        end(true, pipe.from, pipe.to);
      }
    }
  }

  /** Waits while it is stalled; false once it is cut or closed. */
  private boolean awaitForwarding() {
    lock.lock();
    try {
      while (state == State.STALLED) {
        changed.awaitUninterruptibly();
      }
      return state == State.FORWARDING;
    } finally {
      lock.unlock();
    }
  }

  private boolean add(Socket client, Socket connection) {
    lock.lock();
    try {
      if (state == State.CUT || state == State.CLOSED) {
        close(client, true);
        return false;
      }
      open.add(client);
      open.add(connection);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void end(boolean reset, Socket... sockets) {
    lock.lock();
    try {
      for (Socket socket : sockets) {
        open.remove(socket);
        close(socket, reset);
      }
    } finally {
      lock.unlock();
    }
  }

  private static void close(Socket socket, boolean reset) {
    try (socket) {
      if (reset) {
        socket.setSoLinger(true, 0);
      }
    } catch (IOException e) {
      // It was closed already, which is what was wanted.
    }
  }
}
