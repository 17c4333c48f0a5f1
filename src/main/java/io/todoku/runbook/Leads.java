package io.todoku.runbook;

/**
 * Mail for a domain is led to a server by a name that has its address everywhere: the name alone
 * would show nothing where another server had it before.
 */
record Leads(String domain, String host, String address) implements Check {

  @Override
  public Outcome in(Scene scene) {
    Outcome named = Answers.only(host, "A", address).in(scene);
    return named.isHeld() ? Answers.having(domain, "MX", host).in(scene) : named;
  }
}
