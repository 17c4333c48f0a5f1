package io.todoku.collect.aws;

import io.todoku.snapshot.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.PortRange;
import software.amazon.awssdk.services.ec2.model.RuleAction;

/** Converts the entries of network ACLs to observations. */
final class AclEntries {

  private AclEntries() {}

  /**
   * @throws MalformedAnswerException if a field is missing or the action is unknown: the whole
   *     answer is then rejected, because rules depend on every entry
   */
  static NetworkAcl.AclEntry of(NetworkAclEntry e) {
    RuleAction action = e.ruleAction();
    boolean known = action == RuleAction.ALLOW || action == RuleAction.DENY;
    if (e.ruleNumber() == null || e.egress() == null || !known) {
      throw new MalformedAnswerException(
          "an entry of a network ACL is incomplete or has an unknown action");
    }
    PortRange ports = e.portRange();
    return new NetworkAcl.AclEntry(
        e.ruleNumber(),
        e.egress(),
        action == RuleAction.ALLOW,
        AwsText.orEmpty(e.protocol()),
        ports == null ? null : ports.from(),
        ports == null ? null : ports.to(),
        AwsText.orEmpty(e.cidrBlock() == null ? e.ipv6CidrBlock() : e.cidrBlock()));
  }
}
