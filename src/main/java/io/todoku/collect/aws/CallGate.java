package io.todoku.collect.aws;

import java.util.concurrent.Semaphore;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Lets every page of every answer through the limits, one by one. */
final class CallGate implements ExecutionInterceptor {

  /** The account that a request is about. */
  static final ExecutionAttribute<String> ACCOUNT = new ExecutionAttribute<>("TodokuAccount");

  private static final ExecutionAttribute<Boolean> INSIDE =
      new ExecutionAttribute<>("TodokuInsideGate");

  private final String region;
  private final CallLimiter limiter;
  private final Semaphore places;

  CallGate(String region, CallLimiter limiter, Semaphore places) {
    this.region = region;
    this.limiter = limiter;
    this.places = places;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    String account = String.valueOf(attributes.getAttribute(ACCOUNT));
    String api = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    limiter.acquire(new CallLimiter.Key(account, region, String.valueOf(api)));
    places.acquireUninterruptibly();
    attributes.putAttribute(INSIDE, true);
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    leave(attributes);
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    leave(attributes);
  }

  private void leave(ExecutionAttributes attributes) {
    if (Boolean.TRUE.equals(attributes.getAttribute(INSIDE))) {
      attributes.putAttribute(INSIDE, false);
      places.release();
    }
  }
}
