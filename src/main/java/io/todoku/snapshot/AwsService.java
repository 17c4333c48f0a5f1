package io.todoku.snapshot;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A service of AWS whose part of an account can be read again by itself. */
public enum AwsService {
  EC2,
  RDS,
  SES,
  LIGHTSAIL,
  SUPPORT,
  ROUTE53;

  /** Whether each Region is read by itself. */
  public boolean isRegional() {
    return switch (this) {
      case EC2, RDS, SES, LIGHTSAIL -> true;
      case SUPPORT, ROUTE53 -> false;
    };
  }

  /**
   * The service of an action as IAM writes it, which may stand at the beginning of a longer text;
   * empty where nothing is read of it.
   *
   * @param action {@code ec2:DescribeAddresses --region eu-west-1}
   */
  public static Optional<AwsService> ofAction(String action) {
    return Arrays.stream(values())
        .filter(service -> action.startsWith(service.name().toLowerCase(Locale.ROOT) + ":"))
        .findFirst();
  }
}
