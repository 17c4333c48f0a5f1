package io.todoku.peers;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.InstanceType;

/** Elastic IPs and instances of an account in a Region, by the calls that a migration makes. */
public final class Ec2Operations implements AutoCloseable {

  private final Ec2Client ec2;
  private final Map<String, String> allocations = new HashMap<>();

  Ec2Operations(Ec2Client ec2) {
    this.ec2 = ec2;
  }

  /** A new address: of the server behind this, one in 127.0.0.0/8. */
  public String allocateAddress() {
    var address = ec2.allocateAddress(r -> r.domain(DomainType.VPC));
    allocations.put(address.publicIp(), address.allocationId());
    return address.publicIp();
  }

  public String allocationId(String address) {
    return allocations.get(address);
  }

  /** A new instance that runs; its id. */
  public String launch() {
    String image = ec2.describeImages().images().getFirst().imageId();
    return ec2.runInstances(
            r -> r.imageId(image).instanceType(InstanceType.T3_MICRO).minCount(1).maxCount(1))
        .instances()
        .getFirst()
        .instanceId();
  }

  public void associate(String address, String instance) {
    ec2.associateAddress(r -> r.allocationId(allocationId(address)).instanceId(instance));
  }

  public void stop(String instance) {
    ec2.stopInstances(r -> r.instanceIds(instance));
  }

  public void start(String instance) {
    ec2.startInstances(r -> r.instanceIds(instance));
  }

  /** Terminates an instance, so that its address has none. */
  public void terminate(String instance, String address) {
    String association =
        ec2.describeAddresses(r -> r.allocationIds(allocationId(address)))
            .addresses()
            .getFirst()
            .associationId();
    ec2.disassociateAddress(r -> r.associationId(association));
    ec2.terminateInstances(r -> r.instanceIds(instance));
  }

  public void releaseAddress(String address) {
    ec2.releaseAddress(r -> r.allocationId(allocationId(address)));
  }

  @Override
  public void close() {
    ec2.close();
  }
}
