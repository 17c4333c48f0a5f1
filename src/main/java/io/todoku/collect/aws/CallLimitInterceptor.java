package io.todoku.collect.aws;

import java.util.concurrent.Semaphore;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Applies the limits to the request for every page of every answer. */
final class CallLimitInterceptor implements ExecutionInterceptor {

  /** The account that a request is about. */
  static final ExecutionAttribute<String> ACCOUNT = new ExecutionAttribute<>("TodokuAccount");

  private static final ExecutionAttribute<Boolean> HOLDS_PERMIT =
      new ExecutionAttribute<>("TodokuInsideGate");

  private final String region;
  private final CallLimiter limiter;
  private final Semaphore permits;

  CallLimitInterceptor(String region, CallLimiter limiter, Semaphore places) {
    this.region = region;
    this.limiter = limiter;
    this.permits = places;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    String account = String.valueOf(attributes.getAttribute(ACCOUNT));
    String api = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    limiter.acquire(new CallLimiter.BucketKey(account, region, String.valueOf(api)));
    permits.acquireUninterruptibly();
    attributes.putAttribute(HOLDS_PERMIT, true);
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    releasePermit(attributes);
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    releasePermit(attributes);
  }

  private void releasePermit(ExecutionAttributes attributes) {
    if (Boolean.TRUE.equals(attributes.getAttribute(HOLDS_PERMIT))) {
      attributes.putAttribute(HOLDS_PERMIT, false);
      permits.release();
    }
  }
}
