package io.todoku.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is connected to a transit gateway.
 *
 * @param transitGatewayOwnerId the account that owns the transit gateway, and alone sees its routes
 * @param resourceType {@code vpc}, {@code vpn}, {@code direct-connect-gateway}, {@code peering}, …
 * @param resourceId of the VPC or other resource
 * @param resourceOwnerId the account that owns it
 * @param state {@code available}, …
 * @param routeTableId of the transit gateway's route table for packets that come from it; null
 *     where it has none or it is not shown to this account
 * @param subnetIds of the attachment of a VPC, whose route tables apply to packets that come from
 *     the transit gateway; empty where they are not shown to this account
 */
public record TransitGatewayAttachment(
    String id,
    String transitGatewayId,
    String transitGatewayOwnerId,
    String resourceType,
    String resourceId,
    String resourceOwnerId,
    String state,
    @Nullable String routeTableId,
    List<String> subnetIds) {}
