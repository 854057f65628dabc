// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * The tokens of one YAML document, with aliases and merge keys resolved where somebody looks. An alias in what is
 * skipped costs nothing, and all aliases of a document together may not give more than a million tokens.
 *
 * <p>The keys that a mapping gets by {@code <<} come behind its own; those it has itself are left out (YAML 1.1, "Merge
 * Key Language-Independent Type").
 */
final class YamlTokens extends TokenReader {
  private static final int MAX_REPLAYED = 1_000_000;
  private static final YamlTape.Piece NOTHING = new YamlTape.Piece(Token.NULL, "", false);
  private static final YamlTape.Piece END = new YamlTape.Piece(Token.END, "", false);

  /** A part of the tape that is being read again. */
  private static final class Replay {
    private final int end;
    private final boolean merge;
    private int at;

    Replay(int at, int end, boolean merge) {
      this.at = at;
      this.end = end;
      this.merge = merge;
    }
  }

  /** A mapping or list that is open. */
  private static final class Level {
    private final boolean mapping;
    private final Deque<YamlTape.Node> merges = new ArrayDeque<>();
    private boolean keyNext;
    private boolean merging;

    Level(boolean mapping) {
      this.mapping = mapping;
      keyNext = mapping;
    }
  }

  private final ChunkReader reader;
  private final Iterator<Event> events;
  private final YamlTape tape = new YamlTape();
  private final List<Replay> replays = new ArrayList<>();
  private final List<Level> levels = new ArrayList<>();
  private YamlTape.@Nullable Piece ahead;
  private YamlTape.Piece current = NOTHING;
  private int replayed;
  private int lastLine = -1;

  YamlTokens(ChunkReader reader, Trail trail) {
    super(trail);
    this.reader = reader;
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setNestingDepthLimit(Trail.MAX_DEPTH);
    events = new Yaml(options).parse(reader).iterator();
  }

  /** Whether there is anything but comments and a null. Asked before the first token is read. */
  boolean hasContent() throws IOException, BrokenInputException {
    YamlTape.Piece first = pull();
    ahead = first;
    return first.token() != Token.END && first.token() != Token.NULL;
  }

  @Override
  Token advance() throws IOException, BrokenInputException {
    while (true) {
      YamlTape.Piece piece = pull();
      Level level = levels.isEmpty() ? null : levels.getLast();
      if (level == null || !level.mapping || !level.keyNext) {
        return value(piece, level);
      }
      if (piece.token() == Token.END || piece.token() == Token.OBJECT_END) {
        YamlTape.Node merged = level.merges.pollFirst();
        if (merged == null) {
          levels.removeLast();
          return take(new YamlTape.Piece(Token.OBJECT_END, "", false));
        }
        level.merging = true;
        replay(merged.from() + 1, merged.end() - 1, true);
      } else if (piece.token().opens()) {
        throw new BrokenInputException(
            Reason.SYNTAX,
            "has a mapping or a list as a key"
                + line()
                + "; a key must be a text, and a template must be rendered first");
      } else if (piece.merge()) {
        merge(level);
      } else if (level.merging && trail().hasKey(piece.text())) {
        capture();
      } else {
        level.keyNext = false;
        return take(new YamlTape.Piece(Token.KEY, piece.text(), false));
      }
    }
  }

  @Override
  String text() {
    return current.text();
  }

  @Override
  void finish() throws IOException, BrokenInputException {
    Event event;
    do {
      event = event();
    } while (event != null);
  }

  @Override
  long start() {
    return 0;
  }

  @Override
  long end() {
    return 0;
  }

  private Token value(YamlTape.Piece piece, @Nullable Level level) {
    if (level != null) {
      level.keyNext = level.mapping;
    }
    if (piece.token().opens()) {
      levels.add(new Level(piece.token() == Token.OBJECT_START));
    } else if (piece.token().closes()) {
      levels.removeLast();
    }
    return take(piece);
  }

  private Token take(YamlTape.Piece piece) {
    current = piece;
    return piece.token();
  }

  /** Puts the mappings that a merge key names behind those that wait already. */
  private void merge(Level level) throws IOException, BrokenInputException {
    YamlTape.Node node = capture();
    if (isSkipping()) {
      return;
    }
    if (node.isLost()) {
      throw tooMuch();
    }
    int from = node.from();
    Token token = tape.get(from) instanceof YamlTape.Piece piece ? piece.token() : Token.NULL;
    if (token == Token.OBJECT_START) {
      level.merges.addLast(node);
    } else if (token == Token.ARRAY_START) {
      for (int at = from + 1; at < node.end() - 1; at = tape.behind(at)) {
        level.merges.addLast(mergeable(at));
      }
    } else {
      throw wrongMerge();
    }
  }

  private YamlTape.Node mergeable(int at) throws BrokenInputException {
    YamlTape.Node node = tape.node(at);
    if (node.isLost()) {
      throw tooMuch();
    }
    if (tape.get(node.from()) instanceof YamlTape.Piece piece
        && piece.token() == Token.OBJECT_START) {
      return node;
    }
    throw wrongMerge();
  }

  private BrokenInputException wrongMerge() {
    return new BrokenInputException(
        Reason.SYNTAX, "has a merge key << that names no mapping" + line());
  }

  /** Reads over the next node and gives its place on the tape. */
  private YamlTape.Node capture() throws IOException, BrokenInputException {
    Replay replay = replays.isEmpty() ? null : replays.getLast();
    if (replay != null) {
      YamlTape.Node node = tape.node(replay.at);
      replay.at = tape.behind(replay.at);
      return node;
    }
    YamlTape.Node node = tape.begin(null);
    int depth = 0;
    do {
      YamlTape.Entry entry = entry();
      if (entry instanceof YamlTape.Piece piece && piece.token() == Token.END) {
        throw new BrokenInputException(Reason.SYNTAX, "ends too early");
      }
      if (depth == 0 && entry instanceof YamlTape.Node named) {
        return named;
      }
      if (entry instanceof YamlTape.Piece piece) {
        depth += piece.token().opens() ? 1 : piece.token().closes() ? -1 : 0;
      }
    } while (depth > 0);
    return node;
  }

  /** The next token of the document, aliases replaced. The end of merged keys shows as {@link #END}. */
  private YamlTape.Piece pull() throws IOException, BrokenInputException {
    YamlTape.Piece first = ahead;
    if (first != null) {
      ahead = null;
      return first;
    }
    while (true) {
      YamlTape.Entry entry;
      if (replays.isEmpty()) {
        entry = entry();
      } else {
        Replay replay = replays.getLast();
        if (replay.at == replay.end) {
          replays.removeLast();
          if (replay.merge) {
            return END;
          }
          continue;
        }
        entry = tape.get(replay.at++);
        count(1);
      }
      if (entry instanceof YamlTape.Piece piece) {
        return piece;
      }
      if (entry instanceof YamlTape.Node node) {
        if (!node.isLost()
            && tape.get(node.from()) instanceof YamlTape.Piece scalar
            && !scalar.token().opens()) {
          return scalar;
        }
        if (isSkipping()) {
          return NOTHING;
        }
        if (node.isLost()) {
          throw tooMuch();
        }
        replay(node.from(), node.end(), false);
      }
    }
  }

  private void replay(int from, int end, boolean merge) throws BrokenInputException {
    count(1);
    replays.add(new Replay(from, end, merge));
  }

  private void count(int tokens) throws BrokenInputException {
    replayed += tokens;
    if (replayed > MAX_REPLAYED) {
      throw tooMuch();
    }
  }

  private BrokenInputException tooMuch() {
    return new BrokenInputException(
        Reason.TOO_LARGE,
        "has aliases that stand for too much" + line() + "; write it out or split it");
  }

  /** The next piece of the document itself; an alias comes as the node that it stands for. */
  private YamlTape.Entry entry() throws IOException, BrokenInputException {
    while (true) {
      Event event = event();
      if (event == null) {
        return END;
      }
      YamlTape.Entry entry = entry(event);
      if (entry != null) {
        tape.add(entry);
        return entry;
      }
    }
  }

  private YamlTape.@Nullable Entry entry(Event event) throws BrokenInputException {
    return switch (event) {
      case AliasEvent alias -> named(alias.getAnchor());
      case ScalarEvent scalar -> scalar(scalar);
      case MappingStartEvent start -> anchored(start.getAnchor(), Token.OBJECT_START);
      case SequenceStartEvent start -> anchored(start.getAnchor(), Token.ARRAY_START);
      case MappingEndEvent end -> new YamlTape.Piece(Token.OBJECT_END, "", false);
      case SequenceEndEvent end -> new YamlTape.Piece(Token.ARRAY_END, "", false);
      case DocumentEndEvent end -> END;
      default -> null;
    };
  }

  private YamlTape.Node named(String anchor) throws BrokenInputException {
    YamlTape.Node node = tape.anchored(anchor);
    if (node == null && tape.isFull()) {
      throw tooMuch();
    }
    if (node == null) {
      throw new BrokenInputException(
          Reason.SYNTAX, "has an alias *" + anchor + line() + " without an anchor &" + anchor);
    }
    if (node.end() < 0) {
      throw new BrokenInputException(
          Reason.SYNTAX, "has an alias *" + anchor + line() + " inside what it stands for");
    }
    return node;
  }

  private YamlTape.Piece anchored(@Nullable String anchor, Token token) {
    if (anchor != null) {
      tape.begin(anchor);
    }
    return new YamlTape.Piece(token, "", false);
  }

  private YamlTape.Piece scalar(ScalarEvent scalar) {
    if (scalar.getAnchor() != null) {
      tape.begin(scalar.getAnchor());
    }
    String text = scalar.getValue();
    if (scalar.isPlain() && scalar.getTag() == null) {
      return new YamlTape.Piece(YamlScalars.typeOf(text), text, text.equals("<<"));
    }
    return new YamlTape.Piece(YamlScalars.typeOfTag(scalar.getTag()), text, false);
  }

  private @Nullable Event event() throws IOException, BrokenInputException {
    try {
      reader.allowMore();
      if (!events.hasNext()) {
        return null;
      }
      Event event = events.next();
      lastLine = event.getStartMark().getLine();
      return event;
    } catch (YAMLException e) {
      IOException failure = reader.failure();
      if (reader.isTooLarge()) {
        throw new BrokenInputException(
            Reason.TOO_LARGE, "has a text that is too long to be read", e);
      }
      if (failure != null) {
        throw failure;
      }
      throw broken(e);
    }
  }

  private BrokenInputException broken(YAMLException e) {
    if (e instanceof ReaderException bad) {
      return bad.getCodePoint() == TextSource.FAULT
          ? new BrokenInputException(
              Reason.ENCODING, "has bytes that are not valid text; save it as UTF-8", e)
          : new BrokenInputException(
              Reason.SYNTAX,
              String.format(
                  Locale.ROOT,
                  "is not valid YAML: it has the control character U+%04X",
                  bad.getCodePoint()),
              e);
    }
    if (e instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      return new BrokenInputException(
          Reason.SYNTAX,
          "is not valid YAML at line "
              + (reader.firstLine() + marked.getProblemMark().getLine())
              + ": "
              + Texts.firstLine(marked.getProblem()),
          e);
    }
    return new BrokenInputException(
        Reason.SYNTAX, "is not valid YAML: " + Texts.firstLine(e.getMessage()), e);
  }

  private String line() {
    return lastLine < 0 ? "" : " at line " + (reader.firstLine() + lastLine);
  }
}
