// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.metric.MetricSample;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No damage passes as samples. */
@Timeout(240)
class DamagedFileTest {
  private final List<MetricSample> samples = Archives.samples(60);

  @TempDir Path folder;

  private Path file = Path.of("");
  private byte[] good = {};

  @BeforeEach
  void write() throws Exception {
    file = folder.resolve("a.parquet");
    // Columns with a dictionary and without.
    Archives.write(file, samples, ParquetOptions.defaults().dictionaryBytes(1024));
    good = Files.readAllBytes(file);
  }

  @Test
  void eachByteThatIsChangedIsFound() throws Exception {
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= (byte) (1 << at % 8);
      Files.write(file, bad);
      assertCorrupt("byte " + at);
    }
  }

  @Test
  void eachByteThatBecomesZeroOrAllOnesIsFound() throws Exception {
    for (int at = 0; at < good.length; at += 3) {
      byte[] bad = good.clone();
      bad[at] = (byte) (bad[at] == 0 || at % 2 == 0 ? 0xff : 0);
      bad[at] = bad[at] == good[at] ? 1 : bad[at];
      Files.write(file, bad);
      assertCorrupt("byte " + at);
    }
  }

  @Test
  void eachTruncationIsFound() throws Exception {
    for (int length = 0; length < good.length; length += 5) {
      Files.write(file, Arrays.copyOf(good, length));
      assertCorrupt("length " + length);
    }
  }

  @Test
  void aRegionOfZerosIsFound() throws Exception {
    for (int from = 0; from + 512 < good.length; from += 256) {
      byte[] bad = good.clone();
      Arrays.fill(bad, from, from + 512, (byte) 0);
      Files.write(file, bad);
      assertCorrupt("from byte " + from);
    }
  }

  @Test
  void whatIsPutBehindTheEndIsFound() throws Exception {
    byte[] bad = Arrays.copyOf(good, good.length + 1);
    Files.write(file, bad);
    assertCorrupt("one more byte");
  }

  @Test
  void theFileAndThePlaceAreNamed() throws Exception {
    byte[] bad = good.clone();
    bad[indexOf("\"image\"")] ^= 1;
    Files.write(file, bad);
    assertThatThrownBy(() -> ParquetMetricFile.verify(file))
        .isInstanceOf(CorruptException.class)
        .hasMessageMatching(
            "read "
                + file
                + ": column labels, the page at byte \\d+: it does not have the checksum .*;"
                + " take another copy of the file");
  }

  @Test
  void anotherKindOfFileIsRefused() throws Exception {
    Files.writeString(file, "{\"not\": \"parquet\"}");
    assertThatThrownBy(() -> Archives.read(file))
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining("does not begin with PAR1");
  }

  @Test
  void aFileThatIsNotThereCannotBeOpened() {
    Path missing = folder.resolve("missing.parquet");
    assertThatThrownBy(() -> ParquetMetricFile.read(missing))
        .isInstanceOf(CannotOpenException.class)
        .hasMessageContaining(missing.toString());
    assertThatThrownBy(() -> ParquetMetricFile.verify(folder)).hasMessageContaining("read ");
  }

  /** A read must fail or give what was written; a verification, which does more than a read, must fail. */
  private void assertCorrupt(String what) {
    try {
      assertThat(Archives.read(file)).as(what).isEqualTo(samples);
      ParquetMetricFile.verify(file);
    } catch (CorruptException e) {
      assertThat(e).as(what).hasMessageContaining(file.toString());
      return;
    } catch (RuntimeException | Error e) {
      fail(what + " gives " + e, e);
    }
    fail(what + " is not found");
  }

  private int indexOf(String text) {
    String all = new String(good, StandardCharsets.ISO_8859_1);
    int at = all.indexOf(text);
    assertThat(at).isPositive();
    return at;
  }
}
