// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import com.google.protobuf.InvalidProtocolBufferException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.metric.MetricValue;
import io.agentstorage.formats.MetricReadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The samples of a remote_write body, series by series. */
final class RemoteWriteInput extends SampleSource {
  private final InputStream in;
  private final Rejects rejects;
  private final SeriesMaker maker;
  private final int largestBody;
  private final Instant created;
  private final WireSeries wire = new WireSeries();
  private final SampleLine line = new SampleLine();
  private final RandomIds ids = new RandomIds();
  private @Nullable WireReader reader;
  private @Nullable MetricSeries series;
  private int nextSample;
  private long number;

  private RemoteWriteInput(InputStream in, MetricReadOptions options, Rejects rejects) {
    super(in, options, rejects);
    this.in = in;
    this.rejects = rejects;
    this.maker = new SeriesMaker(options, false);
    this.largestBody = options.largestBody();
    this.created = options.clock().instant();
  }

  static RemoteWriteInput open(InputStream in, MetricReadOptions options) {
    return new RemoteWriteInput(in, options, new Rejects(options, "series"));
  }

  @Override
  @Nullable MetricSample next() throws IOException {
    try {
      WireReader body = reader;
      if (body == null) {
        body = new WireReader(SnappyBody.read(in, largestBody));
        reader = body;
      }
      while (series == null || nextSample == wire.samples()) {
        series = null;
        number++;
        if (!body.next(wire)) {
          number--;
          return null;
        }
        series = made();
        nextSample = 0;
      }
      MetricSample sample =
          new MetricSample(
              series,
              Instant.ofEpochMilli(wire.time(nextSample)),
              created,
              MetricValue.of(wire.value(nextSample)),
              ids.next());
      nextSample++;
      return sample;
    } catch (InvalidProtocolBufferException e) {
      throw rejects.fatal(
          number, "expected a message prometheus.WriteRequest, but " + e.getMessage(), e);
    } catch (Fault fault) {
      throw rejects.fatal(number, fault.problem(), null);
    }
  }

  private @Nullable MetricSeries made() {
    try {
      line.clear();
      List<String> labels = wire.labels();
      for (int i = 0; i < labels.size(); i += 2) {
        label(labels.get(i), labels.get(i + 1));
      }
      if (line.name.isEmpty()) {
        throw new Fault(Fault.NOWHERE, "expected a label __name__, found none");
      }
      line.sortLabels();
    } catch (Fault fault) {
      rejects.row(number, fault.problem(), null);
      return null;
    }
    if (wire.histograms > 0) {
      rejects.row(
          number,
          "expected samples only, found "
              + wire.histograms
              + " native histograms of "
              + Excerpt.quote(line.name)
              + ", which are left out; have the sender send classic histograms",
          null);
    }
    return maker.series(line);
  }

  private void label(String name, String value) throws Fault {
    if (name.isEmpty()) {
      throw new Fault(Fault.NOWHERE, "expected labels with names, found one without");
    }
    if (!name.equals(MetricSeries.NAME_LABEL)) {
      line.addLabel(name, value, 0);
    } else if (line.name.isEmpty()) {
      line.name = value;
    } else {
      throw new Fault(Fault.NOWHERE, "expected one label __name__, found two");
    }
  }

  @Override
  long number() {
    return number;
  }
}
