// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Gets a Maven distribution, checks it and unpacks it: {@code InstallMaven <file or URL> <SHA-512> <folder>}. Run by
 * ./mvnw from source, so that it needs no tool but the JDK. Two that run at once do not disturb each other.
 */
final class InstallMaven {
  private static final String CURE =
      "Put a mvn on the PATH, or set MVNW_REPOURL to a Maven repository that you can reach, and run it again.";

  public static void main(String[] args) throws Exception {
    String source = args[0];
    String sha512 = args[1];
    Path target = Path.of(args[2]).toAbsolutePath();
    Path zip = null;
    Path unpacked = null;
    String failure = null;
    try {
      Files.createDirectories(target.getParent());
      zip = Files.createTempFile(target.getParent(), "get-", ".zip");
      get(source, zip);
      String found = sha512(zip);
      if (!found.equals(sha512.toLowerCase(Locale.ROOT))) {
        throw new Failure(
            "what came from " + source + " is not the Maven that .mvn/wrapper/maven-wrapper.properties names: its"
                + " SHA-512 begins with " + found.substring(0, 12) + ", expected " + sha512.substring(0, 12)
                + ". Nothing was installed; remove the wrong copy there, or get it from elsewhere with MVNW_REPOURL.");
      }
      unpacked = Files.createTempDirectory(target.getParent(), "unpack-");
      unpack(zip, unpacked);
      moveInto(unpacked, target);
    } catch (Failure e) {
      failure = e.getMessage();
    } catch (FileSystemException e) {
      failure =
          "cannot write Maven to " + target + " (" + e + "). Make room there, or set MAVEN_USER_HOME to another folder.";
    } finally {
      delete(zip);
      delete(unpacked);
    }
    if (failure != null) {
      System.err.println("mvnw: " + failure);
      System.exit(1);
    }
  }

  private static void get(String source, Path zip) throws IOException {
    if (!source.contains("://")) {
      Files.copy(Path.of(source), zip, StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    try (InputStream in = open(URI.create(source))) {
      Files.copy(in, zip, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileSystemException e) {
      throw e;
    } catch (UnknownHostException e) {
      throw new Failure("cannot get Maven from " + source + " (unknown host). " + CURE);
    } catch (IOException | IllegalArgumentException e) {
      throw new Failure("cannot get Maven from " + source + " (" + e.getMessage() + "). " + CURE);
    }
  }

  private static InputStream open(URI uri) throws IOException {
    URLConnection connection = uri.toURL().openConnection(proxyFor(uri));
    connection.setConnectTimeout(20_000);
    connection.setReadTimeout(60_000);
    String user = System.getenv("MVNW_USERNAME");
    String password = System.getenv("MVNW_PASSWORD");
    if (user != null && password != null && System.getenv("MVNW_REPOURL") != null) {
      byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      connection.setRequestProperty("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
    }
    if (connection instanceof HttpURLConnection http && http.getResponseCode() != 200) {
      throw new IOException("HTTP status " + http.getResponseCode());
    }
    return connection.getInputStream();
  }

  /** The proxy that the environment names in the way of curl; the JDK itself reads only its own properties. */
  private static Proxy proxyFor(URI uri) {
    String value = environment(uri.getScheme() + "_proxy");
    if (uri.getHost() == null || value.isEmpty()) {
      return Proxy.NO_PROXY;
    }
    for (String suffix : environment("no_proxy").split("[, ]+")) {
      String bare = suffix.startsWith(".") ? suffix.substring(1) : suffix;
      if (suffix.equals("*") || uri.getHost().equals(bare) || (!bare.isEmpty() && uri.getHost().endsWith("." + bare))) {
        return Proxy.NO_PROXY;
      }
    }
    URI proxy = URI.create(value.contains("://") ? value : "http://" + value);
    if (proxy.getUserInfo() != null) {
      String[] login = proxy.getUserInfo().split(":", 2);
      // By default the JDK sends no password to a proxy that tunnels https.
      System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
      Authenticator.setDefault(
          new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
              return getRequestorType() == RequestorType.PROXY
                  ? new PasswordAuthentication(login[0], (login.length > 1 ? login[1] : "").toCharArray())
                  : null;
            }
          });
    }
    return new Proxy(
        Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), proxy.getPort() == -1 ? 80 : proxy.getPort()));
  }

  private static String environment(String name) {
    for (String spelling : List.of(name, name.toUpperCase(Locale.ROOT))) {
      String value = System.getenv(spelling);
      if (value != null && !value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  private static String sha512(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-512");
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Unpacks without the folder that everything in the file lies in. */
  private static void unpack(Path zip, Path folder) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
          throw new Failure("the file has an entry outside of its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(in, file);
          // A zip stream does not tell the mode; Maven's scripts are what bin holds without an extension.
          if (name.startsWith("bin/") && !name.contains(".")) {
            file.toFile().setExecutable(true, false);
          }
        }
      }
    }
    // Temporary folders are closed to others; Maven may be shared.
    folder.toFile().setReadable(true, false);
    folder.toFile().setExecutable(true, false);
  }

  private static void moveInto(Path unpacked, Path target) throws IOException {
    try {
      Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (FileSystemException e) {
      // Another run was faster, and its checksum was right too.
      if (!Files.isExecutable(target.resolve("bin/mvn"))) {
        throw e;
      }
    }
  }

  private static void delete(Path path) throws IOException {
    if (path == null || !Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static final class Failure extends RuntimeException {
    Failure(String message) {
      super(message);
    }
  }
}
