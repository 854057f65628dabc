// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Walks over a message {@code prometheus.WriteRequest} (prometheus.io, "Prometheus Remote-Write 1.0", section "Protocol")
 * without building it. Not thread-safe.
 */
final class WireReader {
  private static final int REQUEST_SERIES = 1;
  private static final int REQUEST_METADATA = 3;
  private static final int REQUEST_2_SYMBOLS = 4;
  private static final int REQUEST_2_SERIES = 5;

  private static final int SERIES_LABEL = tag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED);
  private static final int SERIES_SAMPLE = tag(2, WireFormat.WIRETYPE_LENGTH_DELIMITED);
  private static final int SERIES_HISTOGRAM = tag(4, WireFormat.WIRETYPE_LENGTH_DELIMITED);
  private static final int LABEL_NAME = tag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED);
  private static final int LABEL_VALUE = tag(2, WireFormat.WIRETYPE_LENGTH_DELIMITED);
  private static final int SAMPLE_VALUE = tag(1, WireFormat.WIRETYPE_FIXED64);
  private static final int SAMPLE_TIME = tag(2, WireFormat.WIRETYPE_VARINT);

  private final CodedInputStream in;

  WireReader(byte[] message) {
    this.in = CodedInputStream.newInstance(message);
  }

  private static int tag(int field, int wireType) {
    return field << 3 | wireType;
  }

  /** Reads the next series; false at the end of the message. */
  boolean next(WireSeries series) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case REQUEST_SERIES -> {
          requireMessage(tag);
          series(series);
          return true;
        }
        case REQUEST_2_SYMBOLS, REQUEST_2_SERIES ->
            throw new InvalidProtocolBufferException(
                "this is remote_write 2.0, have the sender use prometheus.WriteRequest");
        case REQUEST_METADATA -> {
          requireMessage(tag);
          in.skipField(tag);
        }
        default -> in.skipField(tag);
      }
    }
    return false;
  }

  private static void requireMessage(int tag) throws InvalidProtocolBufferException {
    if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      throw new InvalidProtocolBufferException("a message has the type of something else");
    }
  }

  private void series(WireSeries series) throws IOException {
    series.clear();
    int limit = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == SERIES_LABEL) {
        label(series);
      } else if (tag == SERIES_SAMPLE) {
        sample(series);
      } else if (tag == SERIES_HISTOGRAM) {
        series.histograms++;
        in.skipField(tag);
      } else {
        in.skipField(tag);
      }
    }
    end(limit);
  }

  private void label(WireSeries series) throws IOException {
    String name = "";
    String value = "";
    int limit = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == LABEL_NAME) {
        name = in.readStringRequireUtf8();
      } else if (tag == LABEL_VALUE) {
        value = in.readStringRequireUtf8();
      } else {
        in.skipField(tag);
      }
    }
    end(limit);
    series.label(name, value);
  }

  private void sample(WireSeries series) throws IOException {
    double value = 0;
    long time = 0;
    int limit = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == SAMPLE_VALUE) {
        value = in.readDouble();
      } else if (tag == SAMPLE_TIME) {
        time = in.readInt64();
      } else {
        in.skipField(tag);
      }
    }
    end(limit);
    series.sample(value, time);
  }

  private void end(int limit) throws IOException {
    in.checkLastTagWas(0);
    in.popLimit(limit);
  }
}
