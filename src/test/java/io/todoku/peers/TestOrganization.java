package io.todoku.peers;

import java.util.Arrays;
import java.util.Map;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.OrganizationFeatureSet;
import software.amazon.awssdk.services.organizations.model.Tag;

/** An organization of an AWS API server, and the calls that create what is in it. */
public final class TestOrganization implements AutoCloseable {

  private final OrganizationsClient client;
  private final String root;

  private TestOrganization(OrganizationsClient client, String root) {
    this.client = client;
    this.root = root;
  }

  static TestOrganization create(OrganizationsClient client) {
    client.createOrganization(r -> r.featureSet(OrganizationFeatureSet.ALL));
    return new TestOrganization(client, client.listRoots().roots().getFirst().id());
  }

  public String root() {
    return root;
  }

  public String id() {
    return client.describeOrganization().organization().id();
  }

  /** The id of a new unit in a root or another unit. */
  public String createUnit(String parent, String name) {
    return client
        .createOrganizationalUnit(r -> r.parentId(parent).name(name))
        .organizationalUnit()
        .id();
  }

  /** The id of a new account. */
  public String createAccount(String parent, String name, Map<String, String> tags) {
    Tag[] given =
        tags.entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toArray(Tag[]::new);
    String id =
        client
            .createAccount(
                r -> r.accountName(name).email("owner@mail.example").tags(Arrays.asList(given)))
            .createAccountStatus()
            .accountId();
    if (!parent.equals(root)) {
      client.moveAccount(r -> r.accountId(id).sourceParentId(root).destinationParentId(parent));
    }
    return id;
  }

  /** Closes an account, which is suspended from then on. */
  public void closeAccount(String id) {
    client.closeAccount(r -> r.accountId(id));
  }

  /** Lets an account leave, so that it is not listed any more. */
  public void removeAccount(String id) {
    client.removeAccountFromOrganization(r -> r.accountId(id));
  }

  @Override
  public void close() {
    client.close();
  }
}
