package io.todoku.collect.dns;

import io.todoku.collect.dns.ScriptedDns.AnswerScript;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** An answer as a recursive resolver gives it, from records in zone-file form. */
public final class ScriptedReply implements AnswerScript {

  static final String SOA = "example.com. 900 IN SOA ns.example.com. h.example.com. 1 2 3 4 60";

  private final int rcode;
  private final Map<ReplySection, List<String>> records = new EnumMap<>(ReplySection.class);
  private final Set<Integer> flags = new HashSet<>(Set.of((int) Flags.QR, (int) Flags.RA));
  private final List<Integer> extendedErrors = new ArrayList<>();

  private enum ReplySection {
    ANSWER,
    AUTHORITY
  }

  private ScriptedReply(int rcode) {
    this.rcode = rcode;
  }

  public static ScriptedReply of(String... answers) {
    return rcode(Rcode.NOERROR).answers(answers);
  }

  /** As a server says it that holds the zone. */
  static ScriptedReply authoritativeOf(String... answers) {
    return of(answers).authoritative();
  }

  ScriptedReply authoritative() {
    return with(Flags.AA).without(Flags.RA);
  }

  public static ScriptedReply rcode(int rcode) {
    return new ScriptedReply(rcode);
  }

  /** One after the other; the last for ever. */
  static AnswerScript inSequence(AnswerScript... scripts) {
    AtomicInteger next = new AtomicInteger();
    return query -> scripts[Math.min(next.getAndIncrement(), scripts.length - 1)].answer(query);
  }

  /** As a validating resolver: one answer with DNSSEC checking, another without. */
  static AnswerScript validating(AnswerScript checked, AnswerScript unchecked) {
    return query -> (query.getHeader().getFlag(Flags.CD) ? unchecked : checked).answer(query);
  }

  public static @Nullable Message silence(Message query) {
    return null;
  }

  ScriptedReply answers(String... lines) {
    records.put(ReplySection.ANSWER, Arrays.asList(lines));
    return this;
  }

  public ScriptedReply authority(String... lines) {
    records.put(ReplySection.AUTHORITY, Arrays.asList(lines));
    return this;
  }

  ScriptedReply with(int flag) {
    flags.add(flag);
    return this;
  }

  ScriptedReply without(int flag) {
    flags.remove(flag);
    return this;
  }

  ScriptedReply extendedError(int code) {
    extendedErrors.add(code);
    return this;
  }

  @Override
  public Message answer(Message query) {
    return answer(query, query.getQuestion());
  }

  /** To another question than was asked. */
  Message answer(Message query, Record question) {
    Message reply = new Message(query.getHeader().getID());
    Header header = reply.getHeader();
    header.setFlag(Flags.RD);
    flags.forEach(header::setFlag);
    header.setRcode(rcode);
    reply.addRecord(question, Section.QUESTION);
    parsed(ReplySection.ANSWER).forEach(record -> reply.addRecord(record, Section.ANSWER));
    parsed(ReplySection.AUTHORITY).forEach(record -> reply.addRecord(record, Section.AUTHORITY));
    if (!extendedErrors.isEmpty()) {
      ExtendedErrorCodeOption[] options =
          extendedErrors.stream()
              .map(ExtendedErrorCodeOption::new)
              .toArray(ExtendedErrorCodeOption[]::new);
      reply.addRecord(new OPTRecord(1232, 0, 0, 0, options), Section.ADDITIONAL);
    }
    return reply;
  }

  private List<Record> parsed(ReplySection part) {
    String text = String.join("\n", records.getOrDefault(part, List.of())) + "\n";
    try (Master zone =
        new Master(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)), Name.root)) {
      List<Record> parsed = new ArrayList<>();
      for (Record record = zone.nextRecord(); record != null; record = zone.nextRecord()) {
        parsed.add(record);
      }
      return parsed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
