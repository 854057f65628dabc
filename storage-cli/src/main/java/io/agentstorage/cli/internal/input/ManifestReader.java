// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Kubernetes objects of one input, one at a time, in bounded memory however large the input is. Not
 * thread-safe.
 *
 * <p>The input is JSON (one value, several, one on each line, an array), or YAML with any number of documents, in
 * UTF-8 or UTF-16, plain or compressed by gzip; its content tells which. Lists give their items: {@code List}, a typed
 * list such as {@code PodList}, whose items take from it the kind and apiVersion that they do not have, and lists in
 * lists. An object is a list if it has a list called {@code items} and a kind that ends in {@code List}. Where
 * {@code items} comes before {@code kind}, as kubectl writes it, items with a type of their own come out at once and
 * others wait for the end; if it turns out to be no list the object itself comes out and those that waited do not.
 *
 * <p>Every object and every broken piece of input gives exactly one {@link Entry}. Nothing that an input can hold makes
 * this throw; {@link java.io.UncheckedIOException} tells of a temporary file that could not be written.
 */
public final class ManifestReader implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int GZIP_1 = 0x1f;
  private static final int GZIP_2 = 0x8b;

  private final String file;
  private final CountingInputStream counted;
  private final Path temporary;
  private final Trail trail = new Trail();
  private final Deque<Entry> ready = new ArrayDeque<>();
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final Deque<Frame> releasing = new ArrayDeque<>();
  private @Nullable TextSource source;
  private @Nullable Documents documents;
  private @Nullable TokenReader tokens;
  private long lastEnd;
  private boolean ended;

  /**
   * Starts to read.
   *
   * @param file the name to use in places, from which a format is guessed where the content leaves it open
   * @param in the input; closed together with this
   */
  public ManifestReader(String file, InputStream in) {
    this(file, in, Path.of(System.getProperty("java.io.tmpdir", ".")));
  }

  ManifestReader(String file, InputStream in, Path temporary) {
    this.file = file;
    this.counted = new CountingInputStream(in);
    this.temporary = temporary;
  }

  /**
   * Reads on to the next object.
   *
   * @return the object, or what is wrong with it, or null at the end of the input and from then on
   */
  public @Nullable Entry next() {
    while (ready.isEmpty() && !(ended && releasing.isEmpty())) {
      try {
        step();
      } catch (BrokenInputException e) {
        recover(abandon(e.reason(), e.text()));
      } catch (IOException e) {
        fail(e);
      }
    }
    return ready.poll();
  }

  /**
   * How much of the input was read.
   *
   * @return the number of bytes, as they are in the file; may be asked by any thread
   */
  public long bytesRead() {
    return counted.count();
  }

  @Override
  public void close() throws IOException {
    ended = true;
    ready.clear();
    frames.forEach(ManifestReader::forget);
    frames.clear();
    releasing.forEach(ManifestReader::forget);
    releasing.clear();
    counted.close();
  }

  String file() {
    return file;
  }

  private void step() throws IOException, BrokenInputException {
    Frame released = releasing.peekFirst();
    if (released != null) {
      release(released);
      return;
    }
    Frame frame = frames.peekLast();
    TokenReader reader = tokens;
    if (frame == null || reader == null) {
      nextDocument();
    } else if (frame.inItems) {
      item(frame, reader);
    } else {
      fields(frame, reader);
    }
  }

  private void nextDocument() throws IOException, BrokenInputException {
    tokens = null;
    Documents from = documents;
    if (from == null) {
      from = open();
      documents = from;
      if (from == null) {
        return;
      }
    }
    TokenReader reader = from.next();
    if (reader == null) {
      if (from.continuesAsYaml() && source != null) {
        documents = new YamlDocuments(source, trail, from.number());
      } else {
        ended = true;
      }
      return;
    }
    tokens = reader;
    Token token = reader.next();
    if (token == Token.ARRAY_START) {
      Frame frame = new Frame(reader.start(), null);
      frame.inItems = true;
      frames.addLast(frame);
    } else if (token == Token.OBJECT_START) {
      begin(reader);
    } else {
      notAnObject(reader, token);
    }
  }

  private @Nullable Documents open() throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(counted, BUFFER);
    buffered.mark(2);
    boolean compressed = buffered.read() == GZIP_1 && buffered.read() == GZIP_2;
    buffered.reset();
    TextSource text = new TextSource(compressed ? new GZIPInputStream(buffered, BUFFER) : buffered);
    source = text;
    switch (Format.of(text, file)) {
      case JSON -> {
        return new JsonDocuments(text, trail);
      }
      case YAML -> {
        return new YamlDocuments(text, trail, 0);
      }
      case BINARY ->
          reject(0, "", Reason.ENCODING, "is not text; JSON or YAML is read, also in gzip");
      case EMPTY -> {}
    }
    ended = true;
    return null;
  }

  private void begin(TokenReader reader) {
    String path = trail.path(trail.depth() - 1);
    frames.addLast(new Frame(reader.start(), new Draft(path)));
  }

  /** Reads the next element of a list. */
  private void item(Frame list, TokenReader reader) throws IOException, BrokenInputException {
    Token token = reader.next();
    if (token == Token.ARRAY_END) {
      list.inItems = false;
      if (list.draft == null) {
        reader.finish();
        frames.removeLast();
      }
    } else if (token == Token.OBJECT_START) {
      begin(reader);
    } else if (token == Token.END) {
      throw new BrokenInputException(Reason.SYNTAX, "ends too early");
    } else {
      notAnObject(reader, token);
    }
  }

  /** Reads the fields of an object up to its end, or up to the items if it can be a list. */
  private void fields(Frame frame, TokenReader reader) throws IOException, BrokenInputException {
    Draft draft = frame.draft;
    if (draft == null) {
      throw new IllegalStateException("a list has no fields");
    }
    while (!frame.inItems) {
      if (reader.next() != Token.KEY) {
        if (frames.size() == 1) {
          reader.finish();
        }
        frames.removeLast();
        noteDuplicate(draft);
        end(frame, draft, reader);
        return;
      }
      switch (reader.text()) {
        case "apiVersion" ->
            draft.apiVersion =
                MetadataParser.emptyIsNone(
                    MetadataParser.text(reader, draft, Reason.NO_API_VERSION));
        case "kind" ->
            draft.kind =
                MetadataParser.emptyIsNone(MetadataParser.text(reader, draft, Reason.NO_KIND));
        case "metadata" -> MetadataParser.read(reader, draft);
        case "items" -> items(frame, draft, reader);
        default -> {
          frame.hasOtherFields = true;
          reader.skipValue();
        }
      }
    }
  }

  private void items(Frame frame, Draft draft, TokenReader reader)
      throws IOException, BrokenInputException {
    if (frame.hadItems || (draft.kind != null && !draft.hasListKind())) {
      reader.skipValue();
      return;
    }
    Token token = reader.next();
    if (token == Token.ARRAY_START) {
      noteDuplicate(draft);
      frame.hadItems = true;
      frame.inItems = true;
    } else if (token == Token.NULL) {
      frame.nullItems = true;
    } else {
      String is = token.opens() ? "a mapping" : Texts.describe(token, reader.text());
      frame.wrongItems =
          new Draft.Problem(draft.path + ".items", Reason.ITEMS_TYPE, "must be a list, is " + is);
      reader.skipRest(token);
    }
  }

  /** An object was read to its end, and is no longer among the frames. */
  private void end(Frame frame, Draft draft, TokenReader reader) {
    Frame list = frames.peekLast();
    if (source != null) {
      long fault = source.faultBetween(Math.max(frame.start, lastEnd), reader.end());
      if (fault >= 0) {
        draft.broken(draft.path, Reason.ENCODING, Texts.notEncoded(fault));
      }
    }
    boolean isList = isList(frame, draft);
    if (draft.broken != null || !isList) {
      boolean onlyItems = draft.kind == null && (frame.gaveItems || hasWaiting(frame));
      if (draft.broken != null || !onlyItems) {
        deliver(draft, list);
      }
    }
    if (hasWaiting(frame) && (isList || draft.kind == null)) {
      releasing.addLast(frame);
    } else {
      forget(frame);
    }
    lastEnd = reader.end();
  }

  private static boolean isList(Frame frame, Draft draft) {
    if (!draft.hasListKind() || frame.wrongItems != null) {
      if (draft.hasListKind() && draft.name == null && frame.wrongItems != null) {
        draft.broken = draft.broken == null ? frame.wrongItems : draft.broken;
      }
      return false;
    }
    return frame.hadItems
        || (draft.name == null
            && !frame.hasOtherFields
            && (frame.nullItems || "List".equals(draft.kind)));
  }

  /** Gives out one of the items that waited for the kind of their list. */
  private void release(Frame frame) {
    Waiting waiting = frame.waiting;
    Draft item = waiting == null ? null : waiting.poll();
    if (item == null || frame.draft == null) {
      forget(frame);
      releasing.removeFirst();
      return;
    }
    item.inherit(frame.draft.apiVersion, frame.draft.kind);
    // A list without a kind cannot say what its items are, but the list that it is in may turn out
    // to be none.
    deliver(item, frame.draft.kind == null ? frames.peekLast() : null);
  }

  /** Gives an object out, or lets it wait if the list that it is in has still to say what it is. */
  private void deliver(Draft draft, @Nullable Frame list) {
    if (list != null && list.draft != null && !draft.hasType()) {
      if (list.isUndecided()) {
        Waiting waiting = list.waiting;
        if (waiting == null) {
          waiting = new Waiting(temporary);
          list.waiting = waiting;
        }
        waiting.add(draft);
        return;
      }
      draft.inherit(list.draft.apiVersion, list.draft.kind);
    }
    if (list != null) {
      list.gaveItems = true;
    }
    ready.addLast(draft.finish(file, number()));
  }

  private void notAnObject(TokenReader reader, Token token)
      throws IOException, BrokenInputException {
    int depth = trail.depth() - (token.opens() ? 1 : 0);
    Draft draft = new Draft(trail.path(depth));
    String is = token.opens() ? "a list" : Texts.describe(token, reader.text());
    draft.broken(draft.path, Reason.NOT_AN_OBJECT, "must be a Kubernetes object, is " + is);
    long start = reader.start();
    reader.skipRest(token);
    if (frames.isEmpty()) {
      reader.finish();
    }
    long fault = source == null ? -1 : source.faultBetween(start, reader.end());
    if (fault >= 0) {
      draft.broken = new Draft.Problem(draft.path, Reason.ENCODING, Texts.notEncoded(fault));
    }
    trail.takeDuplicate();
    deliver(draft, frames.peekLast());
    lastEnd = reader.end();
  }

  private void noteDuplicate(Draft draft) {
    String duplicate = trail.takeDuplicate();
    if (duplicate != null) {
      draft.broken(duplicate, Reason.DUPLICATE_KEY, "occurs twice in the same mapping; remove one");
    }
  }

  /**
   * Gives one reject for the object that was being read when the input broke off. Items that still waited for the kind
   * of their list will not learn it any more.
   *
   * @return where that object began, or where the last one ended
   */
  private long abandon(Reason reason, String message) {
    Frame frame = frames.peekLast();
    String path = frame == null || frame.draft == null ? "" : frame.draft.path;
    if (frame != null && frame.inItems && frame.draft != null) {
      path += ".items";
    }
    reject(number(), path, reason, message);
    releasing.addAll(frames);
    frames.clear();
    return Math.max(frame == null ? 0 : frame.start, lastEnd);
  }

  private void recover(long from) {
    try {
      if (documents != null) {
        documents.recover(from);
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private void fail(IOException e) {
    abandon(Reason.IO, Texts.readFailure(e));
    ended = true;
  }

  private void reject(long document, String path, Reason reason, String message) {
    ready.addLast(new Entry.Reject(new Place(file, document, path), reason, message));
  }

  private long number() {
    return documents == null ? 0 : documents.number();
  }

  private static boolean hasWaiting(Frame frame) {
    return frame.waiting != null && !frame.waiting.isEmpty();
  }

  private static void forget(Frame frame) {
    if (frame.waiting != null) {
      frame.waiting.close();
      frame.waiting = null;
    }
  }
}
