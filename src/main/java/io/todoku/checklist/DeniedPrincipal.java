package io.todoku.checklist;

import io.todoku.snapshot.Reason;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The role or user whose call AWS denied.
 *
 * @param partition {@code aws}, {@code aws-cn}, {@code aws-us-gov}
 * @param account twelve digits
 * @param user whether it is a user and no role
 * @param name of the role or user; a placeholder where it is not known
 */
record DeniedPrincipal(String partition, String account, boolean user, String name) {

  private static final String ROLE_NAME = "ROLE-NAME";
  private static final String ARN_END = ":(role|assumed-role|user)/([A-Za-z0-9_+=,.@/-]{1,600})";

  /** AWS names it in its messages: {@code User: arn:aws:sts::111111111111:assumed-role/…}. */
  private static final Pattern CALLER =
      Pattern.compile("\\bUser: arn:(aws[a-z-]*):(?:sts|iam)::(\\d{12})" + ARN_END);

  private static final Pattern REFUSED_ROLE =
      Pattern.compile(
          "\\bon resource: arn:(aws[a-z-]*):(iam)::(\\d{12}):role/([A-Za-z0-9_+=,.@/-]{1,600})");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_+=,.@-]{0,127}");

  /** Who made the calls; empty where AWS did not name it. */
  static Optional<DeniedPrincipal> of(List<Reason> reasons) {
    return reasons.stream()
        .map(reason -> CALLER.matcher(reason.detail()))
        .filter(Matcher::find)
        .map(caller -> of(caller.group(1), caller.group(2), caller.group(3), caller.group(4)))
        .findFirst();
  }

  private static DeniedPrincipal of(String partition, String account, String type, String path) {
    // a session has the name of its role, and then its own; a path stands before the name
    String name =
        path.substring(type.equals("assumed-role") ? 0 : path.lastIndexOf('/') + 1)
            .replaceFirst("/.*", "");
    return new DeniedPrincipal(
        partition, account, type.equals("user"), NAME.matcher(name).matches() ? name : ROLE_NAME);
  }

  /** The ARN of the role that it asked for; empty where AWS did not name it. */
  static Optional<String> refusedRole(List<Reason> reasons) {
    return reasons.stream()
        .map(reason -> REFUSED_ROLE.matcher(reason.detail()))
        .filter(Matcher::find)
        .map(
            role -> "arn:%s:iam::%s:role/%s".formatted(role.group(1), role.group(3), role.group(4)))
        .findFirst();
  }

  /** A role of the account whose name is not known. */
  static DeniedPrincipal roleOf(String partition, String account) {
    return new DeniedPrincipal(partition, account, false, ROLE_NAME);
  }

  boolean isNamed() {
    return !name.equals(ROLE_NAME);
  }

  String arn() {
    return "arn:%s:iam::%s:%s/%s".formatted(partition, account, type(), name);
  }

  /** As options of the AWS CLI spell it: {@code role}, {@code user}. */
  String type() {
    return user ? "user" : "role";
  }
}
