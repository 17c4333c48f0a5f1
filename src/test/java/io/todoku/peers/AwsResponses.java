package io.todoku.peers;

import io.todoku.peers.AwsProxy.AwsCall;
import io.todoku.peers.AwsProxy.AwsResponse;
import io.todoku.peers.AwsProxy.Responder;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Prepared answers of AWS, successful and failing. */
public final class AwsResponses {

  private AwsResponses() {}

  public static Responder respond(Predicate<AwsCall> which, AwsResponse answer) {
    return call -> which.test(call) ? answer : null;
  }

  /** An error in the format of the called service. */
  public static Responder failing(
      Predicate<AwsCall> which, int status, String code, String message) {
    return call -> which.test(call) ? error(call, status, code, message) : null;
  }

  /** The error of a service for a call that the role does not allow. */
  public static Responder denying(Predicate<AwsCall> which) {
    return call ->
        which.test(call)
            ? error(
                call,
                403,
                call.service().equals("ec2") ? "UnauthorizedOperation" : "AccessDenied",
                "not authorized to perform: " + call.name())
            : null;
  }

  /** Throttles the first matching calls, then lets them through. */
  public static Responder throttling(Predicate<AwsCall> which, int times) {
    AtomicInteger left = new AtomicInteger(times);
    return call ->
        which.test(call) && left.getAndDecrement() > 0
            ? error(
                call,
                call.service().equals("ec2") ? 503 : 400,
                call.service().equals("ec2") ? "RequestLimitExceeded" : "Throttling",
                "Rate exceeded")
            : null;
  }

  /**
   * EC2's reverse-DNS attributes.
   *
   * @param ptrByAllocation what stands within an item for an allocation id, as XML
   */
  public static Responder reverseDns(Map<String, String> ptrByAllocation) {
    return call ->
        call.name().equals("ec2:DescribeAddressesAttribute")
            ? ec2(
                "DescribeAddressesAttribute",
                "<addressSet>"
                    + ptrByAllocation.entrySet().stream()
                        .map(e ->
                            "<item><allocationId>"
                                + e.getKey()
                                + "</allocationId>"
                                + e.getValue()
                                + "</item>")
                        .collect(Collectors.joining())
                    + "</addressSet>")
            : null;
  }

  /** What SES lets an account do that has sent 20 of 1000 messages. */
  public static Responder sesAccount(String enforcement, boolean production) {
    return respond(
        call -> call.name().equals("ses:GetAccount"),
        json(
            """
            {"ProductionAccessEnabled":%s,"SendingEnabled":true,"EnforcementStatus":"%s",
             "SendQuota":{"Max24HourSend":1000,"MaxSendRate":14,"SentLast24Hours":20}}
            """
                .formatted(production, enforcement)));
  }

  /** A well-formed answer of a service that speaks JSON. */
  public static AwsResponse json(String body) {
    return new AwsResponse(200, "application/json", body);
  }

  /** A well-formed answer of Route 53. */
  public static AwsResponse route53(String action, String content) {
    return new AwsResponse(
        200,
        "text/xml",
        "<?xml version=\"1.0\"?><%1$sResponse xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\">%2$s</%1$sResponse>"
            .formatted(action, content));
  }

  /** A well-formed answer of EC2. */
  public static AwsResponse ec2(String action, String content) {
    return new AwsResponse(
        200,
        "text/xml;charset=UTF-8",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><"
            + action
            + "Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId>"
            + content
            + "</"
            + action
            + "Response>");
  }

  private static AwsResponse error(AwsCall call, int status, String code, String message) {
    return error(call.service(), status, code, message);
  }

  /**
   * An error in the format of a service.
   *
   * @param service as IAM names it, {@code ec2}
   */
  public static AwsResponse error(String service, int status, String code, String message) {
    return switch (service) {
      case "support", "ses", "lightsail", "organizations" ->
          new AwsResponse(
              status,
              "application/x-amz-json-1.1",
              "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(code, message));
      case "ec2" ->
          new AwsResponse(
              status,
              "text/xml;charset=UTF-8",
              ("<Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error></Errors>"
                      + "<RequestID>r</RequestID></Response>")
                  .formatted(code, message));
      default ->
          new AwsResponse(
              status,
              "text/xml",
              ("<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message>"
                      + "</Error><RequestId>r</RequestId></ErrorResponse>")
                  .formatted(code, message));
    };
  }
}
