// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {
  private static final InputStream NO_INPUT = InputStream.nullInputStream();

  @TempDir private Path folder;

  @Test
  void aFolderIsWalkedInTheOrderOfNamesAndOnlyManifestsAreRead() throws IOException {
    write("b.yaml", YamlInputTest.pod("b"));
    write("a/z.json", JsonInputTest.pod("z"));
    write("a/x.YML", YamlInputTest.pod("x"));
    write("c.ndjson", JsonInputTest.pod("c"));
    write("d.jsonl", JsonInputTest.pod("d"));
    write("readme.txt", "nothing");
    Files.write(folder.resolve("e.json.gz"), gzip(JsonInputTest.pod("e")));
    try (Manifests manifests = new Manifests(List.of(folder.toString()), NO_INPUT)) {
      assertThat(names(manifests)).containsExactly("x", "z", "b", "c", "d", "e");
      assertThat(manifests.filesRead()).isEqualTo(6);
      assertThat(manifests.filesIgnored()).isEqualTo(1);
    }
  }

  @Test
  void whatIsNamedItselfIsReadWhateverItsNameAndInTheOrderGiven() throws IOException {
    Path b = write("b.txt", YamlInputTest.pod("b"));
    Path a = write("a", JsonInputTest.pod("a"));
    InputStream standardInput =
        new ByteArrayInputStream(YamlInputTest.pod("in").getBytes(StandardCharsets.UTF_8));
    try (Manifests manifests =
        new Manifests(List.of(b.toString(), "-", a.toString()), standardInput)) {
      assertThat(names(manifests)).containsExactly("b", "in", "a");
    }
  }

  @Test
  void whatCannotBeReadIsARejectAndTheRestIsRead() throws IOException {
    Path good = write("good.json", JsonInputTest.pod("a"));
    byte[] whole = gzip((JsonInputTest.pod("x") + "\n").repeat(2_000));
    Path cut = folder.resolve("cut.json.gz");
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    Path bad = folder.resolve("bad.gz");
    Files.write(bad, new byte[] {0x1f, (byte) 0x8b, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9});
    try (Manifests manifests =
        new Manifests(
            List.of(
                folder.resolve("none").toString(),
                "a\u0000b",
                bad.toString(),
                good.toString(),
                cut.toString()),
            NO_INPUT)) {
      List<Entry> entries = all(manifests);
      assertThat(entries.subList(0, 4).stream().map(Read::line))
          .containsExactly("0 io", "0 io", "0 io", "1 Pod/a");
      assertThat(((Entry.Reject) entries.get(0)).message()).isEqualTo("is not there");
      List<Entry> fromCut = entries.subList(4, entries.size());
      assertThat(fromCut).hasSizeGreaterThan(100);
      assertThat(fromCut.getLast())
          .isInstanceOfSatisfying(
              Entry.Reject.class,
              reject -> assertThat(reject.message()).contains("ends too early"));
      assertThat(fromCut.subList(0, fromCut.size() - 1)).allMatch(Entry.Found.class::isInstance);
    }
  }

  @Test
  void aFolderThatMayNotBeReadIsAFailureAndTheRestIsRead() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    write("z.yaml", YamlInputTest.pod("z"));
    FileWalk.Lister usual = Files::newDirectoryStream;
    FileWalk walk =
        new FileWalk(
            List.of(folder.toString()),
            asked -> {
              if (asked.equals(locked)) {
                throw new AccessDeniedException(asked.toString());
              }
              return usual.list(asked);
            });

    assertThat(walk.next())
        .isInstanceOfSatisfying(
            FileWalk.Failure.class,
            failure -> {
              assertThat(failure.path()).isEqualTo(locked.toString());
              assertThat(failure.message()).isNotBlank();
            });
    assertThat(walk.next()).isEqualTo(new FileWalk.File(folder.resolve("z.yaml")));
    assertThat(walk.next()).isNull();
  }

  @Test
  void linksThatMakeACircleAreWalkedOnceAndALinkToNothingIsAReject() throws IOException {
    write("a/p.yaml", YamlInputTest.pod("p"));
    Files.createSymbolicLink(folder.resolve("a/up"), folder);
    Files.createSymbolicLink(folder.resolve("self"), folder.resolve("self"));
    Files.createSymbolicLink(folder.resolve("gone.yaml"), folder.resolve("nowhere"));
    try (Manifests manifests = new Manifests(List.of(folder.toString()), NO_INPUT)) {
      assertThat(all(manifests).stream().map(Read::line)).containsExactly("1 Pod/p", "0 io");
    }
  }

  @Test
  void theBytesReadReachTheTotal() throws IOException {
    Path a = write("a.yaml", YamlInputTest.pod("a"));
    Path gz = folder.resolve("b.json.gz");
    Files.write(gz, gzip(JsonInputTest.pod("b").repeat(1_000)));
    try (Manifests manifests = new Manifests(List.of(folder.toString()), NO_INPUT)) {
      assertThat(manifests.totalBytes()).hasValue(Files.size(a) + Files.size(gz));
      assertThat(manifests.bytesRead()).isZero();
      assertThat(all(manifests)).hasSize(1_001);
      assertThat(manifests.bytesRead()).isEqualTo(Files.size(a) + Files.size(gz));
    }
    try (Manifests manifests = new Manifests(List.of("-"), NO_INPUT)) {
      assertThat(manifests.totalBytes()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void theEncodingIsSeenWithAndWithoutAByteOrderMark(String name) {
    Charset charset = Charset.forName(name);
    for (String mark : List.of("", "\ufeff")) {
      assertThat(
              Read.lines(
                  "-",
                  (mark + YamlInputTest.pod("ä") + "---\n" + YamlInputTest.pod("b"))
                      .getBytes(charset)))
          .containsExactly("1 Pod/ä", "2 Pod/b");
      assertThat(
              Read.lines(
                  "-", (mark + JsonInputTest.pod("ä") + JsonInputTest.pod("b")).getBytes(charset)))
          .containsExactly("1 Pod/ä", "2 Pod/b");
    }
  }

  @Test
  void theContentTellsTheFormatAgainstTheName() throws IOException {
    byte[] yaml = YamlInputTest.pod("a").getBytes(StandardCharsets.UTF_8);
    byte[] json =
        (JsonInputTest.pod("a") + JsonInputTest.pod("b")).getBytes(StandardCharsets.UTF_8);
    assertThat(Read.lines("x.json", yaml)).containsExactly("1 Pod/a");
    assertThat(Read.lines("x.yaml", json)).containsExactly("1 Pod/a", "2 Pod/b");
    assertThat(Read.lines("x.yaml", gzip(JsonInputTest.pod("a")))).containsExactly("1 Pod/a");
    assertThat(Read.lines("{apiVersion: v1, kind: Pod, metadata: {name: a}}"))
        .containsExactly("1 Pod/a");
    assertThat(Read.lines("x.json", "garbage".getBytes(StandardCharsets.UTF_8)))
        .containsExactly("1 syntax");
  }

  @Test
  void aFileThatIsNoTextIsOneReject() {
    byte[] bytes = new byte[100_000];
    Arrays.fill(bytes, 0, 50, (byte) 'x');
    assertThat(Read.lines("-", bytes)).containsExactly("0 encoding");
  }

  @Test
  void anInputThatFailsIsOneRejectForTheObjectThatWasBeingRead() {
    byte[] start = (JsonInputTest.pod("a") + "\n{\"kind\":").getBytes(StandardCharsets.UTF_8);
    InputStream failing =
        new SequenceInputStream(
            new ByteArrayInputStream(start),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the cable is out");
              }

              @Override
              public int read(byte[] b, int off, int len) throws IOException {
                return read();
              }
            });
    List<Entry> entries = Read.entries("-", failing);
    assertThat(entries.stream().map(Read::line)).containsExactly("1 Pod/a", "2 io");
    assertThat(((Entry.Reject) entries.get(1)).message())
        .isEqualTo("cannot be read: the cable is out");
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static List<Entry> all(Manifests manifests) {
    List<Entry> entries = new ArrayList<>();
    Entry entry;
    while ((entry = manifests.next()) != null) {
      entries.add(entry);
    }
    return entries;
  }

  private static Stream<String> names(Manifests manifests) {
    return all(manifests).stream().map(entry -> ((Entry.Found) entry).resource().name());
  }
}
