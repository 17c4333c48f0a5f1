package io.todoku.recheck;

import org.springframework.stereotype.Component;

/** Tells pages how much can be checked again at once. */
@Component("recheckLimits")
public class RecheckLimits {

  /** How many findings one recheck takes. */
  public int findings() {
    return RecheckTarget.MAX_FINDINGS;
  }
}
