// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres.internal;

import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.postgres.PostgresOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is: {@code postgresql://[user[:password]@]host[:port][,host…]/database[?parameter=value…]}, as libpq
 * has it (PostgreSQL's manual, "Connection URIs"). The parameters are those of the JDBC driver. Immutable.
 *
 * @param jdbcUrl the address for the driver, without user and password
 * @param user who logs in, or null
 * @param password the password, or null
 * @param place host, port and database, for messages
 */
public record ServerAddress(
    String jdbcUrl, @Nullable String user, @Nullable String password, String place) {
  private static final String SCHEME = "postgresql://";

  /**
   * Whether a text is meant to be one.
   *
   * @param text what a person wrote
   * @return true if it begins as one
   */
  public static boolean looksLikeOne(String text) {
    return text.startsWith(SCHEME) || text.startsWith("postgres://");
  }

  /**
   * Takes an address apart.
   *
   * @param text the address
   * @return its parts
   * @throws CannotOpenException if it is none; the message does not repeat it, for it may have a password
   */
  public static ServerAddress parse(String text) {
    if (!looksLikeOne(text)) {
      throw wrong("it begins with " + SCHEME);
    }
    String rest = text.substring(text.indexOf("://") + 3);
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    String path = slash < 0 ? "" : rest.substring(slash + 1);
    int at = authority.lastIndexOf('@');
    String hosts = authority.substring(at + 1);
    String login = at < 0 ? "" : authority.substring(0, at);
    int question = path.indexOf('?');
    String database = question < 0 ? path : path.substring(0, question);
    if (hosts.isEmpty() || database.isEmpty()) {
      throw wrong("it names a host and a database");
    }
    for (String host : hosts.split(",", -1)) {
      requireUri("//" + host + "/" + path);
    }
    int colon = login.indexOf(':');
    return new ServerAddress(
        "jdbc:postgresql://" + hosts + "/" + path,
        login.isEmpty() ? null : decoded(colon < 0 ? login : login.substring(0, colon)),
        colon < 0 ? null : decoded(login.substring(colon + 1)),
        SCHEME + hosts + "/" + decoded(database));
  }

  private static void requireUri(String text) {
    try {
      new URI(text);
    } catch (URISyntaxException e) {
      throw wrong("it is percent-encoded as an address on the web is: " + e.getReason());
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // What it could not read may be of the password, and its message quotes it.
      throw wrong("each % in it is followed by two hexadecimal digits");
    }
  }

  private static CannotOpenException wrong(String rule) {
    return new CannotOpenException(
        "open a database on a server: this is no address of one: "
            + rule
            + "; write postgresql://user@host:5432/database");
  }

  /**
   * What the driver is given beside the address.
   *
   * @param options who logs in, and how long it may take
   * @return the driver's properties
   */
  Properties properties(PostgresOptions options) {
    Properties properties = new Properties();
    String role = options.user() == null ? user : options.user();
    boolean addressed = options.user() == null && password != null;
    String secret = addressed ? password : options.password();
    if (role != null) {
      properties.setProperty("user", role);
    }
    if (secret != null) {
      properties.setProperty("password", secret);
    }
    setUnlessGiven(properties, "ApplicationName", "agent-storage");
    setUnlessGiven(properties, "tcpKeepAlive", "true");
    String seconds = Long.toString(Math.max(1, options.connectTimeout().toSeconds()));
    setUnlessGiven(properties, "connectTimeout", seconds);
    // A server that takes the connection may still never answer.
    setUnlessGiven(properties, "loginTimeout", seconds);
    // The detail of an error has the values of rows.
    properties.setProperty("logServerErrorDetail", "false");
    return properties;
  }

  private void setUnlessGiven(Properties properties, String name, String value) {
    if (!jdbcUrl.contains("?" + name + "=") && !jdbcUrl.contains("&" + name + "=")) {
      properties.setProperty(name, value);
    }
  }
}
